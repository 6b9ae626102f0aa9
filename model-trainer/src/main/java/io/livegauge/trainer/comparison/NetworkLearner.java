package io.livegauge.trainer.comparison;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.training.Architecture;
import io.livegauge.trainer.training.NetworkTrainer;
import io.livegauge.trainer.training.TrainingOptions;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;

/**
 * A network of Deeplearning4j's, trained by the trainer's own loop: with the same options, order of
 * rows, loss and optimiser, so that nothing but the layers differs.
 */
final class NetworkLearner implements Learner {
  /** The name of the study's network, with which all others are compared. */
  static final String BACK_PROPAGATION = "bpnn";

  private static final int FILTERS = 8;
  private static final int WIDTH = 3;

  /** The indicators as a line, over which filters slide. */
  private static final Architecture CONVOLUTIONAL =
      new Architecture() {
        @Override
        public List<Layer> hidden(TrainingOptions options, int inputs) {
          return List.of(
              new ConvolutionLayer.Builder(WIDTH, 1)
                  .nIn(1)
                  .nOut(FILTERS)
                  .convolutionMode(ConvolutionMode.Same)
                  .activation(Activation.RELU)
                  .build(),
              new DenseLayer.Builder().nOut(options.hidden()).activation(Activation.TANH).build());
        }

        @Override
        public InputType inputType(int inputs) {
          return InputType.convolutional(inputs, 1, 1);
        }

        @Override
        public long[] shape(int rows, int inputs) {
          return new long[] {rows, 1, inputs, 1};
        }
      };

  private final String name;
  private final String description;
  private final Architecture architecture;
  private final TrainingOptions options;

  private NetworkLearner(
      String name, String description, Architecture architecture, TrainingOptions options) {
    this.name = name;
    this.description = description;
    this.architecture = architecture;
    this.options = options;
  }

  /** The study's network. */
  static Learner backPropagation(TrainingOptions options) {
    return new NetworkLearner(
        BACK_PROPAGATION,
        "the study's network, 14-" + options.hidden() + "-1",
        Architecture.BACK_PROPAGATION,
        options);
  }

  /** Filters over neighbouring indicators. */
  static Learner convolutional(TrainingOptions options) {
    return new NetworkLearner(
        "cnn",
        FILTERS
            + " filters over "
            + WIDTH
            + " neighbouring indicators (ReLU), then "
            + options.hidden()
            + " neurons (tanh)",
        CONVOLUTIONAL,
        options);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean isSeeded() {
    return true;
  }

  @Override
  public Predictor fit(Rows training, long seed) throws TrainingException {
    NetworkTrainer trainer =
        new NetworkTrainer(options.withSeed(seed), NetworkTrainer.Progress.NONE, architecture);
    MultiLayerNetwork trained = trainer.train(training.inputs(), training.targets());
    return new Predictor() {
      @Override
      public double[] predict(double[][] inputs) {
        return trainer.predict(trained, inputs);
      }

      @Override
      public int parameters() {
        return (int) trained.numParams();
      }
    };
  }
}
