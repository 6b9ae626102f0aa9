package io.livegauge.local.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.local.CommandOptions;
import io.livegauge.local.cluster.Deployment.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** What the commands that change the job have in common. */
abstract class JobCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(200);

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  /** Does it. */
  abstract Outcome change(ParseResult parsed, ClusterState state, Deployment deployment)
      throws IOException, InterruptedException;

  @Override
  public final Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    Path root =
        ClusterOptions.path(
            ClusterOptions.STATE, CommandOptions.value(parsed, ClusterOptions.STATE));
    ClusterDirectory.toRead(root).require();
    try (ClusterDirectory directory = ClusterDirectory.toChange(root)) {
      ClusterState state = directory.require();
      FlinkRest rest = new FlinkRest(state.settings().port(Member.REST));
      if (!rest.answers()) {
        throw new IllegalStateException(
            "the JobManager at "
                + rest.address()
                + " does not answer; './livegauge cluster up' starts what does not run");
      }
      Outcome outcome =
          change(
              parsed,
              state,
              new Deployment(
                  directory,
                  state,
                  rest,
                  () -> ScoreWatch.of(state.settings()),
                  new Steps(line.getOut()),
                  CommandOptions.value(parsed, ClusterOptions.PATIENCE),
                  LOOK));
      print(outcome, line);
    }
    return CommandLine.ExitCode.OK;
  }

  private static void print(Outcome outcome, CommandLine line) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", outcome.version().number());
    json.put("jobId", outcome.version().jobId());
    json.put("parallelism", outcome.version().parallelism());
    if (outcome.downtime() != null) {
      double seconds = outcome.downtime().toMillis() / 1000.0;
      json.put("downtimeSeconds", seconds);
      line.getOut()
          .println(
              String.format(
                  Locale.ROOT,
                  "Downtime %.1f s, from the request to stop to all tasks running",
                  seconds));
    }
    if (outcome.untilScores() != null) {
      double seconds = outcome.untilScores().toMillis() / 1000.0;
      json.put("scoresAfterSeconds", seconds);
      line.getOut()
          .println(String.format(Locale.ROOT, "The next score was there after %.1f s", seconds));
    }
    line.getOut().println(json);
    line.getOut().flush();
  }
}
