package io.livegauge.dashboard.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Published records for tests: the committed examples of the contract, changed as a test needs. */
public final class Samples {
  /** The slice end of the committed score record. */
  public static final long END = 1_700_000_300_000L;

  public static final long SLICE = 5_000;

  static final ObjectMapper JSON = new ObjectMapper();

  private Samples() {}

  /** The committed example. */
  public static byte[] golden(String name) {
    try {
      return Files.readAllBytes(
          Path.of("..", "common", "src", "test", "resources", "golden", "record", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A score record, the example but for what is given. */
  public static Score score(String streamId, long windowEnd) {
    return new Score(tree("score.json"))
        .with(tree -> tree.put("streamId", streamId).put("windowEnd", windowEnd))
        .isFinal(false);
  }

  /** A session summary, the example but for what is given. */
  public static byte[] summary(String streamId, String hostId, long start, long end) {
    ObjectNode tree = tree("session.json");
    tree.put("streamId", streamId).put("hostId", hostId);
    tree.put("sessionStart", start).put("sessionEnd", end);
    return bytes(tree);
  }

  /** A quarantine record of an event that was on a topic. */
  public static byte[] rejection(String reason, int partition, long offset, String streamId) {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("reason", reason).put("detail", "because").put("topic", "live.like");
    tree.put("partition", partition).put("offset", offset);
    if (streamId != null) {
      tree.put("streamId", streamId);
    }
    return bytes(tree);
  }

  /** A change of an alert of the example's session. */
  public static Score alert(String streamId, String rule, boolean isRaised, long windowEnd) {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("schema", 1).put("streamId", streamId).put("hostId", "h7").putNull("category");
    tree.put("rule", rule).put("state", isRaised ? "raised" : "cleared").put("final", false);
    tree.put("sessionStart", 1_700_000_001_234L).put("windowEnd", windowEnd);
    tree.put("since", isRaised ? windowEnd : windowEnd - SLICE).put("value", 12.345);
    tree.put("threshold", 10).put("usual", 55.55).put("worst", 12.345).put("detail", "because");
    return new Score(tree);
  }

  /** As read from a topic; the Kafka timestamp is later than every event's. */
  public static Published published(String topic, int partition, long offset, byte[] value) {
    return new Published(
        new Coordinates(topic, partition, offset), 4_000_000_000_000L, null, value);
  }

  static ObjectNode tree(String name) {
    try {
      return (ObjectNode) JSON.readTree(golden(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(ObjectNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record in the making. */
  public static final class Score {
    private final ObjectNode tree;

    private Score(ObjectNode tree) {
      this.tree = tree;
    }

    public Score with(Consumer<ObjectNode> change) {
      change.accept(tree);
      return this;
    }

    public Score host(String hostId) {
      return with(record -> record.put("hostId", hostId));
    }

    public Score category(String category) {
      return with(record -> record.put("category", category));
    }

    public Score sessionStart(long start) {
      return with(record -> record.put("sessionStart", start));
    }

    public Score isFinal(boolean isFinal) {
      return with(record -> record.put("final", isFinal));
    }

    public Score score(double score) {
      return with(record -> record.put("score", score));
    }

    public Score viewers(long viewers) {
      return with(record -> ((ObjectNode) record.get("audience")).put("concurrent", viewers));
    }

    public Score model(long version) {
      return with(record -> ((ObjectNode) record.get("model")).put("version", version));
    }

    public Score noMarks() {
      return with(record -> record.putArray("marks"));
    }

    /** Accepted records, and those that cleaning rejected for one reason. */
    public Score quality(long accepted, String reason, long rejected) {
      return with(
          record -> {
            ObjectNode quality = (ObjectNode) record.get("quality");
            quality.put("accepted", accepted).put("valid", accepted + rejected);
            quality.putObject("rejected").put(reason, rejected);
          });
    }

    /** The record as it is published. */
    public byte[] bytes() {
      return Samples.bytes(tree);
    }

    @Override
    public String toString() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }
  }
}
