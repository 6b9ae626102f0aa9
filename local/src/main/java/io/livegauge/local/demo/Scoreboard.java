package io.livegauge.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was read from the output topics so far. Written by the thread that reads, read by the one
 * that draws.
 */
final class Scoreboard {
  /** A minute and more of slices of 5 s. */
  static final int HISTORY = 24;

  private static final long MAX_LATENCY_MILLIS = 3_600_000;

  private final Map<String, Deque<Double>> histories = new HashMap<>();
  private final Map<String, JsonNode> last = new HashMap<>();
  private final Map<String, Map<String, JsonNode>> alerts = new HashMap<>();
  private final Histogram latency = new Histogram(MAX_LATENCY_MILLIS, 3);
  private long records;
  private long newestWindowEnd = Long.MIN_VALUE;
  private Long modelVersion;
  private long firstAtMillis = -1;
  private long sessions;
  private long quarantined;

  /**
   * Takes a score record.
   *
   * @param readAtMillis wall clock when a consumer got it
   */
  synchronized void score(JsonNode record, long readAtMillis) {
    if (!isScoreRecord(record)) {
      // Anybody may write to the topic; what is no score record has no place in the figures.
      return;
    }
    String streamId = record.path("streamId").asText();
    long windowEnd = record.path("windowEnd").asLong();
    JsonNode before = last.get(streamId);
    if (before != null && before.path("windowEnd").asLong() >= windowEnd) {
      // Sent again after a restart: the same bytes under the same key, so the same record.
      return;
    }
    last.put(streamId, record);
    records++;
    if (firstAtMillis < 0) {
      firstAtMillis = readAtMillis;
    }
    latency.recordValue(Math.max(0, Math.min(MAX_LATENCY_MILLIS, readAtMillis - windowEnd)));
    if (windowEnd >= newestWindowEnd) {
      newestWindowEnd = windowEnd;
      modelVersion = record.path("model").path("version").asLong();
    }
    Deque<Double> history = histories.computeIfAbsent(streamId, id -> new ArrayDeque<>());
    history.addLast(record.path("score").asDouble());
    if (history.size() > HISTORY) {
      history.removeFirst();
    }
  }

  private static boolean isScoreRecord(JsonNode record) {
    JsonNode score = record.path("score");
    return record.path("streamId").isTextual()
        && record.path("windowEnd").canConvertToExactIntegral()
        && record.path("windowEnd").canConvertToLong()
        && score.isNumber()
        && score.asDouble() >= 0
        && score.asDouble() <= 100
        && record.path("model").path("version").isIntegralNumber();
  }

  /** Takes a change of an alert; of a rule the latest one counts, whatever comes again. */
  synchronized void alert(JsonNode record) {
    if (!record.path("streamId").isTextual()
        || !record.path("rule").isTextual()
        || !record.path("windowEnd").canConvertToLong()) {
      return;
    }
    alerts
        .computeIfAbsent(record.path("streamId").asText(), id -> new HashMap<>())
        .merge(
            record.path("rule").asText(),
            record,
            (before, now) ->
                now.path("windowEnd").asLong() >= before.path("windowEnd").asLong() ? now : before);
  }

  private String longestAlert(String streamId) {
    return alerts.getOrDefault(streamId, Map.of()).values().stream()
        .filter(alert -> alert.path("state").asText().equals("raised"))
        .min(
            Comparator.comparingLong((JsonNode alert) -> alert.path("since").asLong())
                .thenComparing(alert -> alert.path("rule").asText()))
        .map(alert -> alert.path("rule").asText())
        .orElse(null);
  }

  synchronized void session() {
    sessions++;
  }

  synchronized void quarantined() {
    quarantined++;
  }

  /** Different score records. */
  synchronized long scores() {
    return records;
  }

  synchronized long sessions() {
    return sessions;
  }

  /** Records in the quarantine. */
  synchronized long inQuarantine() {
    return quarantined;
  }

  /** Wall clock at the first score record, or -1. */
  synchronized long firstAtMillis() {
    return firstAtMillis;
  }

  /** Version of the model of the newest window, or null. */
  synchronized Long modelVersion() {
    return modelVersion;
  }

  /** From slice end to the consumer, in ms, at a percentile from 0 to 100; null before any. */
  synchronized Long latencyMillis(double percentile) {
    return latency.getTotalCount() == 0 ? null : latency.getValueAtPercentile(percentile);
  }

  /** The streams, those on air first, the best first, then by id. */
  synchronized List<StreamRow> rows() {
    List<StreamRow> rows = new ArrayList<>();
    last.forEach((streamId, record) -> rows.add(row(streamId, record)));
    rows.sort(
        Comparator.comparing(StreamRow::ended)
            .thenComparing(StreamRow::score, Comparator.reverseOrder())
            .thenComparing(StreamRow::streamId));
    return rows;
  }

  private StreamRow row(String streamId, JsonNode record) {
    JsonNode sales = record.path("sales");
    return new StreamRow(
        streamId,
        List.copyOf(histories.get(streamId)),
        record.path("audience").path("concurrent").asLong(),
        sales.path("paid").asLong() - sales.path("refunded").asLong(),
        sales.path("currency").textValue(),
        record.path("advice").path(0).path("action").textValue(),
        longestAlert(streamId),
        record.path("final").asBoolean());
  }
}
