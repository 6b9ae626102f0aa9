package io.livegauge.dashboard.room;

import io.livegauge.event.Reason;
import io.livegauge.event.SeenRecords;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of what was rejected before it reached a session. What cleaning rejected is counted in the
 * score records, so it is passed over here.
 *
 * <p>The job writes the quarantine at least once: the same event can be in it twice after a
 * failure. It is counted once, by its own coordinates. By stream, [10,000] streams are counted. Not
 * thread-safe.
 */
final class Rejections {
  static final int MOST_STREAMS = 10_000;

  /** Originals of up to 64 KiB are in these records, in base64. */
  private static final int MOST_BYTES = 1 << 20;

  private static final Reason[] REASONS = Reason.values();

  private final long[] totals = new long[REASONS.length];
  private final Map<String, long[]> byStream = new HashMap<>();
  private final SeenRecords seen = new SeenRecords();

  /**
   * What is read of a quarantine record.
   *
   * @param reason null where cleaning rejected the event
   * @param topic of the event; null where it came from a file
   */
  record Rejected(Reason reason, String topic, int partition, long offset, String streamId) {}

  private static final class Draft {
    Reason reason;
    String topic;
    long partition = -1;
    long offset = -1;
    String streamId;
  }

  /** Reads as far as is needed: of a cleaning rejection its reason, of the others not the bytes. */
  static Rejected parse(byte[] value) throws UnreadableRecordException {
    Draft draft = new Draft();
    try (JsonFields json = JsonFields.open(value, MOST_BYTES)) {
      json.objectWhile(
          "the record",
          name -> {
            switch (name) {
              case "reason" -> draft.reason = reason(json.text(name));
              case "topic" -> draft.topic = json.textOrNull(name);
              case "partition" -> draft.partition = json.integer(name, 0, Integer.MAX_VALUE);
              case "offset" -> draft.offset = json.count(name);
              case "streamId" -> draft.streamId = json.textOrNull(name);
              default -> json.skip();
            }
            return draft.reason == null || !draft.reason.isCleaning();
          });
    } catch (IOException e) {
      throw JsonFields.broken(e);
    }
    if (draft.reason == null) {
      throw new UnreadableRecordException("reason is missing");
    }
    boolean hasPlace = draft.topic != null && draft.partition >= 0 && draft.offset >= 0;
    return new Rejected(
        draft.reason.isCleaning() ? null : draft.reason,
        hasPlace ? draft.topic : null,
        (int) draft.partition,
        draft.offset,
        draft.streamId);
  }

  void count(Rejected rejected) {
    if (rejected.reason() == null
        || (rejected.topic() != null
            && !seen.add(rejected.topic(), rejected.partition(), rejected.offset()))) {
      return;
    }
    int reason = rejected.reason().ordinal();
    totals[reason]++;
    String streamId = rejected.streamId();
    if (streamId != null) {
      long[] counts = byStream.get(streamId);
      if (counts == null && byStream.size() < MOST_STREAMS) {
        counts = new long[REASONS.length];
        byStream.put(streamId, counts);
      }
      if (counts != null) {
        counts[reason]++;
      }
    }
  }

  /** By reason, all streams together; by the order of the reasons. */
  long[] totals() {
    return totals.clone();
  }

  /** Of one stream by reason, only those above 0. */
  Map<String, Long> of(String streamId) {
    long[] counts = byStream.get(streamId);
    if (counts == null) {
      return Map.of();
    }
    Map<String, Long> named = new LinkedHashMap<>();
    for (Reason reason : REASONS) {
      if (counts[reason.ordinal()] > 0) {
        named.put(reason.name(), counts[reason.ordinal()]);
      }
    }
    return Collections.unmodifiableMap(named);
  }

  private static Reason reason(String name) throws UnreadableRecordException {
    for (Reason reason : REASONS) {
      if (reason.name().equals(name)) {
        return reason;
      }
    }
    throw new UnreadableRecordException("reason is none that is known");
  }
}
