package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.event.Topic;
import io.livegauge.job.Backfill;
import io.livegauge.job.config.JobConfig;
import io.livegauge.simulator.Impairment;
import io.livegauge.simulator.KafkaTarget;
import io.livegauge.simulator.SimulatedRecord;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Seeded live rooms that are written while they happen, until somebody says that it is enough, and
 * what the undisturbed road says of them: a backfill of the very records that were written.
 */
final class LiveLoad implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Topics are known to the producer by then. */
  private static final long PREPARATION_MILLIS = 2_000;

  /** How long Kafka may take to acknowledge what was written. */
  private static final Duration ACKNOWLEDGED = Duration.ofMinutes(3);

  private final SimulationConfig config;
  private final KafkaTarget target;
  private final Path scratch;
  private final OutputStream copy;
  private final CompletableFuture<Long> written;
  private long lastTime;

  private LiveLoad(SimulationConfig config, KafkaTarget target, Path scratch) throws IOException {
    this.config = config;
    this.target = target;
    this.scratch = scratch;
    this.copy = new BufferedOutputStream(Files.newOutputStream(events()));
    this.written =
        CompletableFuture.supplyAsync(
            () -> target.write(new Simulation(config), this::take),
            task -> new Thread(task, "load").start());
  }

  private void take(SimulatedRecord record) {
    try {
      copy.write(record.value());
      copy.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lastTime = record.emitTime();
  }

  private Path events() {
    return scratch.resolve("events.jsonl");
  }

  /**
   * Begins to write. Nothing is late or from the future, whatever is killed meanwhile.
   *
   * @param scratch where a copy of it goes
   */
  static LiveLoad start(String bootstrap, Path scratch, long seed, double rate, Duration atMost)
      throws IOException {
    KafkaTarget target = new KafkaTarget(bootstrap, Topic.DEFAULT_PREFIX);
    return new LiveLoad(
        SimulationConfig.file(
                seed, 6, rate, atMost.toMillis(), System.currentTimeMillis() + PREPARATION_MILLIS)
            .with(EnumSet.complementOf(EnumSet.of(Impairment.LATE))),
        target,
        scratch);
  }

  /**
   * Ends the writing, and waits until all that was written is acknowledged.
   *
   * @return how many records that were
   */
  long finish() throws Exception {
    target.stop();
    long records = written.get(ACKNOWLEDGED.toMillis(), TimeUnit.MILLISECONDS);
    copy.close();
    return records;
  }

  /** When the last record was written, epoch ms. For after {@link #finish}. */
  long endTime() {
    return lastTime;
  }

  /** A moment of the run: waits for it. */
  void awaitMoment(long millisFromStart) throws Exception {
    long left = config.startTime() + millisFromStart - System.currentTimeMillis();
    if (left > 0) {
      CompletableFuture.runAsync(
              () -> {}, CompletableFuture.delayedExecutor(left, TimeUnit.MILLISECONDS))
          .get();
    }
  }

  /** The same, counted from now. */
  void goOnFor(Duration time) throws Exception {
    awaitMoment(System.currentTimeMillis() - config.startTime() + time.toMillis());
  }

  /**
   * The scores of the undisturbed road, by stream and window end, up to the last record. For after
   * {@link #finish}.
   *
   * @param model the model's file, or null for the bundled one
   */
  Map<String, String> scores(Path model) throws Exception {
    Path output = Files.createDirectories(scratch.resolve("backfill-" + System.nanoTime()));
    Map<String, String> options = new HashMap<>(Map.of("slice", "1s", "window", "60s"));
    if (model != null) {
      options.put("model", model.toString());
    }
    Backfill.run(JobConfig.of(options), List.of(events()), output, 2);
    Map<String, String> scores = new TreeMap<>();
    for (String line : Files.readAllLines(output.resolve("scores.jsonl"))) {
      String key = keyOf(line, endTime());
      if (key != null) {
        scores.put(key, line);
      }
    }
    assertThat(scores).isNotEmpty();
    return scores;
  }

  /** The name of a record among others; null where its window ends after that time. */
  static String keyOf(String line, long end) throws Exception {
    JsonNode record = JSON.readTree(line);
    long windowEnd = record.get("windowEnd").asLong();
    return windowEnd > end ? null : record.get("streamId").asText() + " " + windowEnd;
  }

  @Override
  public void close() throws IOException {
    target.close();
    copy.close();
  }
}
