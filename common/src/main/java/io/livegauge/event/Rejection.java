package io.livegauge.event;

import io.livegauge.json.Utf8Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * One quarantine record: why a record was rejected, and where it is found again.
 *
 * @param reason the rule
 * @param detail a sentence for people with the rule's figures; never the user id
 * @param topic the record's topic; null in files where the type is not known
 * @param file the file that holds the record, null for a record from Kafka
 * @param partition Kafka partition; 0 in files
 * @param offset Kafka offset; in files the line number, from 1
 * @param streamId null where it could not be read
 * @param eventId null where it could not be read
 * @param eventTime epoch milliseconds, null where it could not be read
 * @param original the first 64 KiB of the record's bytes, null where they are not kept
 * @param size of the whole record in bytes; 0 where the bytes are not kept
 * @param sha256 of the whole record, 64 lower-case hex digits; null where the bytes are not kept
 * @param truncated whether {@code original} is shorter than the record
 */
public record Rejection(
    Reason reason,
    String detail,
    Topic topic,
    String file,
    int partition,
    long offset,
    String streamId,
    String eventId,
    Long eventTime,
    byte[] original,
    long size,
    String sha256,
    boolean truncated) {

  /** How many of a rejected record's bytes are kept. */
  public static final int MAX_ORIGINAL_BYTES = 64 * 1024;

  /** A rejection of a decoded event; its bytes are found by its coordinates. */
  public static Rejection of(Reason reason, String detail, Event event) {
    return new Rejection(
        reason,
        detail,
        event.type.topic(),
        event.file,
        event.partition,
        event.offset,
        event.streamId,
        event.eventId,
        event.eventTime,
        null,
        0,
        null,
        false);
  }

  /**
   * A rejection of a document on the models topic.
   *
   * @param bytes the record's value; empty for none
   */
  public static Rejection ofModel(String detail, long offset, byte[] bytes) {
    return new Rejection(
        Reason.INVALID_MODEL,
        detail,
        Topic.MODELS,
        null,
        0,
        offset,
        null,
        null,
        null,
        Arrays.copyOf(bytes, Math.min(bytes.length, MAX_ORIGINAL_BYTES)),
        bytes.length,
        sha256(bytes),
        bytes.length > MAX_ORIGINAL_BYTES);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The record's JSON with topics named under the prefix that the contract names. */
  public byte[] toJson() {
    return toJson(Topic.DEFAULT_PREFIX);
  }

  /**
   * The record's JSON: reason, detail, then topic, partition and offset or, in files, file and
   * line; then streamId, eventId and eventTime where known; then original (base64), size, sha256
   * and truncated where the bytes are kept.
   *
   * @param topicPrefix what precedes the topic's name
   */
  public byte[] toJson(String topicPrefix) {
    Utf8Text out = new Utf8Text(original == null ? 512 : 512 + original.length * 4 / 3);
    out.append("{\"reason\":").quoted(reason.name());
    out.append(",\"detail\":").quoted(detail);
    if (file != null) {
      out.append(",\"file\":").quoted(file);
      out.append(",\"line\":").append(offset);
    } else {
      out.append(",\"topic\":").quoted(topic.named(topicPrefix));
      out.append(",\"partition\":").append(partition);
      out.append(",\"offset\":").append(offset);
    }
    if (streamId != null) {
      out.append(",\"streamId\":").quoted(streamId);
    }
    if (eventId != null) {
      out.append(",\"eventId\":").quoted(eventId);
    }
    if (eventTime != null) {
      out.append(",\"eventTime\":").append(eventTime);
    }
    if (original != null) {
      out.append(",\"original\":").quoted(Base64.getEncoder().encodeToString(original));
      out.append(",\"size\":").append(size);
      out.append(",\"sha256\":").quoted(sha256);
      out.append(",\"truncated\":").append(String.valueOf(truncated));
    }
    return out.append('}').toBytes();
  }

  /** The record's Kafka key: the streamId in UTF-8, or null where it is not known. */
  public byte[] key() {
    return streamId == null ? null : streamId.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rejection that
        && reason == that.reason
        && detail.equals(that.detail)
        && topic == that.topic
        && Objects.equals(file, that.file)
        && partition == that.partition
        && offset == that.offset
        && Objects.equals(streamId, that.streamId)
        && Objects.equals(eventId, that.eventId)
        && Objects.equals(eventTime, that.eventTime)
        && Arrays.equals(original, that.original)
        && size == that.size
        && Objects.equals(sha256, that.sha256)
        && truncated == that.truncated;
  }

  @Override
  public int hashCode() {
    return Objects.hash(reason, detail, topic, file, partition, offset, streamId, eventId);
  }

  /** Without the original bytes, which can hold a user id. */
  @Override
  public String toString() {
    return "Rejection["
        + reason
        + " at "
        + (file != null ? file + ":" + offset : topic + "/" + partition + "/" + offset)
        + ": "
        + detail
        + "]";
  }
}
