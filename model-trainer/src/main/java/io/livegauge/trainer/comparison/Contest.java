package io.livegauge.trainer.comparison;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.evaluation.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Lets learners learn from the same rows and measures them on the same held-out ones. Predictions
 * are clipped to 0..1 for all of them, as the job clips its score.
 */
public final class Contest {
  /** So that the first to learn does not pay for loading libraries and compiling. */
  private static final int WARM_UP_ROWS = 40;

  private final List<Learner> learners;
  private final Progress progress;
  private final LongSupplier nanos;

  /**
   * Sets up a contest.
   *
   * @param learners at least one, with different names
   * @param progress hears of every run
   * @param nanos a clock that only goes forward
   */
  public Contest(List<Learner> learners, Progress progress, LongSupplier nanos) {
    this.learners = List.copyOf(learners);
    this.progress = progress;
    this.nanos = nanos;
  }

  /** Hears how it goes. */
  @FunctionalInterface
  public interface Progress {
    /** Says nothing. */
    Progress NONE = (done, all, name, run) -> {};

    /**
     * A run ended.
     *
     * @param done how many have ended
     * @param all how many there will be
     */
    void ran(int done, int all, String name, Run run);
  }

  /**
   * Holds the contest: seed by seed, so that whatever else the machine does falls on all alike.
   *
   * @param seeds at least one
   * @throws TrainingException where a learner cannot learn from these rows
   */
  public Comparison hold(Dataset data, List<Long> seeds) throws TrainingException {
    Rows training = data.training();
    Rows heldOut = data.heldOut();
    warmUp(training, seeds.get(0));
    List<List<Run>> runs = new ArrayList<>();
    int[] parameters = new int[learners.size()];
    double[][] predictions = new double[learners.size()][];
    double[][] squaredErrors = new double[learners.size()][heldOut.size()];
    learners.forEach(learner -> runs.add(new ArrayList<>()));
    int done = 0;
    for (long seed : seeds) {
      for (int i = 0; i < learners.size(); i++) {
        long begun = nanos.getAsLong();
        Predictor predictor = learners.get(i).fit(training, seed);
        double seconds = (nanos.getAsLong() - begun) / 1e9;
        double[] predicted = clipped(predictor.predict(heldOut.inputs()));
        for (int row = 0; row < predicted.length; row++) {
          double error = predicted[row] - heldOut.targets()[row];
          squaredErrors[i][row] += error * error / seeds.size();
        }
        if (runs.get(i).isEmpty()) {
          predictions[i] = predicted;
          parameters[i] = predictor.parameters();
        }
        Run run = new Run(seed, Metrics.of(predicted, heldOut.targets()), seconds);
        runs.get(i).add(run);
        progress.ran(++done, seeds.size() * learners.size(), learners.get(i).name(), run);
      }
    }
    List<Contender> contenders = new ArrayList<>();
    for (int i = 0; i < learners.size(); i++) {
      Learner learner = learners.get(i);
      contenders.add(
          new Contender(
              learner.name(),
              learner.description(),
              learner.isSeeded(),
              parameters[i],
              List.copyOf(runs.get(i)),
              predictions[i],
              squaredErrors[i]));
    }
    return new Comparison(
        data.summary(), training, heldOut, List.copyOf(seeds), List.copyOf(contenders));
  }

  private void warmUp(Rows training, long seed) throws TrainingException {
    int[] places = new int[Math.min(WARM_UP_ROWS, training.size())];
    // Over all of them, so that several sessions are among them.
    Arrays.setAll(places, i -> (int) ((long) i * training.size() / places.length));
    Rows few = training.at(places);
    for (Learner learner : learners) {
      learner.fit(few, seed).predict(few.inputs());
    }
  }

  private static double[] clipped(double[] predictions) {
    return Arrays.stream(predictions).map(each -> Math.max(0, Math.min(1, each))).toArray();
  }
}
