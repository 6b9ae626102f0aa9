package io.livegauge.benchmark.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.benchmark.workload.WorkloadTopics;
import io.livegauge.event.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The core figures of one input, by window end and stream: computed plainly from its events, or
 * read from what Livegauge or a peer published of it.
 *
 * <p>Two of them are compared up to the window whose last slice holds the input's last event: there
 * Livegauge has a record for every slice end. Windows after it lose their events one slice after
 * another; peers publish them all, Livegauge only until the stream is dormant, and its viewers are
 * present for 60 s after their last event, so these windows are left out. A row of zeros says no
 * more than no row: the engines have no windows without events.
 */
public final class CoreFigures {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TreeMap<RowKey, CoreRow> rows = new TreeMap<>();

  private CoreFigures() {}

  /** In the order of comparison. */
  record RowKey(long windowEnd, String streamId) implements Comparable<RowKey> {
    private static final Comparator<RowKey> ORDER =
        Comparator.comparingLong(RowKey::windowEnd).thenComparing(RowKey::streamId);

    @Override
    public int compareTo(RowKey other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Computes the figures of events, given in any order, in the plainest way: the oracle. Of events
   * of a user and stream with the same id the one with the earliest time counts.
   *
   * @param records values of the input topics
   * @throws IOException where one is no event
   */
  public static CoreFigures ofEvents(Iterable<byte[]> records) throws IOException {
    Map<List<String>, CoreEvent> distinct = new HashMap<>();
    for (byte[] record : records) {
      CoreEvent event = CoreEvent.decode(record);
      distinct.merge(
          List.of(event.streamId, event.userId, event.eventId),
          event,
          (one, other) -> one.eventTime <= other.eventTime ? one : other);
    }
    Map<RowKey, List<CoreEvent>> slices = new TreeMap<>();
    Map<String, TreeSet<Long>> slicesByStream = new TreeMap<>();
    for (CoreEvent event : distinct.values()) {
      long sliceEnd = CoreRow.sliceEnd(event.instant());
      slices
          .computeIfAbsent(new RowKey(sliceEnd, event.streamId), key -> new ArrayList<>())
          .add(event);
      slicesByStream.computeIfAbsent(event.streamId, id -> new TreeSet<>()).add(sliceEnd);
    }
    CoreFigures figures = new CoreFigures();
    slicesByStream.forEach(
        (streamId, ends) -> {
          long lastEnd = ends.last() + CoreRow.WINDOW_MILLIS - CoreRow.SLIDE_MILLIS;
          for (long end = ends.first(); end <= lastEnd; end += CoreRow.SLIDE_MILLIS) {
            List<CoreEvent> window = new ArrayList<>();
            for (long slice : ends.subSet(end - CoreRow.WINDOW_MILLIS, false, end, true)) {
              window.addAll(slices.get(new RowKey(slice, streamId)));
            }
            CoreRow row = row(streamId, end, window);
            figures.rows.put(row.key(), row);
          }
        });
    return figures;
  }

  /**
   * Reads ours from score records.
   *
   * @param records values of the scores topic
   * @throws IOException where one is no score record
   */
  public static CoreFigures ofScores(Iterable<byte[]> records) throws IOException {
    CoreFigures figures = new CoreFigures();
    for (byte[] record : records) {
      JsonNode score = JSON.readTree(record);
      Map<String, Long> numerators = new HashMap<>();
      for (JsonNode indicator : score.required("indicators")) {
        numerators.put(
            indicator.required("code").textValue(),
            indicator.required("window").required("numerator").longValue());
      }
      figures.add(
          new CoreRow(
              score.required("streamId").textValue(),
              score.required("windowEnd").longValue(),
              numerators.get("A12"),
              numerators.get("A13"),
              numerators.get("A14"),
              numerators.get("A31"),
              numerators.get("A32"),
              numerators.get("A33"),
              score.required("audience").required("windowDistinct").longValue()));
    }
    return figures;
  }

  /**
   * Reads a peer's rows.
   *
   * @param records values of its output topic
   * @throws IOException where one is no row
   */
  public static CoreFigures ofRows(Iterable<byte[]> records) throws IOException {
    CoreFigures figures = new CoreFigures();
    for (byte[] record : records) {
      figures.add(CoreRow.parse(record));
    }
    return figures;
  }

  /**
   * Reads what a run of ours published, see {@link #ofScores}.
   *
   * @param outputPrefix of the run
   */
  public static CoreFigures readScores(String bootstrap, String outputPrefix) throws IOException {
    return ofScores(values(bootstrap, Topic.SCORES.named(outputPrefix)));
  }

  /**
   * Reads what a run of a peer published, see {@link #ofRows}.
   *
   * @param outputPrefix of the run
   */
  public static CoreFigures readRows(String bootstrap, String outputPrefix) throws IOException {
    return ofRows(values(bootstrap, CoreRow.topic(outputPrefix)));
  }

  /** The row of a stream and window end; empty where there is none. */
  Optional<CoreRow> row(String streamId, long windowEnd) {
    return Optional.ofNullable(rows.get(new RowKey(windowEnd, streamId)));
  }

  /** How many streams' windows there are. */
  public int size() {
    return rows.size();
  }

  /**
   * Compares row by row, in the order of window end and stream.
   *
   * @param other what to hold against these
   * @param lastEventTime of the input, epoch ms; windows that end after its slice are left out
   * @return the first difference in words: both rows, these first; empty where all are equal
   */
  public Optional<String> firstDifference(CoreFigures other, long lastEventTime) {
    long lastEnd = CoreRow.sliceEnd(lastEventTime);
    Set<RowKey> keys = new TreeSet<>(rows.keySet());
    keys.addAll(other.rows.keySet());
    for (RowKey key : keys) {
      if (key.windowEnd > lastEnd) {
        break;
      }
      CoreRow expected = orNone(rows.get(key));
      CoreRow actual = orNone(other.rows.get(key));
      if (expected == null ? actual != null : !expected.equals(actual)) {
        return Optional.of("expected " + text(expected, key) + " but got " + text(actual, key));
      }
    }
    return Optional.empty();
  }

  private void add(CoreRow row) {
    CoreRow before = rows.putIfAbsent(row.key(), row);
    if (before != null && !before.equals(row)) {
      throw new IllegalArgumentException(
          "two different rows of one window: " + before + " and " + row);
    }
  }

  /** A row of zeros is none. */
  private static CoreRow orNone(CoreRow row) {
    return row == null || row.isZero() ? null : row;
  }

  private static String text(CoreRow row, RowKey key) {
    return row == null
        ? "no row of stream " + key.streamId + " at window end " + key.windowEnd
        : row.toString();
  }

  private static CoreRow row(String streamId, long windowEnd, List<CoreEvent> events) {
    Map<String, Long> sums = new HashMap<>();
    Set<String> users = new HashSet<>();
    Set<String> buyers = new HashSet<>();
    Set<String> clickers = new HashSet<>();
    for (CoreEvent event : events) {
      if (event.isPresence()) {
        users.add(event.userId);
      }
      switch (event.type) {
        case "like" -> sums.merge("like", event.count, Long::sum);
        case "gift" -> sums.merge("gift", event.repeatCount, Long::sum);
        case "order_paid" -> {
          sums.merge("sales", event.amount, Long::sum);
          buyers.add(event.userId);
        }
        case "order_refunded" -> sums.merge("sales", -event.amount, Long::sum);
        case "product_click" -> {
          sums.merge("product_click", 1L, Long::sum);
          clickers.add(event.userId);
        }
        default -> sums.merge(event.type, 1L, Long::sum);
      }
    }
    return new CoreRow(
        streamId,
        windowEnd,
        sums.getOrDefault("barrage", 0L),
        sums.getOrDefault("gift", 0L),
        sums.getOrDefault("like", 0L) + sums.getOrDefault("share", 0L),
        buyers.size(),
        sums.getOrDefault("sales", 0L),
        sums.getOrDefault("product_impression", 0L) >= CoreRow.MIN_IMPRESSIONS
            ? sums.getOrDefault("product_click", 0L)
            : clickers.size(),
        users.size());
  }

  private static List<byte[]> values(String bootstrap, String topic) {
    Map<TopicPartition, Long> ends = WorkloadTopics.ends(bootstrap, List.of(topic));
    List<byte[]> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
