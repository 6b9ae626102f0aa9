package io.livegauge.trainer.training;

/**
 * How the network is trained. The defaults are the study's.
 *
 * @param seed of weights and of the order of rows
 * @param epochs passes over the training rows, 1 to 100,000
 * @param batch rows of a step, 1 to 1,000,000
 * @param learningRate of Adam, above 0, at most 1
 * @param hidden neurons of the hidden layer, 1 to 1,000
 */
public record TrainingOptions(long seed, int epochs, int batch, double learningRate, int hidden) {
  public static final TrainingOptions DEFAULTS = new TrainingOptions(1, 100, 20, 0.001, 5);

  public TrainingOptions {
    require(epochs >= 1 && epochs <= 100_000, "epochs", epochs);
    require(batch >= 1 && batch <= 1_000_000, "batch", batch);
    require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate);
    require(hidden >= 1 && hidden <= 1_000, "hidden", hidden);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
