package io.livegauge.trainer.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.livegauge.model.Model;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.registry.Entry;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryOpener;
import io.livegauge.trainer.registry.Submissions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model import}: registers an artifact that was made elsewhere. */
@Command(
    name = "import",
    description = {
      "Registers an artifact under the next version. Only the first model of a registry is promoted"
          + " by this, unless --promote is given: then no gate has looked at it.",
      "The last line of the output is JSON: version, promoted, sha256."
    })
final class ModelImportCommand extends RegistryCommand {
  @Parameters(paramLabel = "FILE", description = "The artifact.")
  private String file;

  @Option(names = "--promote", description = "Makes it the current model.")
  private boolean promotes;

  ModelImportCommand(RegistryOpener opener, Clock clock) {
    super(opener, clock);
  }

  @Override
  void run() throws IOException, TrainingException {
    Model model = modelIn("FILE", file);
    Registry registry = registry();
    String name = Path.of(file).getFileName().toString();
    Entry entry = registry.register(Submissions.imported(model, name, promotes));
    line()
        .getOut()
        .println(
            "Registered version "
                + entry.version()
                + (entry.isPromoted() ? ", the current model" : ", a challenger")
                + ", in "
                + registry.location());
    line()
        .getOut()
        .println(
            JsonNodeFactory.instance
                .objectNode()
                .put("version", entry.version())
                .put("promoted", entry.isPromoted())
                .put("sha256", entry.modelSha256()));
  }
}
