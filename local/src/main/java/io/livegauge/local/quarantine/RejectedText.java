package io.livegauge.local.quarantine;

import io.livegauge.local.TextTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A rejected record in words. */
public final class RejectedText {
  private static final int MOST_CHARS = 4_000;

  private RejectedText() {}

  /** When, why, which record, what is known of it, and the rule's figures; no user id. */
  public static String line(RejectedRecord record) {
    StringBuilder line = new StringBuilder();
    line.append(Instant.ofEpochMilli(record.rejectedAt()));
    line.append("  ").append(record.reason());
    line.append("  ").append(record.place());
    if (record.streamId() != null) {
      line.append("  stream ").append(record.streamId());
    }
    if (record.eventId() != null) {
      line.append("  event ").append(record.eventId());
    }
    if (record.eventTime() != null) {
      line.append("  of ").append(Instant.ofEpochMilli(record.eventTime()));
    }
    return TextTable.printable(line.append("  ").append(record.detail()).toString());
  }

  /**
   * What the record was, word for word as far as that can be printed.
   *
   * @param original null where the quarantine holds its beginning
   */
  public static String original(RejectedRecord record, Original original) {
    if (original instanceof Original.Lost lost) {
      return "(not there: " + TextTable.printable(lost.why()) + ")";
    }
    byte[] bytes = original instanceof Original.Found found ? found.bytes() : record.original();
    if (bytes == null) {
      return "(it had no value)";
    }
    String text = TextTable.printable(new String(bytes, StandardCharsets.UTF_8));
    long size = original == null ? record.size() : bytes.length;
    return text.length() > MOST_CHARS || size > bytes.length
        ? text.substring(0, Math.min(text.length(), MOST_CHARS)) + "... (" + size + " bytes in all)"
        : text;
  }
}
