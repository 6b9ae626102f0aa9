package io.livegauge.simulator.table;

/**
 * What table to make. Equal options give equal bytes.
 *
 * @param seed any number. A table of one seed begins with the rows of a shorter one, and its
 *     indicators do not depend on noise and signal
 * @param rows sessions, 1 to 1,000,000
 * @param noise standard deviation of the Gaussian noise, in points of the target, 0 to 100
 * @param signal by how much the function counts, from 0, where the target is noise alone, to 1
 */
public record SessionTableOptions(long seed, int rows, double noise, double signal) {
  /** As many as the study has. */
  public static final int DEFAULT_ROWS = 500;

  /** Five points. */
  public static final double DEFAULT_NOISE = 5;

  /** Checks every part; the message of an error names the part, its value and what is allowed. */
  public SessionTableOptions {
    if (rows < 1 || rows > 1_000_000) {
      throw new IllegalArgumentException("rows is " + rows + ": 1 to 1000000 is allowed");
    }
    if (!(noise >= 0 && noise <= 100)) {
      throw new IllegalArgumentException("noise is " + noise + ": 0 to 100 is allowed");
    }
    if (!(signal >= 0 && signal <= 1)) {
      throw new IllegalArgumentException("signal is " + signal + ": 0 to 1 is allowed");
    }
  }

  /** 500 rows with seed 1 and a noise of five points. */
  public static SessionTableOptions standard() {
    return new SessionTableOptions(1, DEFAULT_ROWS, DEFAULT_NOISE, 1);
  }
}
