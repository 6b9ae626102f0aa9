package io.livegauge.benchmark.peer;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.benchmark.peer.CoreFigures.RowKey;
import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.workload.WorkloadTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The core of one stream and window: what all peers compute and publish as JSON. The figures are
 * the window's numerators of the indicators they are named after.
 *
 * @param streamId of the stream; without quotes and backslashes in the workload
 * @param windowEnd epoch ms, exclusive
 * @param a12 barrages
 * @param a13 gifts
 * @param a14 likes and shares
 * @param a31 distinct buyers
 * @param a32 sales less refunds, minor units
 * @param a33 product clicks; below 20 impressions the distinct clickers
 * @param users distinct users, see the package
 */
public record CoreRow(
    String streamId,
    long windowEnd,
    long a12,
    long a13,
    long a14,
    long a31,
    long a32,
    long a33,
    long users) {
  /** Length of the window. */
  public static final long WINDOW_MILLIS = 300_000;

  /** How far the window slides, and the length of a slice. */
  public static final long SLIDE_MILLIS = 5_000;

  /** How far events of a partition may come out of order. */
  public static final long OUT_OF_ORDERNESS_MILLIS = 5_000;

  /** From so many product impressions on A33 counts clicks. */
  public static final long MIN_IMPRESSIONS = 20;

  private static final int OUTPUT_PARTITIONS = 2;
  private static final ObjectReader READER = JsonMapper.builder().build().readerFor(CoreRow.class);

  /** The end of the slice that an instant lies in, epoch ms. */
  public static long sliceEnd(long instant) {
    return Math.floorDiv(instant, SLIDE_MILLIS) * SLIDE_MILLIS + SLIDE_MILLIS;
  }

  /**
   * Creates the topic that a peer's run publishes to.
   *
   * @return its name
   */
  static String createTopic(Run run) {
    String topic = topic(run.outputPrefix());
    WorkloadTopics.create(run.bootstrap(), List.of(topic), OUTPUT_PARTITIONS);
    return topic;
  }

  /** How many rows a peer's run published. */
  static long written(Run run) {
    return WorkloadTopics.records(run.bootstrap(), List.of(topic(run.outputPrefix())));
  }

  /** The topic of a peer's rows under the prefix of a run. */
  static String topic(String outputPrefix) {
    return outputPrefix + "rows";
  }

  /** What a peer publishes. */
  public byte[] toJson() {
    String json =
        "{\"streamId\":\""
            + streamId
            + "\",\"windowEnd\":"
            + windowEnd
            + ",\"a12\":"
            + a12
            + ",\"a13\":"
            + a13
            + ",\"a14\":"
            + a14
            + ",\"a31\":"
            + a31
            + ",\"a32\":"
            + a32
            + ",\"a33\":"
            + a33
            + ",\"users\":"
            + users
            + '}';
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what a peer published.
   *
   * @throws IOException where it is no such row
   */
  public static CoreRow parse(byte[] json) throws IOException {
    return READER.readValue(json);
  }

  RowKey key() {
    return new RowKey(windowEnd, streamId);
  }

  /** Whether nothing was there: as good as no row. */
  boolean isZero() {
    return (a12 | a13 | a14 | a31 | a32 | a33 | users) == 0;
  }
}
