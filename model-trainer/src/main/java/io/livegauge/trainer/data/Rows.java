package io.livegauge.trainer.data;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of one side of a split, as learners and measures see them: by session, and in a session by
 * time.
 *
 * @param inputs one row a window or a table's line, 14 normalised numbers from 0 to 1, in the order
 *     of the indicators
 * @param targets of each row; 0 to 1 but where a held-out one lies beyond the training bounds
 * @param sessions of each row the place of its session in {@code categories}
 * @param categories of each session; null where it has none
 * @param progress of each row the share of its session that had passed, above 0, up to 1: that of
 *     its windows, so that hours of silence before an end do not count; NaN where rows have no time
 */
public record Rows(
    double[][] inputs,
    double[] targets,
    int[] sessions,
    List<String> categories,
    double[] progress) {

  /** Rows without anything. */
  public static final Rows NONE =
      new Rows(new double[0][], new double[0], new int[0], List.of(), new double[0]);

  /** How many there are. */
  public int size() {
    return targets.length;
  }

  /** How many sessions they are of. */
  public int sessionCount() {
    return categories.size();
  }

  /** Some of the rows, in the order asked for; sessions keep their places. */
  public Rows at(int[] places) {
    double[][] someInputs = new double[places.length][];
    double[] someTargets = new double[places.length];
    int[] someSessions = new int[places.length];
    double[] someProgress = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      someInputs[i] = inputs[places[i]];
      someTargets[i] = targets[places[i]];
      someSessions[i] = sessions[places[i]];
      someProgress[i] = progress[places[i]];
    }
    return new Rows(someInputs, someTargets, someSessions, categories, someProgress);
  }

  /** The rows of the sessions that are marked, in their order; sessions keep their places. */
  public Rows ofSessions(boolean[] marked) {
    int[] places = new int[size()];
    int count = 0;
    for (int row = 0; row < places.length; row++) {
      if (marked[sessions[row]]) {
        places[count++] = row;
      }
    }
    return at(Arrays.copyOf(places, count));
  }
}
