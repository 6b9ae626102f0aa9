package io.livegauge.dashboard.feed;

import io.livegauge.dashboard.access.Viewer;
import io.livegauge.dashboard.room.Rooms;
import io.livegauge.dashboard.room.RowFilter;
import io.livegauge.dashboard.room.Samples;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures the state by hand; no test. Two processes, so that the broker's memory and time are not
 * the reader's:
 *
 * <pre>
 * StateMeasurement serve 1000 720     a broker with an hour of 1,000 streams; ends with its input
 * StateMeasurement read HOST:PORT     reads it back, tells time, heap and resident memory; then
 *                                     sends a slice of 200 streams every second for 30 s and tells
 *                                     how long from the broker's acknowledgement to a row's change
 * </pre>
 *
 * Both with the module's test class path; the reader with {@code -Xmx128m -XX:+UseSerialGC}.
 */
public final class StateMeasurement {
  private static final int PARTITIONS = 4;
  private static final int LIVE_STREAMS = 200;
  private static final int LIVE_SLICES = 30;
  private static final String TOPIC = "live.scores";
  private static final long START = Samples.END;
  private static final String RECORD =
      new String(Samples.golden("score.json"), StandardCharsets.UTF_8)
          .replace("\"final\":true", "\"final\":false");

  private StateMeasurement() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    if (args.length == 3 && args[0].equals("serve")) {
      serve(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    } else if (args.length == 2 && args[0].equals("read")) {
      read(args[1]);
    } else {
      throw new IllegalArgumentException("serve STREAMS SLICES, or read HOST:PORT");
    }
  }

  private static void serve(int streams, int slices) throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.temporary().start()) {
      LiveTopics.create(kafka.bootstrapServers(), "live.", PARTITIONS);
      AtomicLong failures = new AtomicLong();
      try (KafkaProducer<byte[], byte[]> producer = producer(kafka.bootstrapServers(), 20)) {
        for (int slice = 0; slice < slices; slice++) {
          for (int stream = 0; stream < streams; stream++) {
            var unused =
                producer.send(
                    record(stream, slice),
                    (metadata, error) -> failures.addAndGet(error == null ? 0 : 1));
          }
        }
      }
      tell("%d records, %d failed: %s", streams * slices, failures.get(), kafka.bootstrapServers());
      while (System.in.read() >= 0) {
        tell("still there");
      }
    }
  }

  private static void read(String bootstrap) throws Exception {
    Rooms rooms = new Rooms(Duration.ofHours(24), bootstrap, Clock.systemUTC());
    long begin = System.nanoTime();
    FeedOptions options = new FeedOptions(bootstrap, "live.", Duration.ofHours(24), Map.of());
    CountDownLatch never = new CountDownLatch(1);
    try (Feeds feeds = Feeds.start(options, rooms)) {
      boolean isPaused = false;
      while (!rooms.health(Viewer.OPERATIONS).kafka().caughtUp() && !isPaused) {
        isPaused = never.await(20, TimeUnit.MILLISECONDS);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      int rows = rooms.table(RowFilter.ALL, Viewer.OPERATIONS).rows().size();
      tell("caught up after %.1f s with %d rows; lookup %s", seconds, rows, feeds.lookup() != null);
      tell("resident before a collection: %s", resident());
      for (int i = 0; i < 3; i++) {
        System.gc();
      }
      Runtime runtime = Runtime.getRuntime();
      tell("heap in use: %.1f MiB", (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0);
      tell("resident: %s", resident());
      follow(bootstrap, rooms);
      tell("resident at the end: %s", resident());
    }
  }

  private static void follow(String bootstrap, Rooms rooms) throws Exception {
    long[] micros = new long[LIVE_STREAMS * LIVE_SLICES];
    int count = 0;
    CountDownLatch never = new CountDownLatch(1);
    long newest = rooms.health(Viewer.OPERATIONS).newestWindowEnd();
    int slice = (int) ((newest - START) / Samples.SLICE);
    try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap, 0)) {
      for (int n = 0; n < LIVE_SLICES; n++) {
        slice++;
        for (int stream = 0; stream < LIVE_STREAMS; stream++) {
          var acknowledged = producer.send(record(stream, slice));
          micros[count++] = waitForRow(rooms, stream, slice, acknowledged::get);
        }
        if (never.await(1, TimeUnit.SECONDS)) {
          break;
        }
      }
    }
    Arrays.sort(micros, 0, count);
    tell(
        "acknowledged to row, %d records: p50 %d, p99 %d, most %d microseconds",
        count, micros[count / 2], micros[count * 99 / 100], micros[count - 1]);
  }

  private interface Acknowledgement {
    Object get() throws InterruptedException, ExecutionException;
  }

  private static long waitForRow(Rooms rooms, int stream, int slice, Acknowledgement sent)
      throws InterruptedException, ExecutionException {
    sent.get();
    long acknowledged = System.nanoTime();
    long end = START + slice * Samples.SLICE;
    long seen = 0;
    while (rooms.room("stream-" + stream, Viewer.OPERATIONS).orElseThrow().point().windowEnd()
        < end) {
      rooms.awaitChange(seen, Duration.ofSeconds(10));
      seen = rooms.sequence();
    }
    return (System.nanoTime() - acknowledged) / 1_000;
  }

  private static ProducerRecord<byte[], byte[]> record(int stream, int slice) {
    String id = "stream-" + stream;
    String value =
        RECORD
            .replace("\"streamId\":\"s1\"", "\"streamId\":\"" + id + "\"")
            .replace("\"hostId\":\"h7\"", "\"hostId\":\"host-" + stream + "\"")
            .replace("\"beauty\"", "\"category-" + stream % 8 + "\"")
            .replace("1700000300000", Long.toString(START + slice * Samples.SLICE))
            .replace("\"score\":79.5572", "\"score\":" + (stream * 31 + slice * 17) % 1000 / 10.0)
            .replace("\"concurrent\":105", "\"concurrent\":" + (stream + slice))
            .replace("\"paid\":212000", "\"paid\":" + 1_000L * slice);
    if (slice % 20 != 0) {
      value = value.replaceAll("\"marks\":\\[.*?]", "\"marks\":[]");
    }
    return new ProducerRecord<>(
        TOPIC, id.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap, int lingerMillis) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "linger.ms",
            lingerMillis,
            "compression.type",
            "lz4",
            "batch.size",
            262_144),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static String resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return "unknown";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .map(line -> line.replaceAll("\\s+", " "))
        .findFirst()
        .orElse("unknown");
  }

  private static void tell(String format, Object... values) {
    System.out.printf(format + "%n", values);
  }
}
