package io.livegauge.local;

import static io.livegauge.local.quarantine.Samples.bytes;
import static io.livegauge.local.quarantine.Samples.like;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.job.LiveJob;
import io.livegauge.job.config.JobConfig;
import io.livegauge.local.quarantine.RejectingTopics;
import io.livegauge.simulator.broker.EmbeddedKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a running job rejects is repaired, and counted by it once. */
@Timeout(180)
class QuarantineRoadITCase {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PREFIX = "road.";

  @TempDir private Path directory;

  @Test
  void shouldCountWhatWasRepairedOnce() throws Exception {
    Path file = directory.resolve("rejected.jsonl");
    try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka")).start();
        RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), PREFIX, 1)) {
      RunningJob job =
          new RunningJob(
              LiveJob.start(
                  LocalCluster.environment(1, Files.createDirectory(directory.resolve("job"))),
                  config(kafka.bootstrapServers())));
      try {
        job.awaitRunning();
        topics
            .send(Topic.LIKE, "s1", bytes(like("good", "s1", System.currentTimeMillis(), 1)))
            .get();
        topics
            .send(Topic.LIKE, "s1", bytes(like("bad", "s1", System.currentTimeMillis(), 0)))
            .get();
        await(job, book -> book.accepted() == 1 && book.rejected(Reason.INVALID) == 1);

        run(kafka, "export", "--reason", "INVALID", "--out", file.toString());
        String exported = Files.readString(file);
        assertThat(exported).contains("\"eventId\":\"bad\"").hasLineCount(1);
        Files.writeString(
            file,
            exported
                .replace("\"count\":0", "\"count\":3")
                .replaceFirst("\"eventTime\":\\d+", "\"eventTime\":" + System.currentTimeMillis()));
        assertThat(run(kafka, "replay", file.toString())).contains("\"sent\":1,\"sentBefore\":0");
        await(job, book -> book.accepted() == 2);

        assertThat(run(kafka, "replay", file.toString())).contains("\"sent\":0,\"sentBefore\":1");
        topics
            .send(Topic.LIKE, "s1", bytes(like("last", "s1", System.currentTimeMillis(), 1)))
            .get();
        await(job, book -> book.accepted() == 3);
        assertThat(job.book().read()).isEqualTo(4);
        assertThat(job.book().rejected()).isEqualTo(1);
      } finally {
        job.cancel();
      }
    }
  }

  private static String run(EmbeddedKafka kafka, String command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all = new String[arguments.length + 6];
    all[0] = "quarantine";
    all[1] = command;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    all[all.length - 4] = "--bootstrap";
    all[all.length - 3] = kafka.bootstrapServers();
    all[all.length - 2] = "--topic-prefix";
    all[all.length - 1] = PREFIX;
    int status = CommandLines.of(new PrintWriter(out), new PrintWriter(err), null).execute(all);
    assertThat(status).as(err.toString()).isZero();
    return out.toString();
  }

  private static void await(RunningJob job, Predicate<Book> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Book book = job.book();
    while (!wanted.test(book)) {
      job.check();
      assertThat(System.nanoTime())
          .as("read %s, accepted %s, rejected %s", book.read(), book.accepted(), book.rejected())
          .isLessThan(deadline);
      book = job.book();
    }
  }

  private static JobConfig config(String bootstrap) {
    return JobConfig.of(
        Map.of(
            "bootstrap", bootstrap,
            "topic-prefix", PREFIX,
            "parallelism", "1",
            "slice", "1s",
            "window", "10s",
            "out-of-orderness", "1s",
            "start", "earliest",
            "state-backend", "hashmap"));
  }
}
