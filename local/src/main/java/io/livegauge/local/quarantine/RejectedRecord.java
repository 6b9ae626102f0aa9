package io.livegauge.local.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * A record of the quarantine as it is read back. What this version does not know, a reason for one,
 * is taken as it stands.
 *
 * @param reason the rule's name
 * @param detail a sentence for people
 * @param topic of the rejected record, with its prefix; null for one from a file
 * @param file that held the rejected record; null for one from Kafka
 * @param partition of the rejected record; 0 in files
 * @param offset of the rejected record; in files its line
 * @param streamId null where it is not known
 * @param eventId null where it is not known
 * @param eventTime epoch milliseconds, null where it is not known
 * @param original the first bytes of the rejected record, or null
 * @param size of the whole rejected record, where there is an {@code original}
 * @param sha256 of the whole rejected record, or null
 * @param truncated whether {@code original} is not all of it
 * @param rejectedAt when it was written to the quarantine, in epoch milliseconds
 */
public record RejectedRecord(
    String reason,
    String detail,
    String topic,
    String file,
    int partition,
    long offset,
    String streamId,
    String eventId,
    Long eventTime,
    byte[] original,
    long size,
    String sha256,
    boolean truncated,
    long rejectedAt) {
  /**
   * Reads one.
   *
   * @param value the record's value
   * @param timestamp the record's, in epoch milliseconds
   * @throws IOException where it is no quarantine record; the message does not quote it
   */
  public static RejectedRecord read(byte[] value, long timestamp) throws IOException {
    if (value == null) {
      throw new IOException("no value");
    }
    JsonNode json;
    byte[] original;
    try {
      json = RecordJson.TREES.readTree(value);
      original = json.path("original").binaryValue();
    } catch (JsonProcessingException e) {
      // Its own message quotes the record, so it is not passed on.
      throw new IOException("not JSON, or not as it should be: " + e.getClass().getSimpleName());
    }
    String reason = json.path("reason").textValue();
    String topic = json.path("topic").textValue();
    String file = json.path("file").textValue();
    long offset = json.path(file == null ? "offset" : "line").asLong(-1);
    JsonNode eventTime = json.path("eventTime");
    if (reason == null || (topic == null) == (file == null) || offset < 0) {
      throw new IOException("reason, or the place of the rejected record, is missing");
    }
    return new RejectedRecord(
        reason,
        json.path("detail").asText(),
        topic,
        file,
        json.path("partition").asInt(),
        offset,
        json.path("streamId").textValue(),
        json.path("eventId").textValue(),
        eventTime.isIntegralNumber() && eventTime.canConvertToLong() ? eventTime.longValue() : null,
        original,
        json.path("size").asLong(),
        json.path("sha256").textValue(),
        json.path("truncated").asBoolean(),
        timestamp);
  }

  /** The same without the first bytes of the rejected record. */
  RejectedRecord withoutBytes() {
    return new RejectedRecord(
        reason,
        detail,
        topic,
        file,
        partition,
        offset,
        streamId,
        eventId,
        eventTime,
        null,
        size,
        sha256,
        truncated,
        rejectedAt);
  }

  /** Where the rejected record was: {@code live.like-3@42}, or {@code FILE:7}. */
  public String place() {
    return file == null ? topic + "-" + partition + "@" + offset : file + ":" + offset;
  }
}
