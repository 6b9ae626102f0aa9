package io.livegauge.benchmark.workload;

import java.util.Locale;

/**
 * The events of many live rooms, as a pure function of these values: the same values give the same
 * bytes, and a shorter run of them is the beginning of a longer one.
 *
 * <p>Viewers come, stay in one room for 24 to 103 events, and leave; each acts every {@code viewers
 * / eventsPerSecond} seconds on average and never twice within 1.5 s. One event in twenty is a
 * duplicate: half of them come again byte for byte at most 2 s later, half with the same {@code
 * eventId} and the time at which they come again, at most 5 min later. Apart from these the events
 * break no rule of the contract: none is late or invalid, and none is an outlier, repeats a text or
 * a click, or goes over a cap, with slices of 1 s as with longer ones.
 *
 * @param seed what all draws depend on
 * @param rooms number of streams, 1 or more
 * @param viewers number of viewers at any time, in all rooms together; at least as many as rooms
 * @param eventsPerSecond of event time, duplicates included; 1 to a third of {@code viewers}, so
 *     that a viewer acts every 3 s or less often
 * @param skew exponent of the rooms' sizes: 0 for equal ones, 1 for Zipf's law
 * @param hotShare part of all viewers, and so of all events, in the first room, over what {@code
 *     skew} gives it; 0 for none, below 1
 * @param startMillis event time of the first event, epoch ms
 */
public record Workload(
    long seed,
    int rooms,
    int viewers,
    int eventsPerSecond,
    double skew,
    double hotShare,
    long startMillis) {
  /** A viewer acts at most every so many seconds on average: see {@link WorkloadEvents}. */
  private static final int LEAST_SECONDS = 3;

  private static final long START = 1_700_000_000_000L;

  /** Checks the values; {@link IllegalArgumentException} names the bad one. */
  public Workload {
    require(rooms >= 1, "rooms", rooms, "1 or more");
    require(viewers >= rooms, "viewers", viewers, "the number of rooms (" + rooms + ") or more");
    require(
        eventsPerSecond >= 1 && (long) eventsPerSecond * LEAST_SECONDS <= viewers,
        "eventsPerSecond",
        eventsPerSecond,
        "1 to a third of the viewers (" + viewers / LEAST_SECONDS + ")");
    require(skew >= 0 && skew <= 5, "skew", skew, "0 to 5");
    require(hotShare >= 0 && hotShare < 1, "hotShare", hotShare, "0 or more, below 1");
    require(startMillis >= 1, "startMillis", startMillis, "1 or more");
  }

  /**
   * What the pipeline is measured with: 7,500 events/s from 37,500 viewers in 100 rooms after
   * Zipf's law. 9 million of them take 20 min of event time.
   */
  public static Workload standard() {
    return new Workload(1, 100, 37_500, 7_500, 1, 0, START);
  }

  /** Another seed. */
  public Workload withSeed(long value) {
    return new Workload(value, rooms, viewers, eventsPerSecond, skew, hotShare, startMillis);
  }

  /** Other rooms: their number, the exponent of their sizes, the first one's extra share. */
  public Workload withRooms(int number, double exponent, double share) {
    return new Workload(seed, number, viewers, eventsPerSecond, exponent, share, startMillis);
  }

  /** Another pace: viewers at a time, and events a second. */
  public Workload withPace(int viewersAtATime, int events) {
    return new Workload(seed, rooms, viewersAtATime, events, skew, hotShare, startMillis);
  }

  /** Another beginning, epoch ms. */
  public Workload withStart(long millis) {
    return new Workload(seed, rooms, viewers, eventsPerSecond, skew, hotShare, millis);
  }

  /** The event time of the event of that index, from 0, unless it is one sent again as it was. */
  public long timeOf(long index) {
    return startMillis + index * 1_000 / eventsPerSecond;
  }

  /** The id of a room, from 0: the {@code streamId} of its events. */
  public static String streamId(int room) {
    return String.format(Locale.ROOT, "room-%06d", room);
  }

  /** The events from the first on, without end. */
  public WorkloadEvents events() {
    return new WorkloadEvents(this);
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; allowed: " + allowed);
    }
  }
}
