package io.livegauge.simulator.table;

import io.livegauge.indicator.Indicator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much an indicator matters to {@link PerformanceFunction}: the mean squared change of its
 * value, without noise, when that indicator is another session's, as a share of the sum over all
 * 14. It is what permutation importance finds of a model that knows the function.
 *
 * @param indicator the one that is exchanged
 * @param share 0 to 1; the 14 add up to 1
 */
public record TrueImportance(Indicator indicator, double share) {
  private static final int SESSIONS = 20_000;
  private static final long SEED = 2026;

  /** All 14, measured on 20,000 sessions that the generator makes, the most important first. */
  public static List<TrueImportance> ranking() {
    return ranking(SEED);
  }

  /** The same on sessions of another seed. */
  static List<TrueImportance> ranking(long seed) {
    SessionGenerator sessions = new SessionGenerator(new SessionTableOptions(seed, 1, 0, 1));
    double[][] inputs = new double[SESSIONS][];
    for (int i = 0; i < SESSIONS; i++) {
      inputs[i] = PerformanceFunction.normalized(sessions.row(i).values());
    }
    double[] changes = new double[Indicator.values().length];
    double sum = 0;
    for (int i = 0; i < SESSIONS; i++) {
      double[] x = inputs[i];
      double performance = PerformanceFunction.ofNormalized(x);
      // Sessions have nothing to do with one another, so any other one will do.
      double[] other = inputs[(i + SESSIONS / 2) % SESSIONS];
      for (int j = 0; j < changes.length; j++) {
        double own = x[j];
        x[j] = other[j];
        double change = PerformanceFunction.ofNormalized(x) - performance;
        x[j] = own;
        changes[j] += change * change;
        sum += change * change;
      }
    }
    List<TrueImportance> ranking = new ArrayList<>();
    for (Indicator indicator : Indicator.values()) {
      ranking.add(new TrueImportance(indicator, changes[indicator.ordinal()] / sum));
    }
    ranking.sort(Comparator.comparingDouble(TrueImportance::share).reversed());
    return List.copyOf(ranking);
  }
}
