package io.livegauge.trainer.training;

import io.livegauge.model.Network;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.data.Split;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.evaluation.Predictions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Trains the network on a data set and measures it. Without patience every epoch is run, and the
 * rows watched on the way are the held-out ones, by which nothing is chosen. With patience a part
 * of the training sessions is watched instead, and the held-out ones stay untouched to the end.
 */
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
    Rows learned = data.training();
    Rows watched = data.heldOut();
    Split watch = null;
    if (options.patience() > 0) {
      watch = watch(data);
      learned = data.training().ofSessions(watch.training());
      watched = data.training().ofSessions(watch.heldOut());
    }
    Course course = new Course(options, learned, watched, progress);
    MultiLayerNetwork trained =
        new NetworkTrainer(options, NetworkTrainer.Progress.NONE)
            .train(learned.inputs(), learned.targets(), course);
    Network network = PlainNetwork.of(trained);
    return new TrainedModel(
        data,
        options,
        network,
        zip(trained),
        course.epochs(),
        watch == null
            ? null
            : new EarlyStopping(course.taken(), watch.trainingCount(), watch.heldOutCount()),
        null,
        Metrics.of(Predictions.of(network, data.heldOut().inputs()), data.heldOut().targets()));
  }

  private static Split watch(Dataset data) throws TrainingException {
    try {
      return data.watch();
    } catch (TrainingException e) {
      throw new TrainingException(
          "early stopping watches an eighth of the training sessions, but " + e.getMessage(), e);
    }
  }

  private static byte[] zip(MultiLayerNetwork network) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelSerializer.writeModel(network, out, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
