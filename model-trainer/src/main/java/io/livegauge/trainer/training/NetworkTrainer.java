package io.livegauge.trainer.training;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.statistics.Shuffle;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
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
  private static final int AT_ONCE = 1_000;

  private final TrainingOptions options;
  private final Progress progress;
  private final Architecture architecture;

  /**
   * Sets up a trainer of the study's network; one can train any number of them, one after the
   * other.
   *
   * @param progress hears of every epoch
   */
  public NetworkTrainer(TrainingOptions options, Progress progress) {
    this(options, progress, Architecture.BACK_PROPAGATION);
  }

  /**
   * Sets up a trainer of another network, which is trained in the same way, with the same loss,
   * optimiser, centring and order of rows.
   */
  public NetworkTrainer(TrainingOptions options, Progress progress, Architecture architecture) {
    this.architecture = architecture;
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
   * @return the network, which takes inputs from 0 to 1, but for an architecture that stays centred
   */
  MultiLayerNetwork train(double[][] inputs, double[] targets, Watch watch)
      throws TrainingException {
    useThreads(options.threads());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(inputs[0].length));
    network.init();
    int[] order = Shuffle.inOrder(inputs.length);
    Random random = new Random(options.seed());
    boolean goesOn = true;
    for (int epoch = 1; goesOn && epoch <= options.epochs(); epoch++) {
      Shuffle.shuffle(order, random);
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
    if (!architecture.staysCentred()) {
      PlainNetwork.fold(network);
    }
    return network;
  }

  private MultiLayerConfiguration configuration(int inputs) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(options.seed())
            .dataType(DataType.DOUBLE)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(options.learningRate()))
            .list();
    architecture.hidden(options, inputs).forEach(layers::layer);
    return layers
        .layer(
            new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build())
        .setInputType(architecture.inputType(inputs))
        .build();
  }

  /** One step on the rows order[from] to order[to − 1]; the mean squared error before it. */
  private double step(
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
      centre(inputs[order[from + i]], x, i * columns);
      y[i] = targets[order[from + i]];
    }
    try (INDArray features = Nd4j.create(x, architecture.shape(rows, columns), DataType.DOUBLE);
        INDArray labels = matrix(y, rows, 1)) {
      network.fit(features, labels);
    }
    return network.score();
  }

  /** Puts inputs from 0 to 1 into an array as inputs from −1 to 1. */
  private static void centre(double[] inputs, double[] target, int from) {
    for (int column = 0; column < inputs.length; column++) {
      target[from + column] = 2 * inputs[column] - 1;
    }
  }

  /**
   * What a network that it has trained makes of rows.
   *
   * @param inputs from 0 to 1, at least one row
   */
  public double[] predict(MultiLayerNetwork network, double[][] inputs) {
    int columns = inputs[0].length;
    double[] predictions = new double[inputs.length];
    for (int from = 0; from < inputs.length; from += AT_ONCE) {
      int rows = Math.min(AT_ONCE, inputs.length - from);
      double[] x = new double[rows * columns];
      for (int row = 0; row < rows; row++) {
        if (architecture.staysCentred()) {
          centre(inputs[from + row], x, row * columns);
        } else {
          System.arraycopy(inputs[from + row], 0, x, row * columns, columns);
        }
      }
      try (INDArray features = Nd4j.create(x, architecture.shape(rows, columns), DataType.DOUBLE)) {
        double[] outputs = network.output(features).ravel().toDoubleVector();
        System.arraycopy(outputs, 0, predictions, from, rows);
      }
    }
    return predictions;
  }

  static INDArray matrix(double[] values, int rows, int columns) {
    return Nd4j.create(values, new long[] {rows, columns}, DataType.DOUBLE);
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
