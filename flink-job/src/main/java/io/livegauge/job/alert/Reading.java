package io.livegauge.job.alert;

import io.livegauge.event.Reason;
import io.livegauge.indicator.Indicator;
import io.livegauge.score.ScoreRecord;
import io.livegauge.score.ScoreRecord.Quality;
import io.livegauge.score.ScoreRecord.Scope;
import java.util.Map;

/**
 * The published figures of one score record that alerts are judged by, so that each can be checked
 * against the records.
 *
 * @param hostId or null; likewise category
 * @param sessionStart epoch ms, like the other times
 * @param isFinal whether the session ends here
 * @param score10000 in units of 0.0001 points, like the reference's
 * @param modelVersion of the model that scored
 * @param viewers present at the slice end
 * @param windowViewers distinct ones of the window
 * @param windowBuyers distinct ones of the window
 * @param windowGifts booked in the window
 * @param orders session to date, like all that follow; money in minor units
 * @param rejected valid events that cleaning rejected, without those of {@code suspect}
 * @param suspect what machines seem to have done: what the caps cut, and rejected logins, ad clicks
 *     without an impression and ratings by nobody
 */
public record Reading(
    String streamId,
    String hostId,
    String category,
    long sessionStart,
    long windowStart,
    long windowEnd,
    boolean isFinal,
    long score10000,
    long reference10000,
    long modelVersion,
    long viewers,
    long windowViewers,
    long windowBuyers,
    long windowGifts,
    long orders,
    long paid,
    long refunded,
    long valid,
    long accepted,
    long rejected,
    long suspect) {

  /** The figures of a record. */
  public static Reading of(ScoreRecord record) {
    Scope buyers = record.indicators().get(Indicator.A31.ordinal()).window();
    Scope gifts = record.indicators().get(Indicator.A13.ordinal()).window();
    Quality quality = record.quality();
    long rejected = 0;
    long suspect = 0;
    for (Map.Entry<Reason, Long> count : quality.rejected().entrySet()) {
      if (isOfMachines(count.getKey())) {
        suspect += count.getValue();
      } else {
        rejected += count.getValue();
      }
    }
    for (long cut : quality.excess().values()) {
      suspect += cut;
    }
    return new Reading(
        record.streamId(),
        record.hostId(),
        record.category(),
        record.sessionStart(),
        record.windowStart(),
        record.windowEnd(),
        record.isFinal(),
        record.score10000(),
        record.baselineScore10000(),
        record.model().version(),
        record.audience().concurrent(),
        buyers.denominator(),
        buyers.numerator(),
        gifts.numerator(),
        record.sales().orders(),
        record.sales().paid(),
        record.sales().refunded(),
        quality.valid(),
        quality.accepted(),
        rejected,
        suspect);
  }

  private static boolean isOfMachines(Reason reason) {
    return reason == Reason.ABNORMAL_ACCESS
        || reason == Reason.ORPHAN_CLICK
        || reason == Reason.SUSPECT_RATING;
  }
}
