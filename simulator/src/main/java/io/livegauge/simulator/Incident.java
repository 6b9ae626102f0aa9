package io.livegauge.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that befalls one room for a while, as alerts are to find it. What comes in it is normal
 * or injected like all else, and every record keeps its truth.
 *
 * @param kind what happens
 * @param stream index of the room, from 0
 * @param fromMillis since the start of the run
 * @param durationMillis how long it lasts, above 0
 */
public record Incident(Kind kind, int stream, long fromMillis, long durationMillis) {
  private static final int LEAST_ROOMS = 3;
  private static final long FIRST_MILLIS = 60_000;
  private static final long EVERY_MILLIS = 240_000;
  private static final long LASTING_MILLIS = 180_000;

  /** What can happen. */
  public enum Kind {
    /** The host loses the room: nine of ten things that viewers would do they leave undone. */
    HOST_FALTERS,
    /** Nobody can pay. */
    PAYMENT_DOWN,
    /** Four of five viewers go within seconds, and few come. */
    VIEWERS_LEAVE,
    /** Half of what viewers do is giving gifts. */
    GIFT_WAVE,
    /** Bots flood the room with likes, barrages, clicks and shares, without a pause. */
    BOT_SURGE,
    /** Half of the room's records come twice. */
    FEED_REPEATS,
    /** Nothing of the room reaches Kafka. */
    FEED_DOWN
  }

  /** Checks the parts; the message of an error names the part, its value and what is allowed. */
  public Incident {
    if (stream < 0) {
      throw new IllegalArgumentException("stream is " + stream + ": 0 or more is allowed");
    }
    if (fromMillis < 0) {
      throw new IllegalArgumentException("from is " + fromMillis + " ms: 0 or more is allowed");
    }
    if (durationMillis < 1) {
      throw new IllegalArgumentException(
          "duration is " + durationMillis + " ms: 1 or more is allowed");
    }
  }

  /**
   * Incidents for a run that is to show some: one at a time in some room, the kinds in turn, from
   * the second minute on; none where there are fewer than three rooms. Equal arguments give equal
   * incidents.
   */
  public static List<Incident> inTurn(long seed, int streams, long durationMillis) {
    Kind[] kinds = Kind.values();
    List<Incident> incidents = new ArrayList<>();
    long end = streams < LEAST_ROOMS ? 0 : durationMillis;
    for (long from = FIRST_MILLIS; from < end; from += EVERY_MILLIS) {
      int number = incidents.size();
      int room = (int) Math.floorMod(SeededRandom.mix(seed * 31 + number), (long) streams);
      // Those that nothing has to be learned for come first.
      Kind kind = kinds[(Kind.BOT_SURGE.ordinal() + number) % kinds.length];
      incidents.add(new Incident(kind, room, from, LASTING_MILLIS));
    }
    return incidents;
  }

  /** The end, since the start of the run; exclusive. */
  public long toMillis() {
    return fromMillis + durationMillis;
  }
}
