package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.job.alert.ExpectedAlerts;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.reference.Reference;
import io.livegauge.job.reference.ReferenceOptions;
import io.livegauge.job.reference.ReferenceResult;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.Scorer;
import io.livegauge.score.ScoringOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The law on a real engine: with any parallelism and number of buckets, on either backend, with all
 * or little of the state resident, bounded or as a stream, and with a failure and a restore in the
 * middle, the score records have the bytes that the plain reference's measurements score to, and
 * the alerts those that the rules say of these.
 */
class ScoringTopologyITCase {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(2)
              .setNumberSlotsPerTaskManager(2)
              .build());

  /** Alerts at every occasion: the events are too few and too wild for the usual settings. */
  private static final Map<String, String> WATCHFUL =
      Map.of(
          "alert-raise-windows", "1",
          "alert-clear-windows", "2",
          "alert-least-duration", "10s",
          "alert-learning", "0s",
          "alert-deviations", "0",
          "alert-least-viewers", "1",
          "alert-least-gifts", "1",
          "alert-least-orders", "1",
          "alert-no-events", "20");

  @TempDir Path checkpoints;

  @ParameterizedTest(name = "{0} on {1}, parallelism {2}, {3} buckets, resident {4}, failure {5}")
  @CsvSource({
    "STREAMING, hashmap, 1, 1, 134217728, false",
    "STREAMING, hashmap, 4, 4, 0, false",
    "STREAMING, rocksdb, 2, 4, 40000, false",
    "STREAMING, rocksdb, 2, 3, 134217728, true",
    "STREAMING, hashmap, 4, 7, 40000, true",
    "BATCH, hashmap, 1, 4, 134217728, false",
    "BATCH, hashmap, 4, 3, 0, false",
  })
  void shouldScoreToTheSameBytes(
      RuntimeExecutionMode mode,
      String backend,
      int parallelism,
      int buckets,
      long residentBytes,
      boolean failure)
      throws Exception {
    List<Event> events = new ArrayList<>();
    for (Profile profile : Profile.values()) {
      // Streams of their own for each profile, since an end in one would reject events of others.
      for (Event event : EventGenerator.generate(profile, 11, 250)) {
        event.streamId = profile + "-" + event.streamId;
        events.add(event);
      }
    }
    ReferenceResult reference = Reference.run(events, ReferenceOptions.DEFAULTS);

    String run =
        String.join("-", mode.name(), backend, "" + parallelism, "" + buckets, "" + residentBytes);
    ListEnds ends = new ListEnds(run, shuffledWithinBound(events), failure ? 500 : 0);
    Map<String, String> options = new HashMap<>();
    options.put("buckets", Integer.toString(buckets));
    options.put("state-backend", backend);
    options.put("resident-bytes", Long.toString(residentBytes));
    options.put("checkpoint-interval", failure ? "200ms" : "10s");
    options.put("checkpoints", checkpoints.toUri().toString());
    options.putAll(WATCHFUL);
    JobConfig config = JobConfig.of(options);
    run(mode, config, parallelism, ends);

    assertThat(ends.hasFailed()).isEqualTo(failure);
    List<ScoreRecord> scores = scored(reference);
    List<String> alerts = ExpectedAlerts.of(scores, config);
    assertThat(alerts).hasSizeGreaterThan(100);
    assertThat(new TreeSet<>(ends.output("scores"))).isEqualTo(lines(scores));
    assertThat(new TreeSet<>(ends.output("alerts"))).isEqualTo(new TreeSet<>(alerts));
    if (!failure) {
      assertThat(ends.output("alerts")).hasSameSizeAs(alerts);
      assertThat(ends.output("scores")).hasSize(reference.measurements().size());
      assertThat(ends.output("quarantine").stream().sorted().toList())
          .isEqualTo(
              reference.rejections().entrySet().stream()
                  .map(e -> e.getValue() + " " + e.getKey().streamId + " " + e.getKey().eventId)
                  .sorted()
                  .toList());
      assertThat(ends.output("settlements")).hasSize(reference.settlements().size());
      assertThat(ends.output("sessions"))
          .hasSize((int) reference.measurements().stream().filter(m -> m.isFinal()).count());
    }
  }

  private static void run(
      RuntimeExecutionMode mode, JobConfig config, int parallelism, ListEnds ends)
      throws Exception {
    Configuration settings =
        mode == RuntimeExecutionMode.BATCH
            ? RoadEnvironment.bounded(config)
            : RoadEnvironment.live(config);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(parallelism);
    ScoringTopology.build(env, mode, config, TestModels.artifact(1), ends);
    env.execute();
  }

  private static List<ScoreRecord> scored(ReferenceResult reference) {
    Model model = ((ModelResult.Valid) ModelReader.read(TestModels.artifact(1))).model();
    return reference.measurements().stream()
        .map(m -> Scorer.score(m, model, null, ScoringOptions.DEFAULTS))
        .toList();
  }

  private static Set<String> lines(List<ScoreRecord> records) {
    Set<String> lines = new TreeSet<>();
    records.forEach(record -> lines.add(new String(record.toJson(), StandardCharsets.UTF_8)));
    return lines;
  }

  private static List<Event> shuffledWithinBound(List<Event> events) {
    Random random = new Random(5);
    record Arrival(Event event, long time) {}
    return events.stream()
        .map(event -> new Arrival(event, event.eventTime + random.nextLong(5_001)))
        .sorted(Comparator.comparingLong(Arrival::time))
        .map(Arrival::event)
        .toList();
  }
}
