package io.livegauge.local.quarantine;

import io.livegauge.json.Utf8Text;
import io.livegauge.local.kafka.TopicReader;
import io.livegauge.topic.TopicPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The book of what was replayed: a compacted topic with one record for each event that was sent,
 * written in the same transaction as the event. The key is the line's identity, the value tells for
 * which rejected record it was and when.
 */
final class ReplayBook {
  private static final String COORDINATES = "coordinates";

  private final String topic;

  ReplayBook(String prefix) {
    this.topic = TopicPlan.REPLAYS.named(prefix);
  }

  String topic() {
    return topic;
  }

  /** The entry of an event that is sent. */
  ProducerRecord<byte[], byte[]> entry(ReplayCheck.Verdict.Send sent, long nowMillis) {
    RepairLine line = sent.line();
    Utf8Text value = new Utf8Text(256);
    value.append("{\"" + COORDINATES + "\":").quoted(line.coordinatesHash());
    value.append(",\"topic\":").quoted(line.topic());
    value.append(",\"partition\":").append(line.partition());
    value.append(",\"offset\":").append(line.offset());
    value.append(",\"sentTo\":").quoted(sent.topic());
    value.append(",\"sentAt\":").append(nowMillis).append('}');
    return new ProducerRecord<>(
        topic, line.identity().getBytes(StandardCharsets.UTF_8), value.toBytes());
  }

  /**
   * Reads all entries that are committed; what else somebody has put there is passed over.
   *
   * @param sink is told identity and coordinates, both as hashes
   */
  void read(TopicReader reader, BiConsumer<String, String> sink) {
    reader.read(
        reader.whole(topic),
        record -> {
          String identity =
              record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
          String coordinates = record.value() == null ? null : coordinates(record.value());
          if (isHash(identity) && isHash(coordinates)) {
            sink.accept(identity, coordinates);
          }
        });
  }

  private static boolean isHash(String text) {
    return text != null && text.matches("[0-9a-f]{64}");
  }

  private static String coordinates(byte[] value) {
    try {
      return RecordJson.TREES.readTree(value).path(COORDINATES).textValue();
    } catch (IOException e) {
      return null;
    }
  }
}
