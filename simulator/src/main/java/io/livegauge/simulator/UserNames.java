package io.livegauge.simulator;

import java.math.BigInteger;

/**
 * Names of the run's users. One platform's population serves all rooms; within a room no name comes
 * twice, so nobody who is new in a room was there before.
 */
final class UserNames {
  private final long population;
  private final long stride;

  UserNames(SimulationConfig config) {
    // Whoever is named has a record or two of their own, so this never runs out.
    long records = (long) (config.ratePerSecond() * config.durationMillis() / 1000);
    this.population = BigInteger.valueOf(2 * records + 100_000).nextProbablePrime().longValue();
    // Below 2^20, so that the product with any number of the population stays within 64 bits.
    this.stride = 1 + (SeededRandom.mix(config.seed()) >>> 44) % (population - 1);
  }

  /** The n-th user of a room: multiples of any stride hit each of a prime number once. */
  String name(int room, long n) {
    long offset = (SeededRandom.mix(room + 7L) >>> 24) % population;
    return "u" + (offset + n * stride) % population;
  }
}
