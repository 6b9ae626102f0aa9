package io.livegauge.trainer.training;

import io.livegauge.trainer.TrainingException;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Trains the study's back-propagation network with Deeplearning4j: one hidden layer and one output,
 * hyperbolic tangent and sigmoid, mean squared error, Adam, minibatches in a new seeded order each
 * epoch. All in doubles and on a fixed number of threads, so that the same rows, options and
 * processor give the same weights.
 *
 * <p>While it learns, the network sees its inputs from −1 to 1 rather than from 0 to 1: around 0
 * all weights of a neuron learn alike, and the study's hundred epochs suffice. Afterwards that is
 * folded into the first layer's weights, so the network that comes out takes inputs from 0 to 1.
 */
public final class NetworkTrainer {
  private final TrainingOptions options;
  private final Progress progress;

  /**
   * Sets up a trainer; one can train any number of networks, one after the other.
   *
   * @param progress hears of every epoch
   */
  public NetworkTrainer(TrainingOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Hears how training goes. */
  @FunctionalInterface
  public interface Progress {
    /** Says nothing. */
    Progress NONE = (epoch, epochs) -> {};

    /**
     * An epoch ended.
     *
     * @param epochs how many there will be, at most
     */
    void epoch(Epoch epoch, int epochs);
  }

  /** Looks at the network after each epoch. */
  @FunctionalInterface
  interface Watch {
    /**
     * An epoch ended.
     *
     * @param trainingLoss mean squared error of the epoch's rows, each before the step that learned
     *     from it
     * @param network that takes inputs from −1 to 1
     * @return whether to go on
     */
    boolean goesOn(int epoch, double trainingLoss, MultiLayerNetwork network);

    /** Training ended; what is put into the network now is what comes of it. */
    default void done(MultiLayerNetwork network) {}
  }

  /**
   * Trains a network for all epochs, whatever comes of it.
   *
   * @param inputs rows of normalised inputs, all of one length
   * @param targets one for each row, 0 to 1
   * @throws TrainingException where the weights do not stay finite
   */
  public MultiLayerNetwork train(double[][] inputs, double[] targets) throws TrainingException {
    return train(
        inputs,
        targets,
        (epoch, loss, network) -> {
          progress.epoch(
              new Epoch(epoch, loss, Double.NaN, Double.NaN, Double.NaN), options.epochs());
          return true;
        });
  }

  /**
   * Trains a network until all epochs are done or the watch has seen enough.
   *
   * @return the network, which takes inputs from 0 to 1
   */
  MultiLayerNetwork train(double[][] inputs, double[] targets, Watch watch)
      throws TrainingException {
    useThreads(options.threads());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(inputs[0].length));
    network.init();
    int[] order = new int[inputs.length];
    for (int row = 0; row < order.length; row++) {
      order[row] = row;
    }
    Random random = new Random(options.seed());
    boolean goesOn = true;
    for (int epoch = 1; goesOn && epoch <= options.epochs(); epoch++) {
      shuffle(order, random);
      double squared = 0;
      for (int from = 0; from < order.length; from += options.batch()) {
        int to = Math.min(order.length, from + options.batch());
        squared += step(network, inputs, targets, order, from, to) * (to - from);
      }
      if (!Double.isFinite(network.params().sumNumber().doubleValue())) {
        throw new TrainingException(
            "the weights did not stay finite at learning rate "
                + options.learningRate()
                + "; a smaller one helps");
      }
      goesOn = watch.goesOn(epoch, squared / order.length, network);
    }
    watch.done(network);
    PlainNetwork.fold(network);
    return network;
  }

  private MultiLayerConfiguration configuration(int inputs) {
    return new NeuralNetConfiguration.Builder()
        .seed(options.seed())
        .dataType(DataType.DOUBLE)
        .weightInit(WeightInit.XAVIER)
        .updater(new Adam(options.learningRate()))
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
        .build();
  }

  /** One step on the rows order[from] to order[to − 1]; the mean squared error before it. */
  private static double step(
      MultiLayerNetwork network,
      double[][] inputs,
      double[] targets,
      int[] order,
      int from,
      int to) {
    int rows = to - from;
    int columns = inputs[0].length;
    double[] x = new double[rows * columns];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      double[] row = inputs[order[from + i]];
      for (int column = 0; column < columns; column++) {
        x[i * columns + column] = 2 * row[column] - 1;
      }
      y[i] = targets[order[from + i]];
    }
    try (INDArray features = matrix(x, rows, columns);
        INDArray labels = matrix(y, rows, 1)) {
      network.fit(features, labels);
    }
    return network.score();
  }

  static INDArray matrix(double[] values, int rows, int columns) {
    return Nd4j.create(values, new long[] {rows, columns}, DataType.DOUBLE);
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int value = order[i];
      order[i] = order[other];
      order[other] = value;
    }
  }

  /**
   * More than one cost more than they bring for so small a network, and a sum that is split over
   * another number of threads rounds otherwise.
   */
  private static void useThreads(int threads) {
    Nd4j.factory();
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    Nd4j.factory().blas().setMaxThreads(threads);
  }
}
