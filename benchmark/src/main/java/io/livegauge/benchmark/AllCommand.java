package io.livegauge.benchmark;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code livegauge bench all}: every other command in turn, each with its defaults. */
@Command(
    name = "all",
    description = {
      "All of them in turn, each with its defaults, and the page at the end. Takes hours.",
      "One that fails does not keep the others from running; the exit status is 1 then."
    })
final class AllCommand implements Callable<Integer> {
  /** The page last: it is of what the others wrote. */
  private static final List<String> ORDER =
      List.of("pipeline", "latency", "scale", "micro", "train", "report");

  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public Integer call() {
    CommandLine bench = spec.parent().commandLine();
    PrintWriter err = spec.commandLine().getErr();
    List<String> failed = new ArrayList<>();
    for (String name : ORDER) {
      if (bench.getSubcommands().containsKey(name)) {
        err.println("--- " + name);
        err.flush();
        if (bench.execute(name) != 0) {
          failed.add(name);
        }
      }
    }
    if (failed.isEmpty()) {
      return 0;
    }
    err.println("failed: " + String.join(", ", failed));
    err.flush();
    return FAILED;
  }
}
