package io.livegauge.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.benchmark.variant.Outcome;
import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variants;
import io.livegauge.benchmark.worker.WorkerProcess;
import io.livegauge.benchmark.workload.Workload;
import io.livegauge.benchmark.workload.WorkloadEvents;
import io.livegauge.benchmark.workload.WorkloadTopics;
import io.livegauge.simulator.broker.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gate: everyone's figures are those of the plain oracle, row by row, over 400 s of event time,
 * so that windows are full and slide on.
 */
class PeersITCase {
  private static final int EVENTS = 12_000;

  @TempDir static Path folder;

  private static EmbeddedKafka kafka;
  private static CoreFigures expected;
  private static long lastEventTime;

  @BeforeAll
  static void fill() throws Exception {
    kafka = EmbeddedKafka.in(folder.resolve("kafka")).start();
    Workload workload = Workload.standard().withPace(150, 30).withRooms(5, 1, 0);
    WorkloadTopics.fill(kafka.bootstrapServers(), workload, EVENTS, 2, written -> {});
    List<byte[]> records = new ArrayList<>();
    WorkloadEvents events = workload.events();
    for (int i = 0; i < EVENTS; i++) {
      events.next();
      records.add(events.value());
    }
    lastEventTime = workload.timeOf(EVENTS - 1);
    expected = CoreFigures.ofEvents(records);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void shouldAgreeWithOurs() throws Exception {
    Run run = run(Variants.OURS_HASHMAP);
    Variants.create(Variants.OURS_HASHMAP).run(run);

    CoreFigures ours = CoreFigures.readScores(run.bootstrap(), run.outputPrefix());
    assertThat(expected.firstDifference(ours, lastEventTime)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-hashmap",
        "plain-rocksdb",
        "panes-hashmap",
        "panes-rocksdb",
        "flink-sql-hashmap",
        "flink-sql-rocksdb"
      })
  void shouldAgreeInFlink(String variant) throws Exception {
    Run run = run(variant);
    assertPublished(run, Variants.create(variant).run(run));
  }

  /** In a worker, for its RocksDB is not Flink's. */
  @ParameterizedTest
  @ValueSource(strings = {"kafka-streams", "kafka-streams-panes"})
  void shouldAgreeInKafkaStreams(String variant) throws Exception {
    Run run = run(variant);
    try (WorkerProcess worker =
        WorkerProcess.start(
            variant, WorkerProcess.options("512m"), folder, folder.resolve("worker"))) {
      assertPublished(run, worker.run(run).outcome());
    }
  }

  private static void assertPublished(Run run, Outcome outcome) throws Exception {
    CoreFigures figures = CoreFigures.readRows(run.bootstrap(), run.outputPrefix());
    assertThat(expected.firstDifference(figures, lastEventTime)).isEmpty();
    assertThat(figures.size()).isEqualTo(expected.size());
    assertThat(outcome.read()).isEqualTo(EVENTS);
    assertThat(outcome.written()).isEqualTo(expected.size());
  }

  private static Run run(String variant) throws Exception {
    return new Run(
        kafka.bootstrapServers(),
        EVENTS,
        WorkloadTopics.prefix(EVENTS),
        "out-" + variant + ".",
        2,
        Files.createDirectories(folder.resolve("run-" + variant)),
        Map.of());
  }
}
