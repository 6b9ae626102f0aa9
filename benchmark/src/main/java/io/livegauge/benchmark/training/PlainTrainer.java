package io.livegauge.benchmark.training;

import io.livegauge.trainer.statistics.Shuffle;
import io.livegauge.trainer.training.TrainingOptions;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * What the trainer's Deeplearning4j does, in plain loops on one thread: one hidden layer of
 * hyperbolic tangents, a sigmoid, mean squared error, Adam, the same rows in the same batches, and
 * the same weights to begin with. Inputs are centred as the trainer centres them.
 */
final class PlainTrainer {
  private static final double MEAN_DECAY = 0.9;
  private static final double VARIANCE_DECAY = 0.999;
  private static final double EPSILON = 1e-8;

  private final TrainingOptions options;
  private final int inputs;
  private final int hidden;
  private final int outputsAt;

  /** Hidden weights neuron by neuron, hidden biases, output weights, output bias. */
  private final double[] parameters;

  private final double[] gradient;
  private final double[] means;
  private final double[] variances;
  private final double[] x;
  private final double[] activations;
  private int step;

  PlainTrainer(TrainingOptions options, int inputs) {
    this.options = options;
    this.inputs = inputs;
    this.hidden = options.hidden();
    this.outputsAt = hidden * (inputs + 1);
    this.parameters = initial(options, inputs);
    this.gradient = new double[parameters.length];
    this.means = new double[parameters.length];
    this.variances = new double[parameters.length];
    this.x = new double[inputs];
    this.activations = new double[hidden];
  }

  /** The weights that Deeplearning4j begins with, for this seed. */
  private static double[] initial(TrainingOptions options, int inputs) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(options.seed())
                .dataType(DataType.DOUBLE)
                .weightInit(WeightInit.XAVIER)
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(options.hidden())
                        .activation(Activation.TANH)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nIn(options.hidden())
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .build());
    network.init();
    double[] flat = new double[options.hidden() * (inputs + 2) + 1];
    for (int neuron = 0; neuron < options.hidden(); neuron++) {
      for (int input = 0; input < inputs; input++) {
        flat[neuron * inputs + input] = network.getLayer(0).getParam("W").getDouble(input, neuron);
      }
      flat[options.hidden() * (inputs + 1) + neuron] =
          network.getLayer(1).getParam("W").getDouble(neuron, 0);
    }
    return flat;
  }

  /**
   * Trains for all epochs.
   *
   * @param rows of inputs from 0 to 1
   * @param targets one a row, 0 to 1
   * @return of each epoch the mean squared error of its rows, each before the step that learned
   *     from it
   */
  double[] train(double[][] rows, double[] targets) {
    double[] losses = new double[options.epochs()];
    int[] order = Shuffle.inOrder(rows.length);
    Random random = new Random(options.seed());
    for (int epoch = 0; epoch < losses.length; epoch++) {
      Shuffle.shuffle(order, random);
      double squared = 0;
      for (int from = 0; from < order.length; from += options.batch()) {
        int to = Math.min(order.length, from + options.batch());
        for (int i = from; i < to; i++) {
          squared += learn(rows[order[i]], targets[order[i]], to - from);
        }
        move();
      }
      losses[epoch] = squared / rows.length;
    }
    return losses;
  }

  /** Adds a row's part of the gradient; the row's squared error. */
  private double learn(double[] row, double target, int batch) {
    for (int i = 0; i < inputs; i++) {
      x[i] = 2 * row[i] - 1;
    }
    double sum = parameters[parameters.length - 1];
    for (int neuron = 0; neuron < hidden; neuron++) {
      double inner = parameters[hidden * inputs + neuron];
      int at = neuron * inputs;
      for (int i = 0; i < inputs; i++) {
        inner += parameters[at + i] * x[i];
      }
      activations[neuron] = Math.tanh(inner);
      sum += parameters[outputsAt + neuron] * activations[neuron];
    }
    double output = 1 / (1 + Math.exp(-sum));
    double error = output - target;
    double bySum = 2 * error / batch * output * (1 - output);
    gradient[gradient.length - 1] += bySum;
    for (int neuron = 0; neuron < hidden; neuron++) {
      gradient[outputsAt + neuron] += bySum * activations[neuron];
      double byInner =
          bySum * parameters[outputsAt + neuron] * (1 - activations[neuron] * activations[neuron]);
      gradient[hidden * inputs + neuron] += byInner;
      int at = neuron * inputs;
      for (int i = 0; i < inputs; i++) {
        gradient[at + i] += byInner * x[i];
      }
    }
    return error * error;
  }

  /** A step of Adam (Kingma and Ba, 2015), as Deeplearning4j writes it. */
  private void move() {
    step++;
    double rate =
        options.learningRate()
            * Math.sqrt(1 - Math.pow(VARIANCE_DECAY, step))
            / (1 - Math.pow(MEAN_DECAY, step));
    for (int i = 0; i < parameters.length; i++) {
      double g = gradient[i];
      means[i] = MEAN_DECAY * means[i] + (1 - MEAN_DECAY) * g;
      variances[i] = VARIANCE_DECAY * variances[i] + (1 - VARIANCE_DECAY) * g * g;
      parameters[i] -= rate * means[i] / (Math.sqrt(variances[i]) + EPSILON);
      gradient[i] = 0;
    }
  }
}
