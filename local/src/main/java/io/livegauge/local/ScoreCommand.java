package io.livegauge.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.LiveJob;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.ingest.HashKey;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code score}: the live job in this process, against a Kafka that is there. */
@Command(
    name = "score",
    description = {
      "Runs the live job in this process against an existing Kafka, until Ctrl-C. All topics must"
          + " be there, and a key for the hashes of users (--hash-key-file).",
      "The last line of the output is JSON: the job's counts. State is not kept from run to run:"
          + " where that matters, give the same class to a Flink cluster (flink run). Unless"
          + " --resident-bytes says otherwise, what is resident takes a quarter of the heap."
    })
final class ScoreCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 500;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    JobConfig config =
        JobConfig.of(
            LocalCluster.jobOptions(CommandOptions.given(line.getParseResult(), JobOptions.ALL)));
    String bootstrap = config.get(JobOptions.BOOTSTRAP);
    HashKey.require(config.find(JobOptions.HASH_KEY_FILE), System.getenv());
    GivenFiles.check(config, line);
    Integer metricsPort = CommandOptions.metricsPort(line.getParseResult());
    CountDownLatch isStopped = new CountDownLatch(1);
    Book book;
    try (ScratchDirectory scratch = new ScratchDirectory("livegauge-score-")) {
      line.getOut().println("Looking for the topics at " + bootstrap + " ...");
      line.getOut().flush();
      int parallelism = config.get(JobOptions.PARALLELISM).intValue();
      RunningJob job =
          new RunningJob(
              LiveJob.start(
                  LocalCluster.environment(parallelism, scratch.path(), metricsPort), config));
      Interrupts.on(isStopped::countDown, () -> {});
      try {
        job.awaitRunning();
        line.getOut().println("Scoring from " + bootstrap + ". Ctrl-C stops.");
        line.getOut().flush();
        book = job.book();
        while (!isStopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          job.check();
        }
        book = job.book();
      } finally {
        job.cancel();
      }
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    book.writeTo(json);
    line.getOut().println(json);
    line.getOut().flush();
    return CommandLine.ExitCode.OK;
  }
}
