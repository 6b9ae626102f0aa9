package io.livegauge.job.cleaning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A gift streak of one user: the largest frame so far, and how many of its gifts are booked. */
final class Streak {
  long largest;
  long unitValue;
  long booked;
  long lastFrame;

  /** Takes in a frame: of equal counts the larger unit value holds. */
  void frame(long time, long repeatCount, long frameUnitValue) {
    if (repeatCount > largest) {
      largest = repeatCount;
      unitValue = frameUnitValue;
    } else if (repeatCount == largest) {
      unitValue = Math.max(unitValue, frameUnitValue);
    }
    lastFrame = time;
  }

  Streak copy() {
    Streak copy = new Streak();
    copy.largest = largest;
    copy.unitValue = unitValue;
    copy.booked = booked;
    copy.lastFrame = lastFrame;
    return copy;
  }

  /** Gifts seen and not yet booked. */
  long open() {
    return Math.max(0, largest - booked);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(largest);
    out.writeLong(unitValue);
    out.writeLong(booked);
    out.writeLong(lastFrame);
  }

  static Streak read(DataInput in) throws IOException {
    Streak streak = new Streak();
    streak.largest = in.readLong();
    streak.unitValue = in.readLong();
    streak.booked = in.readLong();
    streak.lastFrame = in.readLong();
    return streak;
  }
}
