package io.livegauge.dashboard.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.dashboard.feed.KafkaUnavailableException;
import io.livegauge.dashboard.feed.RecordLookup;
import io.livegauge.dashboard.room.Coordinates;
import io.livegauge.dashboard.room.KafkaState;
import io.livegauge.dashboard.room.Published;
import io.livegauge.dashboard.room.Rooms;
import io.livegauge.dashboard.room.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rooms that were filled from records as the job publishes them, and the log that holds those. */
final class ShownRooms implements RecordLookup {
  static final long SESSION_START = 1_700_000_001_234L;
  static final long END = 1_700_000_300_000L;
  static final long NOW = END + 6_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN = Path.of("../common/src/test/resources/golden/record");

  private final Rooms rooms =
      new Rooms(
          Duration.ofHours(24),
          "kafka:9092",
          Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
  private final Map<Coordinates, byte[]> log = new HashMap<>();
  private long offset;
  private boolean isAway;

  ShownRooms() {
    rooms.kafka(
        new KafkaState("kafka:9092", true, NOW - 1_000, List.of("live.quarantine"), true, 1));
  }

  Rooms rooms() {
    return rooms;
  }

  /** A score record of a room that goes on. */
  ObjectNode record(String streamId, String hostId, String category, long windowEnd, String score)
      throws IOException {
    ObjectNode record =
        (ObjectNode) JSON.readTree(Files.readAllBytes(GOLDEN.resolve("score.json")));
    record.put("streamId", streamId);
    record.put("hostId", hostId);
    record.put("category", category);
    record.put("windowStart", windowEnd - 300_000);
    record.put("windowEnd", windowEnd);
    record.put("final", false);
    record.set("score", JSON.readTree(score));
    return record;
  }

  /** Publishes a score record; returns its bytes. */
  byte[] publish(ObjectNode record) {
    return publish(record.toString().getBytes(StandardCharsets.UTF_8));
  }

  byte[] publish(byte[] record) {
    rooms.scores(List.of(published("live.scores", record)), false);
    return record;
  }

  /** Publishes the summary of the golden session for a stream and a host. */
  byte[] publishSummary(String streamId, String hostId) throws IOException {
    ObjectNode summary =
        (ObjectNode) JSON.readTree(Files.readAllBytes(GOLDEN.resolve("session.json")));
    summary.put("streamId", streamId);
    summary.put("hostId", hostId);
    byte[] bytes = summary.toString().getBytes(StandardCharsets.UTF_8);
    rooms.sessions(List.of(published("live.sessions", bytes)));
    return bytes;
  }

  /** Publishes a change of an alert of the golden session. */
  void publishAlert(String streamId, String rule, boolean isRaised) {
    byte[] alert = Samples.alert(streamId, rule, isRaised, END).bytes();
    rooms.alerts(List.of(published("live.alerts", alert)));
  }

  void publishRejections() throws IOException {
    for (String line : Files.readAllLines(GOLDEN.resolve("quarantine.jsonl"))) {
      rooms.rejections(
          List.of(published("live.quarantine", line.getBytes(StandardCharsets.UTF_8))));
    }
  }

  private Published published(String topic, byte[] value) {
    Coordinates at = new Coordinates(topic, 0, offset);
    offset++;
    log.put(at, value);
    return new Published(at, NOW, null, value);
  }

  /** Kafka forgets everything. */
  void forget() {
    log.clear();
  }

  /** Another topic of each name, with other records in the same places. */
  void replaceAll(byte[] value) {
    log.replaceAll((at, before) -> value);
  }

  /** Kafka does not answer any more, or does again. */
  void setAway(boolean isAway) {
    this.isAway = isAway;
  }

  @Override
  public Optional<byte[]> read(String topic, int partition, long offset) {
    if (isAway) {
      throw new KafkaUnavailableException("no answer", null);
    }
    return Optional.ofNullable(log.get(new Coordinates(topic, partition, offset)));
  }
}
