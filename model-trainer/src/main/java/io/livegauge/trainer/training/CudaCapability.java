package io.livegauge.trainer.training;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compute capability of a GPU, which tells what machine code it runs.
 *
 * <p>The backend (nd4j-cuda-11.6 1.0.0-M2.1) holds machine code for 3.7, 5.0, 5.2, 6.0, 6.1, 7.0,
 * 7.5, 8.0 and 8.6 and none that a driver could translate. Machine code runs on its own capability
 * and on later ones of the same major number: together on everything from 3.7 to 8.9, and on
 * nothing of 9.0 (Hopper) and above.
 */
record CudaCapability(int major, int minor) implements Comparable<CudaCapability> {
  /** The least and the greatest that there are within the range. */
  static final CudaCapability LEAST = new CudaCapability(3, 7);

  static final CudaCapability GREATEST = new CudaCapability(8, 9);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

  /** Reads {@code 8.6}; null where it is nothing of the kind. */
  static CudaCapability of(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? new CudaCapability(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
        : null;
  }

  /** Whether the backend has code for it. */
  boolean isSupported() {
    return compareTo(LEAST) >= 0 && compareTo(GREATEST) <= 0;
  }

  @Override
  public int compareTo(CudaCapability other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
