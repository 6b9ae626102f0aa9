package io.livegauge.trainer.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.model.Network;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.evaluation.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The hidden size that cross-validation finds among the study's m = sqrt(n + l) + a, a = 1 to 10,
 * the root rounded to the nearest integer.
 *
 * @param folds how many there were
 * @param candidates in the order of their sizes
 * @param best the size with the smallest mean error
 * @param chosen the smallest size whose mean error is at most one standard error above the best:
 *     what is no worse as far as can be told, and simpler
 */
public record HiddenSearch(int folds, List<Candidate> candidates, int best, int chosen) {
  private static final int FOLDS = 5;
  private static final int LARGEST_A = 10;

  /**
   * A size that was tried.
   *
   * @param hidden neurons
   * @param loss mean over the folds of the mean squared error on the fold that was not learned from
   * @param standardError of that mean
   */
  public record Candidate(int hidden, double loss, double standardError) {}

  /** Hears how the search goes. */
  @FunctionalInterface
  public interface Progress {
    /** Says nothing. */
    Progress NONE = (done, all, hidden) -> {};

    /**
     * A network was trained.
     *
     * @param hidden its size
     */
    void trained(int done, int all, int hidden);
  }

  /** The sizes that are tried for so many inputs and outputs. */
  static int[] sizes(int inputs, int outputs) {
    int root = (int) Math.round(Math.sqrt(inputs + outputs));
    int[] sizes = new int[LARGEST_A];
    for (int a = 1; a <= LARGEST_A; a++) {
      sizes[a - 1] = root + a;
    }
    return sizes;
  }

  /**
   * Tries all sizes. Folds are made of the training rows alone, and no group (stream) is cut by
   * one; every network runs all epochs.
   *
   * @throws TrainingException where there are fewer than five groups, or training fails
   */
  public static HiddenSearch of(Dataset data, TrainingOptions options, Progress progress)
      throws TrainingException {
    int[] foldOfSession = folds(data.trainingGroups(), data.training(), options.seed());
    int[] sizes = sizes(data.features().size(), 1);
    List<Candidate> candidates = new ArrayList<>();
    int done = 0;
    for (int hidden : sizes) {
      double[] losses = new double[FOLDS];
      for (int fold = 0; fold < FOLDS; fold++) {
        losses[fold] = loss(data.training(), foldOfSession, fold, options.withHidden(hidden));
        done++;
        progress.trained(done, sizes.length * FOLDS, hidden);
      }
      candidates.add(candidate(hidden, losses));
    }
    return choose(FOLDS, candidates);
  }

  private static double loss(Rows rows, int[] foldOfSession, int fold, TrainingOptions options)
      throws TrainingException {
    boolean[] isFold = new boolean[foldOfSession.length];
    boolean[] isOther = new boolean[foldOfSession.length];
    for (int session = 0; session < foldOfSession.length; session++) {
      isFold[session] = foldOfSession[session] == fold;
      isOther[session] = !isFold[session];
    }
    Rows learned = rows.ofSessions(isOther);
    Rows measured = rows.ofSessions(isFold);
    Network network =
        PlainNetwork.of(
            new NetworkTrainer(options, NetworkTrainer.Progress.NONE)
                .train(learned.inputs(), learned.targets()));
    double rmse = Metrics.of(Predictions.of(network, measured.inputs()), measured.targets()).rmse();
    return rmse * rmse;
  }

  /** Groups in a seeded order, each to the fold that has the fewest rows by then. */
  static int[] folds(int[] groups, Rows rows, long seed) throws TrainingException {
    int count = Arrays.stream(groups).max().orElse(-1) + 1;
    if (count < FOLDS) {
      throw new TrainingException(
          "a search by "
              + FOLDS
              + " folds needs training sessions of at least "
              + FOLDS
              + " streams (groups), as none is cut by a fold; there are "
              + count);
    }
    int[] sizes = new int[count];
    for (int session : rows.sessions()) {
      sizes[groups[session]]++;
    }
    int[] order = new int[count];
    for (int group = 0; group < count; group++) {
      order[group] = group;
    }
    Random random = new Random(seed);
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int group = order[i];
      order[i] = order[other];
      order[other] = group;
    }
    int[] foldOf = new int[count];
    long[] filled = new long[FOLDS];
    for (int group : order) {
      int least = 0;
      for (int fold = 1; fold < FOLDS; fold++) {
        least = filled[fold] < filled[least] ? fold : least;
      }
      foldOf[group] = least;
      filled[least] += sizes[group];
    }
    int[] folds = new int[groups.length];
    for (int session = 0; session < folds.length; session++) {
      folds[session] = foldOf[groups[session]];
    }
    return folds;
  }

  private static Candidate candidate(int hidden, double[] losses) {
    double mean = Arrays.stream(losses).average().orElseThrow();
    double squares = 0;
    for (double loss : losses) {
      squares += (loss - mean) * (loss - mean);
    }
    return new Candidate(hidden, mean, Math.sqrt(squares / (losses.length - 1) / losses.length));
  }

  static HiddenSearch choose(int folds, List<Candidate> candidates) {
    Candidate best = candidates.get(0);
    for (Candidate candidate : candidates) {
      best = candidate.loss() < best.loss() ? candidate : best;
    }
    double bound = best.loss() + best.standardError();
    Candidate chosen = best;
    for (Candidate candidate : candidates) {
      if (candidate.loss() <= bound && candidate.hidden() < chosen.hidden()) {
        chosen = candidate;
      }
    }
    return new HiddenSearch(folds, List.copyOf(candidates), best.hidden(), chosen.hidden());
  }

  /** As artifacts keep it. */
  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("folds", folds);
    node.put("best", best);
    node.put("chosen", chosen);
    ArrayNode tried = node.putArray("tried");
    for (Candidate candidate : candidates) {
      tried
          .addObject()
          .put("hidden", candidate.hidden())
          .put("mse", candidate.loss())
          .put("standardError", candidate.standardError());
    }
    return node;
  }
}
