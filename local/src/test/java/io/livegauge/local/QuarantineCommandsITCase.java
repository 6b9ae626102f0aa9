package io.livegauge.local;

import static io.livegauge.local.quarantine.Samples.bytes;
import static io.livegauge.local.quarantine.Samples.like;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import io.livegauge.local.quarantine.RejectingTopics;
import io.livegauge.local.quarantine.Samples;
import io.livegauge.simulator.broker.EmbeddedKafka;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code quarantine} against a broker: what goes in, comes out, is edited and goes back. */
@Timeout(120)
class QuarantineCommandsITCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static EmbeddedKafka kafka;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startKafka() {
    kafka = EmbeddedKafka.temporary().start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  private int quarantine(String prefix, String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLines.of(new PrintWriter(out), new PrintWriter(err), null)
        .execute(
            Stream.of(
                    Stream.of("quarantine"),
                    Stream.of(arguments),
                    Stream.of("--bootstrap", kafka.bootstrapServers(), "--topic-prefix", prefix))
                .flatMap(part -> part)
                .toArray(String[]::new));
  }

  private JsonNode lastLine() throws IOException {
    List<String> lines = out.toString().lines().toList();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  /** What an editor or a tool does to each line. */
  private static void edit(Path file, UnaryOperator<ObjectNode> change) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      ObjectNode changed = change.apply((ObjectNode) JSON.readTree(line));
      if (changed != null) {
        lines.add(changed.toString());
      }
    }
    Files.write(file, lines);
  }

  private static ObjectNode value(ObjectNode line) {
    return (ObjectNode) line.get("value");
  }

  /** The event "bad" made worse. */
  private static ObjectNode spoilt(ObjectNode value) {
    return value.get("eventId").textValue().equals("bad") ? value.put("count", -1) : value;
  }

  @Test
  void shouldShowWhatWasRejectedAndBytesOnlyWhenAskedTo() throws Exception {
    try (RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), "show.", 3)) {
      for (int i = 0; i < 30; i++) {
        byte[] value = bytes(like("e" + i, "s" + i % 4, Samples.TIME + i, i % 10 == 0 ? 0 : 1));
        RecordMetadata at =
            topics.reject(
                i % 10 == 0 ? Reason.INVALID : Reason.LATE, Topic.LIKE, "s" + i % 4, value);
        if (i == 29) {
          // After a failure the job writes some once more.
          topics
              .quarantine(Samples.of(Reason.LATE, value, Topic.LIKE, at.partition(), at.offset()))
              .get();
        }
      }
      topics.send(Topic.QUARANTINE, "x", bytes("no quarantine record")).get();
    }

    assertThat(quarantine("show.", "show", "--limit", "5")).as(err::toString).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "20.*Z  LATE  show.like-[0-2]@\\d+  stream s1  event e29  of 2023-.*"
                        + "  for a test"));
    assertThat(out.toString()).doesNotContain("user-of");
    assertThat(lastLine().get("shown").intValue()).isEqualTo(5);
    assertThat(lastLine().get("repeated").intValue()).isEqualTo(1);
    assertThat(lastLine().get("unreadable").intValue()).isEqualTo(1);

    assertThat(quarantine("show.", "show", "--raw", "--limit", "20", "--stream", "s0")).isZero();
    assertThat(lastLine().get("shown").intValue()).isEqualTo(8);
    assertThat(out.toString()).contains("\"userId\":\"user-of-e0\"", "\"userId\":\"user-of-e4\"");
    assertThat(quarantine("show.", "show", "--reason", "INVALID,FUTURE")).isZero();
    assertThat(lastLine().get("shown").intValue()).isEqualTo(3);

    assertThat(quarantine("show.", "stats", "--top", "1", "--since", "1h")).isZero();
    assertThat(out.toString())
        .startsWith("30 rejected records, from 20")
        .containsPattern("INVALID +show.like +3")
        .containsPattern("LATE +show.like +27")
        .containsPattern("\\(3 more\\) +22");
    assertThat(quarantine("show.", "stats", "--since", "2100-01-01T00:00:00Z")).isZero();
    assertThat(out.toString()).startsWith("No rejected records.");
  }

  @Test
  void shouldSendWhatWasEditedOnce() throws Exception {
    Path file = directory.resolve("edit.jsonl");
    try (RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), "edit.", 1)) {
      topics.reject(Reason.INVALID, Topic.LIKE, "s1", bytes(like("bad", "s1", Samples.TIME, 0)));
      topics.reject(Reason.INVALID, Topic.LIKE, "s1", bytes("{\"type\":\"like\",\"count"));
      topics.reject(Reason.LATE, Topic.LIKE, "s2", bytes(like("late", "s2", Samples.TIME, 7)));
      topics.reject(
          Reason.DUPLICATE_ID, Topic.LIKE, "s2", bytes(like("twice", "s2", Samples.TIME, 1)));
      topics.reject(Reason.INVALID, Topic.GIFT, "s3", bytes(like("astray", "s3", Samples.TIME, 3)));

      assertThat(quarantine("edit.", "export", "--out", file.toString()))
          .as(err::toString)
          .isZero();
      assertThat(lastLine().get("exported").intValue()).isEqualTo(5);
      assertThat(lastLine().get("missing").intValue()).isZero();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");

      // As it is, all that could be sent is what came on a wrong topic.
      assertThat(quarantine("edit.", "replay", file.toString(), "--dry-run")).isZero();
      assertThat(lastLine().get("sent").intValue()).isEqualTo(1);
      assertThat(lastLine().get("unedited").intValue()).isEqualTo(4);

      // Where something was edited and is no good, nothing is sent.
      edit(
          file,
          line -> line.get("value").isTextual() ? line : line.set("value", spoilt(value(line))));
      assertThat(quarantine("edit.", "replay", file.toString())).isEqualTo(2);
      assertThat(err.toString().lines())
          .containsExactly(
              file + ":1: INVALID: count is -1; 1 to 10000 is allowed",
              "livegauge quarantine replay: argument FILE: nothing is sent; lines that cannot be:"
                  + " 1");
      assertThat(topics.committed(Topic.LIKE)).hasSize(4);

      long now = System.currentTimeMillis();
      edit(
          file,
          line -> {
            if (line.get("value").isTextual()) {
              return line;
            }
            switch (value(line).get("eventId").textValue()) {
              case "bad" -> value(line).put("count", 2);
              case "late" -> value(line).put("eventTime", now);
              default -> {}
            }
            return line;
          });
      assertThat(quarantine("edit.", "replay", file.toString(), "--dry-run")).isZero();
      assertThat(lastLine().get("sent").intValue()).isEqualTo(3);
      assertThat(topics.committed(Topic.LIKE)).hasSize(4);

      assertThat(quarantine("edit.", "replay", file.toString())).as(err::toString).isZero();
      assertThat(lastLine().toString())
          .isEqualTo(
              "{\"lines\":5,\"sent\":3,\"sentBefore\":0,\"unedited\":2,\"repeated\":0,\"moved\":1,"
                  + "\"dryRun\":false}");
      assertThat(err.toString())
          .contains("Not sent, since they were not edited and would only be rejected again: 2 (")
          .contains("The oldest event is of 2023-11-14T22:13:20Z", "as LATE");
      for (int i = 0; i < 2; i++) {
        assertThat(quarantine("edit.", "replay", file.toString())).isZero();
        assertThat(lastLine().get("sent").intValue()).isZero();
        assertThat(lastLine().get("sentBefore").intValue()).isEqualTo(3);
      }

      List<ConsumerRecord<byte[], byte[]>> likes = topics.committed(Topic.LIKE);
      assertThat(values(likes))
          .hasSize(7)
          .contains(
              like("bad", "s1", Samples.TIME, 2),
              like("late", "s2", now, 7),
              like("astray", "s3", Samples.TIME, 3));
      assertThat(likes)
          .filteredOn(record -> record.headers().lastHeader("livegauge.replay-of") != null)
          .hasSize(3)
          .allSatisfy(
              record ->
                  assertThat(JSON.readTree(record.value()).get("streamId").textValue())
                      .isEqualTo(new String(record.key(), UTF_8)))
          .anySatisfy(
              record ->
                  assertThat(record.headers().lastHeader("livegauge.replay-of").value())
                      .asString(UTF_8)
                      .matches("edit.gift-0@0"));
    }
  }

  @Test
  void shouldNotSendAnotherValueForTheSameRecordUnlessAskedTo() throws Exception {
    Path file = directory.resolve("again.jsonl");
    try (RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), "again.", 1)) {
      topics.reject(Reason.INVALID, Topic.LIKE, "s1", bytes(like("e1", "s1", Samples.TIME, 0)));
      quarantine("again.", "export", "--out", file.toString());
      edit(file, line -> line.set("value", value(line).put("count", 2)));
      assertThat(quarantine("again.", "replay", file.toString())).as(err::toString).isZero();
      edit(file, line -> line.set("value", value(line).put("count", 3)));

      assertThat(quarantine("again.", "replay", file.toString())).isEqualTo(2);
      assertThat(err.toString())
          .contains(file + ":1: this record was replayed before, with another value; --again");
      assertThat(quarantine("again.", "replay", "--again", file.toString())).isZero();
      assertThat(lastLine().get("sent").intValue()).isEqualTo(1);
      assertThat(quarantine("again.", "replay", "--again", file.toString())).isZero();
      assertThat(lastLine().get("sent").intValue()).isZero();
      edit(file, line -> line.set("value", value(line).put("count", 2)));
      assertThat(quarantine("again.", "replay", "--again", file.toString())).isZero();
      assertThat(lastLine().get("sentBefore").intValue()).isEqualTo(1);

      assertThat(topics.committed(Topic.LIKE)).hasSize(3);
      Files.writeString(
          file,
          Files.readString(file) + Files.readString(file).replace("\"count\":2", "\"count\":4"));
      assertThat(quarantine("again.", "replay", file.toString())).isEqualTo(2);
      assertThat(err.toString()).contains(":2: it is of the same record as line 1, with another");
    }
  }

  @Test
  void shouldSayWhichOriginalsAreGone() throws Exception {
    Path file = directory.resolve("gone.jsonl");
    try (RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), "gone.", 1);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      String big =
          like("big", "s1", Samples.TIME, 0).replace("}", ",\"x\":\"" + "y".repeat(70_000));
      topics.reject(Reason.INVALID, Topic.LIKE, "s1", bytes(big));
      topics.reject(Reason.INVALID, Topic.GIFT, "s1", bytes(big));
      topics.reject(Reason.LATE, Topic.LIKE, "s1", bytes(like("kept", "s1", Samples.TIME, 1)));
      byte[] late =
          bytes(
              "{\"type\":\"follow\",\"eventId\":\"f\",\"streamId\":\"s\",\"userId\":\"u\","
                  + "\"eventTime\":5}");
      topics.reject(Reason.LATE, Topic.FOLLOW, "s", late);
      topics.reject(
          Reason.LATE, Topic.FOLLOW, "s", bytes(new String(late, UTF_8).replace("5", "6")));
      // As if the topic were another one now: what lies there is not what was rejected.
      byte[] other = bytes(like("other", "s1", Samples.TIME, 1));
      topics.send(Topic.LIKE, "s1", bytes(like("new", "s1", Samples.TIME, 1))).get();
      topics.quarantine(Samples.of(Reason.LATE, other, Topic.LIKE, 0, 2)).get();
      topics.quarantine(Samples.of(Reason.LATE, other, Topic.LIKE, 0, 99)).get();
      topics.quarantine(Samples.of(Reason.LATE, other, Topic.LIKE, 7, 0)).get();
      admin
          .deleteRecords(
              Map.of(
                  new TopicPartition("gone.gift", 0), RecordsToDelete.beforeOffset(1),
                  new TopicPartition("gone.follow", 0), RecordsToDelete.beforeOffset(1)))
          .all()
          .get();

      assertThat(quarantine("gone.", "export", "--out", file.toString()))
          .as(err::toString)
          .isZero();

      assertThat(lastLine().get("exported").intValue()).isEqualTo(8);
      assertThat(lastLine().get("missing").intValue()).isEqualTo(5);
      assertThat(err.toString())
          .startsWith("Gone, so that their lines have no value: 5 of 8; the first");
      String lines = Files.readString(file);
      assertThat(lines.lines().filter(line -> !line.contains("\"missing\"")))
          .hasSize(3)
          .anyMatch(line -> line.contains("y".repeat(70_000)))
          .anyMatch(line -> line.contains("\"eventId\":\"kept\""))
          .anyMatch(line -> line.contains("\"eventTime\":6"));
      assertThat(lines)
          .contains(
              "only the beginning of its 70",
              "expired: gone.gift-0 begins at offset 1 now",
              "expired: gone.follow-0 begins at offset 1 now",
              "another record is there now",
              "gone.like-0 ends at offset 3",
              "there is no partition gone.like-7 any more");

      assertThat(quarantine("gone.", "replay", file.toString())).isZero();
      assertThat(lastLine().get("unedited").intValue()).isEqualTo(8);
      assertThat(quarantine("gone.", "replay", "--unedited", file.toString())).isEqualTo(2);
      assertThat(err.toString())
          .contains("there is no value to send (expired: gone.follow-0 begins");
    }
  }

  @Test
  void shouldSayWhatIsMissingBeforeAnythingIsDone() throws Exception {
    Path file = directory.resolve("none.jsonl");

    assertThat(quarantine("none.", "show")).isEqualTo(1);
    assertThat(err.toString())
        .contains("There is no topic none.quarantine", "'livegauge topics create'")
        .hasLineCount(1);
    assertThat(quarantine("none.", "export", "--out", file.toString())).isEqualTo(1);
    assertThat(file).doesNotExist();
    assertThat(quarantine("none.", "export", "--out", "/nowhere/at/all")).isEqualTo(2);
    assertThat(quarantine("none.", "replay", "/nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("argument FILE: '/nowhere' is not allowed");

    try (RejectingTopics topics = new RejectingTopics(kafka.bootstrapServers(), "old.", 1);
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      topics.reject(Reason.INVALID, Topic.GIFT, "s", bytes(like("e", "s", Samples.TIME, 1)));
      quarantine("old.", "export", "--out", file.toString());
      admin.deleteTopics(List.of("old.replays")).all().get();
      while (admin.listTopics().names().get().contains("old.replays")) {
        Thread.onSpinWait();
      }

      assertThat(quarantine("old.", "replay", file.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("There is no topic old.replays");
      assertThat(topics.committed(Topic.LIKE)).isEmpty();
    }
  }
}
