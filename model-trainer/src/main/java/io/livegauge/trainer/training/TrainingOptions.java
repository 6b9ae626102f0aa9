package io.livegauge.trainer.training;

/**
 * How the network is trained. The defaults are the study's.
 *
 * @param seed of weights and of the order of rows
 * @param epochs passes over the training rows, at most; 1 to 100,000
 * @param batch rows of a step, 1 to 1,000,000
 * @param learningRate of Adam, above 0, at most 1
 * @param hidden neurons of the hidden layer, 1 to 1,000
 * @param patience epochs without a better loss on the watched rows after which training stops; 0
 *     for never
 * @param threads of the library, 1 to 64
 */
public record TrainingOptions(
    long seed, int epochs, int batch, double learningRate, int hidden, int patience, int threads) {
  public static final TrainingOptions DEFAULTS = new TrainingOptions(1, 100, 20, 0.001, 5);

  public TrainingOptions {
    require(epochs >= 1 && epochs <= 100_000, "epochs", epochs);
    require(batch >= 1 && batch <= 1_000_000, "batch", batch);
    require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate);
    require(hidden >= 1 && hidden <= 1_000, "hidden", hidden);
    require(patience >= 0 && patience <= 100_000, "patience", patience);
    require(threads >= 1 && threads <= 64, "threads", threads);
  }

  /** Without early stopping, on one thread. */
  public TrainingOptions(long seed, int epochs, int batch, double learningRate, int hidden) {
    this(seed, epochs, batch, learningRate, hidden, 0, 1);
  }

  /** The same with another seed. */
  public TrainingOptions withSeed(long other) {
    return new TrainingOptions(other, epochs, batch, learningRate, hidden, patience, threads);
  }

  /** The same with another hidden size. */
  public TrainingOptions withHidden(int other) {
    return new TrainingOptions(seed, epochs, batch, learningRate, other, patience, threads);
  }

  /** Weights and biases of a network with so many inputs. */
  public int parameters(int inputs) {
    return hidden * (inputs + 1) + hidden + 1;
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
  }
}
