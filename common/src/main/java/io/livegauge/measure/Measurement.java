package io.livegauge.measure;

import java.util.List;

/**
 * What was measured of one stream at one slice end: everything a score record and a session summary
 * say that does not depend on a model. Integers throughout, so it is exact.
 *
 * @param hostId of the session's first stream_start, or null; likewise category and currency
 * @param followers at the start, or null where unknown
 * @param sessionStart first valid eventTime, epoch ms
 * @param windowStart epoch ms, inclusive
 * @param windowEnd epoch ms, exclusive: the slice end
 * @param isFinal whether the session ends here
 * @param marks of the last slice, in time order
 * @param summary what only a session summary says; null unless final
 */
public record Measurement(
    String streamId,
    String hostId,
    String category,
    String currency,
    Long followers,
    long sessionStart,
    long windowStart,
    long windowEnd,
    boolean isFinal,
    Figures window,
    Figures session,
    Audience audience,
    Quality quality,
    Sales sales,
    List<Mark> marks,
    Summary summary) {

  /**
   * Viewers of the stream, and how long they stayed.
   *
   * @param concurrent users present past the slice end
   * @param peak largest concurrent of the session so far
   * @param viewerMillis session viewer time up to the slice end
   * @param spanMillis what the average divides it by: min(slice end, last valid + 60 s) − start
   */
  public record Audience(
      long concurrent,
      long windowDistinct,
      long sessionDistinct,
      long peak,
      long viewerMillis,
      long spanMillis) {}

  /**
   * Session to date; valid = accepted + Σ rejected.
   *
   * @param rejected by {@code Reason.ordinal()}
   * @param excess cut by the caps, by {@code Interaction.ordinal()}
   */
  public record Quality(long valid, long accepted, long[] rejected, long[] excess) {}

  /** Accepted records, session to date; money in minor units. */
  public record Sales(long orders, long paid, long refunded, long gifts, long giftValue) {}

  /** A moment for the timeline. */
  public record Mark(long time, MarkKind kind, String id) {}

  /** The kinds of marks; the wire name is the lower-case name. */
  public enum MarkKind {
    PIN,
    UNPIN,
    GAME,
    PROMO
  }

  /**
   * What is said of a session once, at its end.
   *
   * @param sessionEnd the slice end at which the session ended, epoch ms
   * @param endedBy {@code stream_end} or {@code silence}
   * @param promotions the first 200 codes in order of first use, then {@code other}
   * @param sources viewers and buyers by source
   */
  public record Summary(
      long sessionEnd, String endedBy, List<Promotion> promotions, List<SourceCount> sources) {}

  public record Promotion(String promoCode, long orders, long paid, long discount) {}

  public record SourceCount(String source, long viewers, long buyers) {}
}
