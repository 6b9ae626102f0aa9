package io.livegauge.trainer.comparison;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.statistics.Shuffle;
import io.livegauge.trainer.training.TrainingOptions;
import java.util.Arrays;
import java.util.Random;

/**
 * The indicators as a sequence of 14 single numbers, read by LSTM units. Trained as the other
 * networks are: inputs from −1 to 1, squared error, minibatches in a new seeded order each epoch,
 * Adam with its usual constants.
 */
final class RecurrentLearner implements Learner {
  private static final int UNITS = 16;

  // Of Adam (Kingma and Ba 2015), as Deeplearning4j has them.
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double EPSILON = 1e-8;

  private final TrainingOptions options;

  RecurrentLearner(TrainingOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "lstm";
  }

  @Override
  public String description() {
    return UNITS + " LSTM units over the indicators as 14 steps of one number, the last state";
  }

  @Override
  public boolean isSeeded() {
    return true;
  }

  @Override
  public Predictor fit(Rows training, long seed) throws TrainingException {
    double[][] inputs = centred(training.inputs());
    LongShortTermMemory network = new LongShortTermMemory(UNITS, inputs[0].length, seed);
    double[] parameters = network.parameters();
    double[] first = new double[parameters.length];
    double[] second = new double[parameters.length];
    double[] gradient = new double[parameters.length];
    int[] order = Shuffle.inOrder(inputs.length);
    Random random = new Random(seed);
    double firstLeft = 1;
    double secondLeft = 1;
    for (int epoch = 1; epoch <= options.epochs(); epoch++) {
      Shuffle.shuffle(order, random);
      for (int from = 0; from < order.length; from += options.batch()) {
        int to = Math.min(order.length, from + options.batch());
        Arrays.fill(gradient, 0);
        for (int i = from; i < to; i++) {
          network.addGradient(inputs[order[i]], training.targets()[order[i]], gradient);
        }
        // What is left of the zeros that the averages began with.
        firstLeft *= FIRST_DECAY;
        secondLeft *= SECOND_DECAY;
        double rate = options.learningRate() * Math.sqrt(1 - secondLeft) / (1 - firstLeft);
        for (int i = 0; i < parameters.length; i++) {
          double slope = gradient[i] / (to - from);
          first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
          second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
          parameters[i] -= rate * first[i] / (Math.sqrt(second[i]) + EPSILON);
        }
      }
    }
    if (!Double.isFinite(Arrays.stream(parameters).sum())) {
      throw new TrainingException(
          "the weights of lstm did not stay finite at learning rate "
              + options.learningRate()
              + "; a smaller one helps");
    }
    return new Predictor() {
      @Override
      public double[] predict(double[][] rows) {
        return Arrays.stream(centred(rows)).mapToDouble(network::output).toArray();
      }

      @Override
      public int parameters() {
        return parameters.length;
      }
    };
  }

  private static double[][] centred(double[][] inputs) {
    double[][] centred = new double[inputs.length][];
    for (int row = 0; row < inputs.length; row++) {
      centred[row] = Arrays.stream(inputs[row]).map(value -> 2 * value - 1).toArray();
    }
    return centred;
  }
}
