package io.livegauge.local.quarantine;

import static io.livegauge.local.quarantine.Samples.bytes;
import static io.livegauge.local.quarantine.Samples.like;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.event.Topic;
import io.livegauge.local.Main;
import io.livegauge.local.kafka.KafkaAccess;
import io.livegauge.local.kafka.KafkaFailure;
import io.livegauge.simulator.broker.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each event once, however a replay ends, and memory that does not grow with the quarantine. */
@Timeout(240)
class ReplayITCase {
  private static final Pattern EVENT_ID = Pattern.compile("\"eventId\":\"([^\"]+)\"");
  private static final long MAX_AHEAD = 300_000;

  private static EmbeddedKafka kafka;

  @TempDir private Path directory;

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.temporary().start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  private static KafkaAccess access() {
    return new KafkaAccess(kafka.bootstrapServers(), Map.of());
  }

  private static Replay replay(Path file, String prefix, Clock clock) {
    return new Replay(
        file, access(), new Replay.Settings(prefix, MAX_AHEAD, false, false, false), clock);
  }

  /** Lines of likes that were rejected and then repaired. */
  private Path repaired(String prefix, int count) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = bytes(like("e" + i, "s" + i % 7, Samples.TIME, 0));
      RejectedRecord record =
          RejectedRecord.read(
              Samples.undecodable(value, Topic.LIKE, i % 3, i).toJson(prefix), Samples.TIME);
      lines.add(
          new String(RepairLine.write(record, new Original.Found(value)), UTF_8)
              .replace("\"count\":0", "\"count\":5"));
    }
    return Files.write(directory.resolve("repaired.jsonl"), lines);
  }

  private static List<String> eventIds(RejectingTopics topics) {
    return topics.committed(Topic.LIKE).stream()
        .map(
            record -> {
              Matcher matcher = EVENT_ID.matcher(new String(record.value(), UTF_8));
              assertThat(matcher.find()).isTrue();
              return matcher.group(1);
            })
        .toList();
  }

  @Test
  void shouldTakeBackWhatAKilledReplayLeftOpen() throws Exception {
    Path file = repaired("open.", 3);
    KafkaProducer<byte[], byte[]> killed =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                "livegauge-replay-open."),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    try (RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), "open.", 3)) {
      killed.initTransactions();
      killed.beginTransaction();
      byte[] first = bytes(like("e0", "s0", Samples.TIME, 5));
      killed.send(new ProducerRecord<>("open.like", bytes("s0"), first)).get();
      killed.send(new ProducerRecord<>("open.replays", bytes("0".repeat(64)), bytes("{}"))).get();

      Replay.Report report = replay(file, "open.", Clock.systemUTC()).run();

      assertThat(report.sent()).isEqualTo(3);
      assertThat(eventIds(topics)).containsExactlyInAnyOrder("e0", "e1", "e2");
    } finally {
      killed.close(Duration.ZERO);
    }
  }

  @Test
  void shouldEndAReplayWhenAnotherOneBegins() throws Exception {
    Path file = repaired("two.", 700);
    AtomicBoolean isBegun = new AtomicBoolean();
    try (RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), "two.", 3)) {
      Clock inTransaction =
          new Clock() {
            @Override
            public long millis() {
              // The first entry of the book is being written.
              if (isBegun.compareAndSet(false, true)) {
                try {
                  assertThat(replay(file, "two.", Clock.systemUTC()).run().sent()).isEqualTo(700);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                } catch (RefusedFileException e) {
                  throw new IllegalStateException(e);
                }
              }
              return Samples.TIME;
            }

            @Override
            public Instant instant() {
              return Instant.ofEpochMilli(Samples.TIME);
            }

            @Override
            public ZoneId getZone() {
              return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          };

      assertThatThrownBy(() -> replay(file, "two.", inTransaction).run())
          .isInstanceOf(KafkaFailure.class)
          .hasMessageContaining("Another replay", "sent until then: 0 events");
      assertThat(eventIds(topics)).hasSize(700).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldStopBetweenTransactionsAndGoOnLater() throws Exception {
    Path file = repaired("stop.", 1_200);
    try (RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), "stop.", 3)) {
      Replay first = replay(file, "stop.", Clock.systemUTC());
      first.stop();
      assertThat(first.run().stopped()).isTrue();
      assertThat(eventIds(topics)).isEmpty();

      Path half = directory.resolve("half.jsonl");
      Files.write(half, Files.readAllLines(file).subList(0, 800));
      assertThat(replay(half, "stop.", Clock.systemUTC()).run().sent()).isEqualTo(800);
      Replay.Report rest = replay(file, "stop.", Clock.systemUTC()).run();

      assertThat(rest.sentBefore()).isEqualTo(800);
      assertThat(rest.sent()).isEqualTo(400);
      assertThat(eventIds(topics)).hasSize(1_200).doesNotHaveDuplicates();
    }
  }

  /** 100,000 rejected records in a small heap; and a replay that is killed in the middle. */
  @Test
  void shouldStaySmallAndSurviveBeingKilled() throws Exception {
    int count = 100_000;
    Path file = directory.resolve("big.jsonl");
    Path part = directory.resolve("part.jsonl");
    try (RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), "big.", 3)) {
      fill(topics, count);

      Process export = child("export", "--out", file.toString());
      assertThat(export.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(log()).doesNotContain("OutOfMemory");
      assertThat(export.exitValue()).as(log()).isZero();
      Set<String> exported = new HashSet<>();
      List<String> edited = new ArrayList<>();
      try (Stream<String> lines = Files.lines(file)) {
        lines.forEach(
            line -> {
              assertThat(line).contains("\"value\":{");
              Matcher matcher = EVENT_ID.matcher(line);
              assertThat(matcher.find()).isTrue();
              exported.add(matcher.group(1));
              if (edited.size() < 20_000) {
                edited.add(line.replaceFirst("\"count\":[01]}", "\"count\":5}"));
              }
            });
      }
      assertThat(exported).hasSize(count);
      Files.write(part, edited);

      long before = topics.committedEnd(Topic.LIKE);
      Process killed = child("replay", part.toString());
      while (topics.committedEnd(Topic.LIKE) == before) {
        assertThat(killed.isAlive()).as("replay before its first commit").isTrue();
      }
      killed.destroyForcibly().waitFor();
      Replay.Report rest = replay(part, "big.", Clock.systemUTC()).run();

      assertThat(rest.sentBefore()).isPositive();
      assertThat(rest.sent() + rest.sentBefore()).isEqualTo(edited.size());
      assertThat(replay(part, "big.", Clock.systemUTC()).run().sent()).isZero();
      assertThat(
              topics.committed(Topic.LIKE).stream()
                  .filter(record -> record.headers().lastHeader("livegauge.replay-of") != null)
                  .map(record -> new String(record.value(), UTF_8)))
          .hasSize(edited.size())
          .doesNotHaveDuplicates();
    }
  }

  private static void fill(RejectingTopics topics, int count) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sent.add(
          topics.send(
              Topic.LIKE,
              "s" + i % 50,
              bytes(like("e" + i, "s" + i % 50, Samples.TIME, i % 4 > 0 ? 1 : 0))));
    }
    for (int i = 0; i < count; i++) {
      RecordMetadata at = sent.get(i).get(60, TimeUnit.SECONDS);
      byte[] value = bytes(like("e" + i, "s" + i % 50, Samples.TIME, i % 4 > 0 ? 1 : 0));
      Rejection rejection =
          i % 4 > 0
              ? Samples.of(Reason.DUPLICATE_ID, value, Topic.LIKE, at.partition(), at.offset())
              : Samples.undecodable(value, Topic.LIKE, at.partition(), at.offset());
      var unused = topics.quarantine(rejection);
    }
    topics.flush();
  }

  /** The command in a JVM of its own, with little heap. */
  private Process child(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlivegauge.logs=" + directory.resolve("logs"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "quarantine"));
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--bootstrap", kafka.bootstrapServers(), "--topic-prefix", "big."));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("child.log").toFile())
        .start();
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("child.log"));
  }
}
