package io.livegauge.job.alert;

import io.livegauge.alert.AlertRule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What alerts remember of one open session: the counts of the last reading, what is usual, shares
 * of late, and where each rule stands. Of fixed size. Mutable, for one thread; it is state of its
 * owner.
 */
final class AlertState {
  private static final int VERSION = 1;
  private static final AlertRule[] RULES = AlertRule.values();

  /** The last reading's slice end; 0 before the first. */
  long windowEnd;

  /** Since when events came without a long pause: windows that begin before it are not whole. */
  long unbrokenSince;

  /** The last slice end by which the session had more valid events than before. */
  long lastEventEnd;

  /** Of the last reading. */
  long modelVersion;

  // Session to date, of the last reading.
  long valid;
  long accepted;
  long rejected;
  long suspect;

  double recentRejected;
  double recentSuspect;

  final Usual score = new Usual();
  final Usual conversion = new Usual();
  final Usual viewers = new Usual();
  final Usual gifts = new Usual();

  private final Watch[] watches = new Watch[RULES.length];

  AlertState() {
    for (int i = 0; i < watches.length; i++) {
      watches[i] = new Watch();
    }
  }

  /** Where a rule stands. */
  Watch watch(AlertRule rule) {
    return watches[rule.ordinal()];
  }

  /**
   * An exponentially weighted mean that is a plain mean at first, and over how long it was made.
   */
  static final class Usual {
    double mean;
    long millis;

    /**
     * Learns one more value.
     *
     * @param stepMillis since the value before
     * @param weight of the value once enough are known, 0 to 1
     */
    void learn(double value, long stepMillis, double weight) {
      millis += stepMillis;
      mean += Math.max(weight, (double) stepMillis / millis) * (value - mean);
    }

    void forget() {
      mean = 0;
      millis = 0;
    }
  }

  /** Where one rule stands. */
  static final class Watch {
    boolean isRaised;

    /** Readings in a row: beyond the threshold while it is not raised, within while it is. */
    int inRow;

    /** The slice end at which it was raised. */
    long since;

    long worst10000;
  }

  void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(windowEnd);
    out.writeLong(unbrokenSince);
    out.writeLong(lastEventEnd);
    out.writeLong(modelVersion);
    out.writeLong(valid);
    out.writeLong(accepted);
    out.writeLong(rejected);
    out.writeLong(suspect);
    out.writeDouble(recentRejected);
    out.writeDouble(recentSuspect);
    for (Usual usual : new Usual[] {score, conversion, viewers, gifts}) {
      out.writeDouble(usual.mean);
      out.writeLong(usual.millis);
    }
    out.writeByte(watches.length);
    for (Watch watch : watches) {
      out.writeBoolean(watch.isRaised);
      out.writeInt(watch.inRow);
      if (watch.isRaised) {
        out.writeLong(watch.since);
        out.writeLong(watch.worst10000);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote, also where it knew fewer rules.
   *
   * @throws IOException for another version, or more rules than there are
   */
  static AlertState read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("alerts of format " + version + "; known: " + VERSION);
    }
    AlertState state = new AlertState();
    state.windowEnd = in.readLong();
    state.unbrokenSince = in.readLong();
    state.lastEventEnd = in.readLong();
    state.modelVersion = in.readLong();
    state.valid = in.readLong();
    state.accepted = in.readLong();
    state.rejected = in.readLong();
    state.suspect = in.readLong();
    state.recentRejected = in.readDouble();
    state.recentSuspect = in.readDouble();
    for (Usual usual : new Usual[] {state.score, state.conversion, state.viewers, state.gifts}) {
      usual.mean = in.readDouble();
      usual.millis = in.readLong();
    }
    int rules = in.readUnsignedByte();
    if (rules > RULES.length) {
      throw new IOException("alerts of " + rules + " rules; known: " + RULES.length);
    }
    for (int i = 0; i < rules; i++) {
      Watch watch = state.watches[i];
      watch.isRaised = in.readBoolean();
      watch.inRow = in.readInt();
      if (watch.isRaised) {
        watch.since = in.readLong();
        watch.worst10000 = in.readLong();
      }
    }
    return state;
  }
}
