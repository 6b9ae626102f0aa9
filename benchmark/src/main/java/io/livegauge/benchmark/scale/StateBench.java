package io.livegauge.benchmark.scale;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.livegauge.benchmark.live.LiveBench;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.simulator.broker.DirectoryTree;
import io.livegauge.simulator.broker.LiveTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Weighs the state of a live job: savepoints of worlds that differ in one number. */
final class StateBench {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_SECONDS = 120;

  private final LiveBench bench;
  private final Map<String, String> jobOptions;
  private final Clock clock;
  private final Consumer<String> progress;
  private int worlds;

  StateBench(
      LiveBench bench, Map<String, String> jobOptions, Clock clock, Consumer<String> progress) {
    this.bench = bench;
    this.jobOptions = Map.copyOf(jobOptions);
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Weighs all worlds.
   *
   * @param viewers of the smallest world
   * @throws IllegalStateException where broker or job fails
   */
  StateSizes sizes(int viewers) throws IOException {
    return StateSizes.of(
        viewers,
        savepointBytes(StateSizes.base(viewers)),
        savepointBytes(StateSizes.moreViewers(viewers)),
        savepointBytes(StateSizes.moreEvents(viewers)),
        savepointBytes(StateSizes.moreStreams(viewers)));
  }

  private long savepointBytes(StateWorld world) throws IOException {
    String name = "state-" + ++worlds;
    String prefix = name + ".";
    Map<String, String> options = new HashMap<>(jobOptions);
    options.put(JobOptions.BOOTSTRAP.name(), bench.bootstrap());
    options.put(JobOptions.TOPIC_PREFIX.name(), prefix);
    options.put(JobOptions.GROUP.name(), name);
    options.put(JobOptions.START.name(), "earliest");
    options.put(JobOptions.PARALLELISM.name(), "1");
    options.put(
        JobOptions.CHECKPOINTS.name(),
        bench.scratch(name).resolve("checkpoints").toUri().toString());
    long slice = JobConfig.of(options).get(JobOptions.SLICE).toMillis();
    LiveTopics.create(bench.bootstrap(), prefix, 1);
    // All of it lies behind by the time that the job has read it, and is of this minute.
    long start = clock.millis() - StateWorld.spanMillis();
    send(world, start, Topic.ACCESS.named(prefix));
    bench.job().run(options, 1);
    long lastEnd = ((start + StateWorld.spanMillis()) / slice + 1) * slice;
    awaitScores(Topic.SCORES.named(prefix), world.streams(), lastEnd);
    Path savepoint = bench.scratch(name).resolve("savepoint");
    long bytes = bench.job().savepointBytes(savepoint);
    bench.job().stop();
    DirectoryTree.delete(bench.scratch(name));
    progress.accept(
        String.format(
            Locale.ROOT,
            "state of %,d streams, %,d viewers with %d events each: %,d bytes",
            world.streams(),
            world.viewers(),
            world.events(),
            bytes));
    return bytes;
  }

  private void send(StateWorld world, long start, String topic) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bench.bootstrap(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      world.write(
          start,
          (stream, json) -> {
            var unused =
                producer.send(
                    new ProducerRecord<>(topic, stream.getBytes(UTF_8), json),
                    (metadata, error) -> failure.compareAndSet(null, error));
          });
    }
    if (failure.get() != null) {
      throw new IllegalStateException(
          "Kafka did not take the events: " + failure.get().getMessage(), failure.get());
    }
  }

  /** Waits until every stream has the score of a slice: no event is open any more then. */
  private void awaitScores(String topic, int streams, long sliceEnd) {
    Set<String> scored = new HashSet<>();
    String field = "\"windowEnd\":" + sliceEnd + ",";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bench.bootstrap(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      while (scored.size() < streams) {
        for (ConsumerRecord<byte[], byte[]> score : consumer.poll(POLL)) {
          if (new String(score.value(), UTF_8).contains(field)) {
            scored.add(new String(score.key(), UTF_8));
          }
        }
        bench.job().figures(); // fails where the job is over
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(
              "Only "
                  + scored.size()
                  + " of "
                  + streams
                  + " streams were scored in "
                  + PATIENCE_SECONDS
                  + " s");
        }
      }
    }
  }
}
