package io.livegauge.dashboard.room;

import java.util.List;
import java.util.Map;

/**
 * What the screens take from one score record. Times are epoch ms, money is in minor units, scores
 * in units of 0.0001 points; sales, barrages, buyers and quality are session to date.
 *
 * @param hostId or null; likewise category and currency
 * @param isFinal whether the session ends here
 * @param viewers present at the slice end
 * @param peak largest number of viewers of the session
 * @param distinct different viewers of the session
 * @param conversionMillionths buyers per viewer, in units of 0.000001; null without viewers
 * @param rejected cleaning rejections by reason, only those above 0: valid = accepted + their sum
 * @param weak how many of the 14 indicators rest on little
 * @param advice what would raise the score most, or null
 * @param marks of the slice
 */
public record ScoreFacts(
    String streamId,
    String hostId,
    String category,
    String currency,
    long sessionStart,
    long windowEnd,
    boolean isFinal,
    int score10000,
    int baselineScore10000,
    long viewers,
    long peak,
    long distinct,
    long orders,
    long paid,
    long refunded,
    long gifts,
    long giftValue,
    long buyers,
    Long conversionMillionths,
    long barrages,
    long valid,
    long accepted,
    Map<String, Long> rejected,
    int weak,
    long modelVersion,
    Advice advice,
    List<Mark> marks) {
  /**
   * One measure.
   *
   * @param code the indicator's
   * @param gain10000 points, in units of 0.0001
   * @param action the measure's stable key
   */
  public record Advice(String code, int gain10000, String action) {}

  /** Paid less refunded. */
  public long sales() {
    return paid - refunded;
  }
}
