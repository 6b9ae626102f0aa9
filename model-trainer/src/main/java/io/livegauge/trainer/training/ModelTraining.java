package io.livegauge.trainer.training;

import io.livegauge.model.Network;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.evaluation.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** Trains the network on a data set and measures it. */
public final class ModelTraining {
  private final NetworkTrainer.Progress progress;

  /**
   * Sets up training; it can be done any number of times.
   *
   * @param progress hears of every epoch
   */
  public ModelTraining(NetworkTrainer.Progress progress) {
    this.progress = progress;
  }

  /**
   * Trains a model. Writes nothing.
   *
   * @throws TrainingException where training fails
   */
  public TrainedModel train(Dataset data, TrainingOptions options) throws TrainingException {
    List<Epoch> course = new ArrayList<>();
    NetworkTrainer.Progress listener =
        (epoch, epochs, rmse) -> {
          course.add(new Epoch(epoch, rmse * rmse, Double.NaN, Double.NaN, Double.NaN));
          progress.epoch(epoch, epochs, rmse);
        };
    MultiLayerNetwork trained =
        new NetworkTrainer(options, listener)
            .train(data.training().inputs(), data.training().targets());
    Network network = PlainNetwork.of(trained);
    return new TrainedModel(
        data,
        options,
        network,
        zip(trained),
        List.copyOf(course),
        measure(network, data.heldOut()));
  }

  private static byte[] zip(MultiLayerNetwork network) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, out, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Metrics measure(Network network, Rows rows) {
    double[] predictions = new double[rows.size()];
    for (int row = 0; row < predictions.length; row++) {
      predictions[row] = network.output(rows.inputs()[row]);
    }
    return Metrics.of(predictions, rows.targets());
  }
}
