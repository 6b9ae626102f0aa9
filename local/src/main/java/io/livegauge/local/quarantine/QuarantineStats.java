package io.livegauge.local.quarantine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.event.Reason;
import io.livegauge.local.TextTable;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts rejected records by reason, topic and stream. Of streams the first [100,000] are counted,
 * the rest together. Not thread-safe.
 */
public final class QuarantineStats {
  private static final int MOST_STREAMS = 100_000;
  private static final List<String> ORDER =
      Arrays.stream(Reason.values()).map(Reason::name).toList();

  private final Map<String, Map<String, Long>> byReason = new TreeMap<>(QuarantineStats::compare);
  private final Map<String, Long> byStream = new HashMap<>();
  private long total;
  private long nameless;
  private long otherStreams;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** Counts one record. */
  public void add(RejectedRecord record) {
    total++;
    first = Math.min(first, record.rejectedAt());
    last = Math.max(last, record.rejectedAt());
    byReason
        .computeIfAbsent(record.reason(), reason -> new TreeMap<>())
        .merge(record.file() == null ? record.topic() : "(files)", 1L, Long::sum);
    String stream = record.streamId();
    if (stream == null) {
      nameless++;
    } else if (byStream.size() < MOST_STREAMS || byStream.containsKey(stream)) {
      byStream.merge(stream, 1L, Long::sum);
    } else {
      otherStreams++;
    }
  }

  /** How many were counted. */
  public long total() {
    return total;
  }

  /**
   * Prints the tables.
   *
   * @param streams how many streams to name, those with the most rejected records
   */
  public void print(int streams, PrintWriter out) {
    if (total == 0) {
      out.println("No rejected records.");
      return;
    }
    out.println(
        number(total)
            + " rejected records, from "
            + Instant.ofEpochMilli(first)
            + " to "
            + Instant.ofEpochMilli(last));
    out.println();
    TextTable reasons = new TextTable("REASON", "TOPIC", "RECORDS");
    byReason.forEach(
        (reason, topics) ->
            topics.forEach((topic, count) -> reasons.row(reason, topic, number(count))));
    reasons.print(out);
    if (streams == 0) {
      return;
    }
    out.println();
    TextTable top = new TextTable("STREAM", "RECORDS");
    List<Map.Entry<String, Long>> named = top(streams);
    named.forEach(entry -> top.row(entry.getKey(), number(entry.getValue())));
    if (byStream.size() > named.size()) {
      top.row(
          "(" + number(byStream.size() - named.size()) + " more)",
          number(
              total
                  - nameless
                  - otherStreams
                  - named.stream().mapToLong(Map.Entry::getValue).sum()));
    }
    if (otherStreams > 0) {
      top.row("(streams that were not counted singly)", number(otherStreams));
    }
    if (nameless > 0) {
      top.row("(stream not known)", number(nameless));
    }
    top.print(out);
  }

  /** The same as JSON. */
  public ObjectNode json(int streams) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("records", total);
    if (total > 0) {
      json.put("first", first);
      json.put("last", last);
    }
    ObjectNode reasons = json.putObject("reasons");
    byReason.forEach(
        (reason, topics) -> {
          ObjectNode counts = reasons.putObject(reason);
          topics.forEach(counts::put);
        });
    ObjectNode named = json.putObject("streams");
    top(streams).forEach(entry -> named.put(entry.getKey(), entry.getValue()));
    return json;
  }

  private List<Map.Entry<String, Long>> top(int streams) {
    return byStream.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(streams)
        .toList();
  }

  /** In the order of the rules; what this version does not know comes last. */
  private static int compare(String a, String b) {
    return Comparator.<String>comparingInt(QuarantineStats::rank)
        .thenComparing(Comparator.naturalOrder())
        .compare(a, b);
  }

  private static int rank(String reason) {
    int rank = ORDER.indexOf(reason);
    return rank < 0 ? ORDER.size() : rank;
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
