package io.livegauge.job.config;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;

/** The constants of the semantics, as plain numbers for the rules: milliseconds and counts. */
public final class Rules implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Makes a median absolute deviation comparable with a standard deviation. */
  public static final BigDecimal MAD_SCALE = new BigDecimal("1.4826");

  /** How long after an end by stream_end events are STREAM_ENDED. */
  public static final long ENDED_MILLIS = 86_400_000L;

  public final long sliceMillis;
  public final long windowMillis;
  public final int windowSlices;
  public final long outOfOrdernessMillis;
  public final long dormancyMillis;
  public final long silenceMillis;
  public final long presenceMillis;
  public final long duplicateIdMillis;
  public final long duplicateBarrageMillis;
  public final long duplicateClickMillis;
  public final long duplicateCartMillis;
  public final long duplicateAdMillis;

  /** The longest of the above: how long a fingerprint is of use. */
  public final long fingerprintMillis;

  public final long accessWindowMillis;
  public final int loginLimit;
  public final int logoutLimit;
  public final long cartMax;
  public final long orderMax;
  public final long orderMinSample;
  public final int orderSample;
  public final double orderDeviations;
  public final double orderDeviationFloor;
  public final long ratingPresenceMillis;
  public final BigDecimal capDeviations;

  /** Least cap of each kind of interaction for a whole slice, by {@code Interaction.ordinal()}. */
  public final long[] capFloors;

  public final long streakCloseMillis;
  public final long streakMemoryMillis;
  public final int promoCodes;
  public final int markIds;
  public final int sliceMarks;
  public final int buckets;

  private Rules(JobConfig config) {
    sliceMillis = millis(config, JobOptions.SLICE);
    windowMillis = millis(config, JobOptions.WINDOW);
    outOfOrdernessMillis = millis(config, JobOptions.OUT_OF_ORDERNESS);
    dormancyMillis = millis(config, JobOptions.DORMANCY);
    silenceMillis = millis(config, JobOptions.SILENCE);
    presenceMillis = millis(config, JobOptions.PRESENCE);
    duplicateIdMillis = millis(config, JobOptions.DUPLICATE_ID);
    duplicateBarrageMillis = millis(config, JobOptions.DUPLICATE_BARRAGE);
    duplicateClickMillis = millis(config, JobOptions.DUPLICATE_CLICK);
    duplicateCartMillis = millis(config, JobOptions.DUPLICATE_CART);
    duplicateAdMillis = millis(config, JobOptions.DUPLICATE_AD);
    fingerprintMillis =
        Math.max(
            Math.max(duplicateIdMillis, duplicateBarrageMillis),
            Math.max(duplicateClickMillis, Math.max(duplicateCartMillis, duplicateAdMillis)));
    accessWindowMillis = millis(config, JobOptions.ACCESS_WINDOW);
    loginLimit = config.get(JobOptions.LOGIN_LIMIT).intValue();
    logoutLimit = config.get(JobOptions.LOGOUT_LIMIT).intValue();
    cartMax = config.get(JobOptions.CART_MAX);
    orderMax = config.get(JobOptions.ORDER_MAX);
    orderMinSample = config.get(JobOptions.ORDER_MIN_SAMPLE);
    orderSample = config.get(JobOptions.ORDER_SAMPLE).intValue();
    orderDeviations = config.get(JobOptions.ORDER_DEVIATIONS).doubleValue();
    orderDeviationFloor = config.get(JobOptions.ORDER_DEVIATION_FLOOR).doubleValue();
    ratingPresenceMillis = millis(config, JobOptions.RATING_PRESENCE);
    capDeviations = config.get(JobOptions.CAP_DEVIATIONS);
    capFloors =
        new long[] {
          capFloor(config, JobOptions.CAP_LIKES),
          capFloor(config, JobOptions.CAP_BARRAGES),
          capFloor(config, JobOptions.CAP_CLICKS),
          capFloor(config, JobOptions.CAP_SHARES)
        };
    streakCloseMillis = millis(config, JobOptions.STREAK_CLOSE);
    streakMemoryMillis = millis(config, JobOptions.STREAK_MEMORY);
    promoCodes = config.get(JobOptions.PROMO_CODES).intValue();
    markIds = config.get(JobOptions.MARK_IDS).intValue();
    sliceMarks = config.get(JobOptions.SLICE_MARKS).intValue();
    buckets = config.get(JobOptions.BUCKETS).intValue();

    if (windowMillis % sliceMillis != 0 || windowMillis / sliceMillis > 3_600) {
      throw new OptionException(
          "--window",
          text(windowMillis),
          "a whole number of slices of " + text(sliceMillis) + ", from 1 to 3600 of them");
    }
    windowSlices = (int) (windowMillis / sliceMillis);
    long leastDormancy = windowMillis + presenceMillis + sliceMillis;
    if (dormancyMillis < leastDormancy) {
      throw new OptionException(
          "--dormancy",
          text(dormancyMillis),
          "window + presence + slice (" + text(leastDormancy) + ") or more");
    }
    long leastSilence = Math.max(dormancyMillis, fingerprintMillis);
    if (silenceMillis < leastSilence || silenceMillis > ENDED_MILLIS) {
      throw new OptionException(
          "--silence",
          text(silenceMillis),
          "from " + text(leastSilence) + " (dormancy, and the longest duplicate window) to 24h");
    }
    if (streakMemoryMillis < streakCloseMillis + sliceMillis
        || streakMemoryMillis > silenceMillis) {
      throw new OptionException(
          "--streak-memory",
          text(streakMemoryMillis),
          "from streak-close + slice ("
              + text(streakCloseMillis + sliceMillis)
              + ") to silence ("
              + text(silenceMillis)
              + ")");
    }
  }

  /**
   * The rules of a configuration.
   *
   * @throws OptionException where options do not fit each other
   */
  public static Rules of(JobConfig config) {
    return new Rules(config);
  }

  /** What state is bound to, for people: the slice, the window and the number of buckets. */
  public String layout() {
    return "slice " + text(sliceMillis) + ", window " + text(windowMillis) + ", buckets " + buckets;
  }

  /** The number of the slice that holds an instant. */
  public long sliceOf(long time) {
    return Math.floorDiv(time, sliceMillis);
  }

  /** The end of the slice that holds an instant. */
  public long sliceEndOf(long time) {
    return (sliceOf(time) + 1) * sliceMillis;
  }

  /** The first slice end at or after an instant. */
  public long firstSliceEndFrom(long time) {
    return sliceEndOf(time - 1);
  }

  private long capFloor(JobConfig config, Option<Long> perSecond) {
    return config.get(perSecond) * sliceMillis / 1_000;
  }

  private static long millis(JobConfig config, Option<Duration> option) {
    return config.get(option).toMillis();
  }

  private static String text(long millis) {
    return Option.format(Duration.ofMillis(millis));
  }
}
