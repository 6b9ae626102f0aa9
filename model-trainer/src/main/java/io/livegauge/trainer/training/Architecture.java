package io.livegauge.trainer.training;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** What stands between a network's inputs and its one sigmoid output. */
public interface Architecture {
  /** The study's network: one hidden layer, of 5 neurons where nothing else is asked for. */
  Architecture BACK_PROPAGATION =
      new Architecture() {
        @Override
        public List<Layer> hidden(TrainingOptions options, int inputs) {
          return List.of(
              new DenseLayer.Builder()
                  .nIn(inputs)
                  .nOut(options.hidden())
                  .activation(Activation.TANH)
                  .build());
        }

        @Override
        public InputType inputType(int inputs) {
          return InputType.feedForward(inputs);
        }

        @Override
        public boolean staysCentred() {
          return false;
        }

        @Override
        public long[] shape(int rows, int inputs) {
          return new long[] {rows, inputs};
        }
      };

  /** The layers before the output, for so many inputs; made anew for every network. */
  List<Layer> hidden(TrainingOptions options, int inputs);

  /** What the first of them takes. */
  InputType inputType(int inputs);

  /**
   * Whether the network that comes out takes inputs from −1 to 1, as it does while it learns. The
   * study's does not: there that is folded into its weights.
   */
  default boolean staysCentred() {
    return true;
  }

  /** How rows of inputs lie in an array, the last index fastest. */
  long[] shape(int rows, int inputs);
}
