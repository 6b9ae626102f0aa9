package io.livegauge.trainer.training;

import io.livegauge.model.Network;
import io.livegauge.trainer.data.Rows;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Measures the network after every epoch. With patience it also stops training and keeps the
 * network of the best epoch: the first of those with the smallest loss on the watched rows.
 */
final class Course implements NetworkTrainer.Watch {
  /** A prediction is right where it is this near to the target. */
  private static final double NEAR = 0.05;

  private final TrainingOptions options;
  private final Rows learned;
  private final Rows watched;
  private final NetworkTrainer.Progress progress;
  private final List<Epoch> epochs = new ArrayList<>();
  private Epoch best;
  private INDArray bestParameters;

  Course(TrainingOptions options, Rows learned, Rows watched, NetworkTrainer.Progress progress) {
    this.options = options;
    this.learned = learned;
    this.watched = watched;
    this.progress = progress;
  }

  /** What the network does on some rows. */
  private record Measured(double loss, double accuracy) {
    static Measured of(Network network, Rows rows) {
      double squared = 0;
      int near = 0;
      for (int row = 0; row < rows.size(); row++) {
        double error = network.output(rows.inputs()[row]) - rows.targets()[row];
        squared += error * error;
        near += Math.abs(error) <= NEAR ? 1 : 0;
      }
      return new Measured(squared / rows.size(), (double) near / rows.size());
    }
  }

  @Override
  public boolean goesOn(int number, double trainingLoss, MultiLayerNetwork network) {
    Network plain = PlainNetwork.ofCentred(network);
    Measured onWatched = Measured.of(plain, watched);
    Epoch epoch =
        new Epoch(
            number,
            trainingLoss,
            onWatched.loss(),
            Measured.of(plain, learned).accuracy(),
            onWatched.accuracy());
    epochs.add(epoch);
    progress.epoch(epoch, options.epochs());
    if (options.patience() == 0) {
      return true;
    }
    if (best == null || epoch.validationLoss() < best.validationLoss()) {
      best = epoch;
      bestParameters = network.params().dup();
    }
    return number - best.epoch() < options.patience();
  }

  /** Puts back what the best epoch left; without patience the last one stays. */
  @Override
  public void done(MultiLayerNetwork network) {
    if (best != null) {
      network.setParams(bestParameters);
    }
  }

  /** One entry an epoch that was run. */
  List<Epoch> epochs() {
    return List.copyOf(epochs);
  }

  /** The epoch whose network it is. */
  int taken() {
    return best == null ? epochs.size() : best.epoch();
  }
}
