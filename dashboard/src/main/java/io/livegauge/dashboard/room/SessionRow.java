package io.livegauge.dashboard.room;

/**
 * A session that has ended, in short. Times are epoch ms, money is in minor units.
 *
 * @param hostId or null; likewise category and currency
 * @param endedBy {@code stream_end} or {@code silence}
 * @param score10000 the last score, in units of 0.0001 like the mean, the least and the largest
 * @param average1000 viewers on average, in units of 0.001
 * @param conversionMillionths buyers per viewer, in units of 0.000001; null without viewers
 * @param at where the summary lies
 */
public record SessionRow(
    String streamId,
    String hostId,
    String category,
    String currency,
    long sessionStart,
    long sessionEnd,
    String endedBy,
    int score10000,
    int mean10000,
    int min10000,
    int max10000,
    long peak,
    long distinct,
    long average1000,
    long orders,
    long paid,
    long refunded,
    long gifts,
    long giftValue,
    long buyers,
    Long conversionMillionths,
    Coordinates at) {
  /** Paid less refunded. */
  public long sales() {
    return paid - refunded;
  }
}
