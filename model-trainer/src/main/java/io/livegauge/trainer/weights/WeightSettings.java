package io.livegauge.trainer.weights;

/**
 * How weights are measured.
 *
 * @param seed of shuffles, samples and resamples
 * @param shuffles of permutation importance, 2 to 10,000
 * @param mostRows of more rows a sample of so many is taken, 1 or more
 * @param resamples of the bootstrap; 0 for no intervals
 * @param shapleyRows of how many rows exact Shapley values are taken; 0 for none
 */
public record WeightSettings(
    long seed, int shuffles, int mostRows, int resamples, int shapleyRows) {
  /** So that a million windows do not take long. */
  public static final int MOST_ROWS = 5_000;

  /** The least that a report may rest on. */
  public static final int SHUFFLES = 30;

  public WeightSettings {
    require(shuffles >= 2 && shuffles <= 10_000, "shuffles", shuffles);
    require(mostRows >= 1, "mostRows", mostRows);
    require(resamples >= 0, "resamples", resamples);
    require(shapleyRows >= 0, "shapleyRows", shapleyRows);
  }

  /** What artifacts carry: weights and ranks, no intervals. */
  public static WeightSettings forArtifact(long seed) {
    return new WeightSettings(seed, SHUFFLES, MOST_ROWS, 0, 0);
  }

  private static void require(boolean holds, String name, int value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
