package io.livegauge.trainer.command;

import io.livegauge.model.Model;
import io.livegauge.trainer.registry.RegistryOpener;
import java.io.IOException;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model diff}: what changed between two models. */
@Command(
    name = "diff",
    description = {
      "Tells what differs between two models, each a version of the registry or an artifact in a"
          + " file: metrics, data, options, features, proxies, layers and the ranks of weights.",
      "The last line of the output is JSON with the same."
    })
final class ModelDiffCommand extends RegistryCommand {
  @Parameters(index = "0", paramLabel = "A", description = "A version or a file: from.")
  private String first;

  @Parameters(index = "1", paramLabel = "B", description = "A version or a file: to.")
  private String second;

  ModelDiffCommand(RegistryOpener opener, Clock clock) {
    super(opener, clock);
  }

  @Override
  void run() throws IOException {
    Model from = model("A", first);
    Model to = model("B", second);
    ModelDifference difference = new ModelDifference(from, to);
    difference.print(line().getOut());
    line().getOut().println(difference.json());
  }
}
