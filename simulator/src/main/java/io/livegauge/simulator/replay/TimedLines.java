package io.livegauge.simulator.replay;

import java.io.Closeable;
import java.io.IOException;

/** The lines of a recording, once, in the order of their event times. */
public interface TimedLines extends Closeable {

  /** How a recording is opened, when its turn has come. */
  @FunctionalInterface
  interface Opening {
    TimedLines open() throws IOException;
  }

  /** How many there are in all. */
  long size();

  /** Goes to the next line; false where there is none. */
  boolean advance() throws IOException;

  /** Event time of the line at hand, epoch milliseconds. */
  long time();

  /** Bytes of the line at hand, without a line end. */
  byte[] line() throws IOException;
}
