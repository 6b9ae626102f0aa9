package io.livegauge.simulator;

/**
 * SplitMix64 with the few distributions that the simulator needs. Written out, and on StrictMath,
 * because the JDK's generators promise no equal sequences between releases.
 */
public final class SeededRandom {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  /**
   * A sequence of its own for each pair.
   *
   * @param stream tells sequences of one seed apart
   */
  public SeededRandom(long seed, long stream) {
    this.state = mix(seed) ^ mix(stream * GAMMA + 1);
  }

  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  long bits() {
    state += GAMMA;
    return mix(state);
  }

  /** Evenly in [0, bound). */
  public int below(int bound) {
    return (int) (((bits() >>> 33) * bound) >>> 31);
  }

  /** Evenly in [low, high], both included; spans up to 2^53. */
  long between(long low, long high) {
    return low + (long) (unit() * (high - low + 1));
  }

  /** Evenly in [0, 1). */
  double unit() {
    return (bits() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Standard normal. */
  public double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }

  /** Log-normal: heavy-tailed around its median. */
  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * gaussian());
  }

  String pick(String[] values) {
    return values[below(values.length)];
  }
}
