package io.livegauge.job.reference;

import io.livegauge.measure.Interaction;

/**
 * The bracketed constants of the semantics, all times in ms. {@link #DEFAULTS} are the contract's;
 * the {@code with…} methods give copies with others.
 *
 * @param sliceMillis length of a slice
 * @param windowMillis length of the window, a whole number of slices
 * @param dormancyMillis quiet time after which slice ends get no record
 * @param silenceMillis quiet time that ends a session; a user is remembered for less than this
 * @param endedForMillis how long after an end by {@code stream_end} a stream takes no events
 * @param presenceMillis how long a viewer is present after an event
 * @param duplicateIdMillis an eventId repeats within this
 * @param duplicateBarrageMillis a text repeats within this
 * @param duplicateClickMillis a product click repeats within this
 * @param duplicateCartMillis a cart add repeats within this
 * @param duplicateAdMillis an impression or an ad click repeats within this
 * @param orphanClickMillis an ad click needs an impression within this
 * @param accessMillis what logins and logouts are counted over
 * @param loginLimit accepted logins that make the next one abnormal
 * @param logoutLimit accepted logouts that make the next one abnormal
 * @param maxQuantity largest quantity of a cart add
 * @param maxAmount largest amount of an order, minor units
 * @param minOrders orders in range from which on the median rule holds
 * @param orderHistory how many orders in range the median rule looks back
 * @param orderDeviations how many deviations an order may lie off the median
 * @param ratingPresenceMillis presence that makes a rating trustworthy
 * @param capDeviations how many deviations a count may lie over the median
 * @param likeFloor lowest cap of likes, per second of slice; the other floors likewise
 * @param streakCloseMillis quiet time after which a streak's gifts are booked
 * @param streakMemoryMillis quiet time after which a streakId is another streak
 * @param maxPromotions promotion codes that a summary names
 */
public record ReferenceOptions(
    long sliceMillis,
    long windowMillis,
    long dormancyMillis,
    long silenceMillis,
    long endedForMillis,
    long presenceMillis,
    long duplicateIdMillis,
    long duplicateBarrageMillis,
    long duplicateClickMillis,
    long duplicateCartMillis,
    long duplicateAdMillis,
    long orphanClickMillis,
    long accessMillis,
    int loginLimit,
    int logoutLimit,
    int maxQuantity,
    long maxAmount,
    int minOrders,
    int orderHistory,
    int orderDeviations,
    long ratingPresenceMillis,
    int capDeviations,
    long likeFloor,
    long barrageFloor,
    long clickFloor,
    long shareFloor,
    long streakCloseMillis,
    long streakMemoryMillis,
    int maxPromotions) {

  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  /** The contract's defaults. */
  public static final ReferenceOptions DEFAULTS =
      new ReferenceOptions(
          5 * SECOND,
          300 * SECOND,
          10 * MINUTE,
          6 * HOUR,
          24 * HOUR,
          60 * SECOND,
          10 * MINUTE,
          10 * SECOND,
          SECOND,
          10 * MINUTE,
          10 * MINUTE,
          10 * MINUTE,
          60 * SECOND,
          10,
          5,
          50,
          10_000_000,
          30,
          1_000,
          6,
          30 * SECOND,
          6,
          20,
          1,
          3,
          1,
          30 * SECOND,
          10 * MINUTE,
          200);

  /** Refuses what a job refuses at its start. */
  public ReferenceOptions {
    if (sliceMillis <= 0 || windowMillis <= 0 || windowMillis % sliceMillis != 0) {
      throw new IllegalArgumentException(
          "window " + windowMillis + " is not a whole number of slices of " + sliceMillis);
    }
    if (silenceMillis > endedForMillis) {
      throw new IllegalArgumentException(
          "silence " + silenceMillis + " is longer than ended-for " + endedForMillis);
    }
    if (dormancyMillis < windowMillis + presenceMillis + sliceMillis) {
      throw new IllegalArgumentException(
          "dormancy " + dormancyMillis + " is shorter than window + presence + slice");
    }
  }

  /** A copy with another slice and window. */
  public ReferenceOptions withSlices(long slice, long window) {
    return copy(slice, window, dormancyMillis, silenceMillis, endedForMillis);
  }

  /** A copy with other quiet times of a session. */
  public ReferenceOptions withSession(long dormancy, long silence, long endedFor) {
    return copy(sliceMillis, windowMillis, dormancy, silence, endedFor);
  }

  private ReferenceOptions copy(
      long slice, long window, long dormancy, long silence, long endedFor) {
    return new ReferenceOptions(
        slice,
        window,
        dormancy,
        silence,
        endedFor,
        presenceMillis,
        duplicateIdMillis,
        duplicateBarrageMillis,
        duplicateClickMillis,
        duplicateCartMillis,
        duplicateAdMillis,
        orphanClickMillis,
        accessMillis,
        loginLimit,
        logoutLimit,
        maxQuantity,
        maxAmount,
        minOrders,
        orderHistory,
        orderDeviations,
        ratingPresenceMillis,
        capDeviations,
        likeFloor,
        barrageFloor,
        clickFloor,
        shareFloor,
        streakCloseMillis,
        streakMemoryMillis,
        maxPromotions);
  }

  /** The lowest cap of a kind, for one slice. */
  long floor(Interaction kind) {
    long perSecond =
        switch (kind) {
          case LIKE -> likeFloor;
          case BARRAGE -> barrageFloor;
          case CLICK -> clickFloor;
          case SHARE -> shareFloor;
        };
    return perSecond * sliceMillis / SECOND;
  }
}
