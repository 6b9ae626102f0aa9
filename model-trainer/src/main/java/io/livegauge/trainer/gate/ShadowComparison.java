package io.livegauge.trainer.gate;

import io.livegauge.event.Settlement;
import io.livegauge.model.Model;
import io.livegauge.score.ScoreRecord;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.SessionKey;
import io.livegauge.trainer.data.SettledTargets;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.statistics.ClusterBootstrap;
import io.livegauge.trainer.statistics.ClusterBootstrap.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a champion and its challenger did live: the scores that both gave to the same windows,
 * against what the windows' sessions came to. The target is on the challenger's scale, which is the
 * newer one, and the same for both. Takes a store's rows in any order, and each window once; holds
 * about 80 bytes a window that has a shadow score. Not thread-safe.
 */
public final class ShadowComparison {
  private static final double POINTS = 1e6;

  private final SettledTargets targets;
  private final GateRules rules;
  private final Map<SessionKey, SessionKey> sessions = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  /**
   * Begins without any.
   *
   * @param targets none so far
   * @param rules of the bootstrap
   */
  public ShadowComparison(SettledTargets targets, GateRules rules) {
    this.targets = targets;
    this.rules = rules;
  }

  /** A window that both have scored, in units of 0.0001 points. */
  private record Row(
      SessionKey session,
      long windowEnd,
      long champion,
      long challenger,
      long score,
      long shadowScore) {
    /** What is the same window comes together, in an order that does not depend on files. */
    static final Comparator<Row> ORDER =
        Comparator.comparing(Row::session)
            .thenComparingLong(Row::windowEnd)
            .thenComparingLong(Row::champion)
            .thenComparingLong(Row::challenger)
            .thenComparingLong(Row::score)
            .thenComparingLong(Row::shadowScore);

    boolean isSameAs(Row other) {
      return windowEnd == other.windowEnd
          && champion == other.champion
          && challenger == other.challenger
          && session.equals(other.session);
    }
  }

  /** Who did better, by more than the noise. */
  public enum Winner {
    CHAMPION,
    CHALLENGER,
    NEITHER
  }

  /**
   * A champion and a challenger, on the windows that both scored and whose sessions have settled.
   *
   * @param champion version, likewise {@code challenger}
   * @param ofChampion errors of its scores, on the target's scale from 0 to 1
   * @param improvement of the mean squared error, the champion's less the challenger's, with bounds
   *     of the gate's confidence each; null where there is one session only
   */
  public record Pair(
      long champion,
      long challenger,
      int windows,
      int sessions,
      Metrics ofChampion,
      Metrics ofChallenger,
      Interval improvement,
      Winner winner) {}

  /**
   * What came of it all.
   *
   * @param pairs by champion, then by challenger
   * @param windows with a shadow score, each once
   * @param waiting of these, whose sessions have not settled yet
   * @param leftOut of these, whose challenger's artifact is not there
   */
  public record Result(List<Pair> pairs, int windows, int waiting, int leftOut) {
    /** Copies the list. */
    public Result {
      pairs = List.copyOf(pairs);
    }
  }

  /** Finds challengers. */
  @FunctionalInterface
  public interface Challengers {
    /**
     * The model of that version; null where it is not there.
     *
     * @throws TrainingException where it cannot be read
     */
    Model of(long version) throws TrainingException;
  }

  /** Takes a window. */
  public void add(ScoreRecord window) {
    targets.add(window);
    if (window.shadow() != null) {
      SessionKey key = new SessionKey(window.streamId(), window.sessionStart());
      rows.add(
          new Row(
              sessions.computeIfAbsent(key, same -> same),
              window.windowEnd(),
              window.model().version(),
              window.shadow().version(),
              window.score10000(),
              window.shadow().score10000()));
    }
  }

  /** Takes a settlement. */
  public void add(Settlement settlement) {
    targets.add(settlement);
  }

  /** The versions that scored in shadow. */
  public NavigableSet<Long> challengers() {
    NavigableSet<Long> versions = new TreeSet<>();
    rows.forEach(row -> versions.add(row.challenger()));
    return versions;
  }

  /**
   * Compares.
   *
   * @throws TrainingException where a challenger's artifact cannot be read, or does not say what
   *     its target is
   */
  public Result compare(Challengers models) throws TrainingException {
    rows.sort(Row.ORDER);
    Map<Long, Map<SessionKey, Double>> learned = new HashMap<>();
    for (long version : challengers()) {
      Model model = models.of(version);
      if (model != null) {
        learned.put(version, targets.of(model));
      }
    }
    Map<Long, Map<Long, List<Row>>> pairs = new TreeMap<>();
    int windows = 0;
    int waiting = 0;
    int leftOut = 0;
    Row last = null;
    for (Row row : rows) {
      if (last != null && last.isSameAs(row)) {
        continue;
      }
      last = row;
      windows++;
      Map<SessionKey, Double> settled = learned.get(row.challenger());
      if (settled == null) {
        leftOut++;
      } else if (!settled.containsKey(row.session())) {
        waiting++;
      } else {
        pairs
            .computeIfAbsent(row.champion(), champion -> new TreeMap<>())
            .computeIfAbsent(row.challenger(), challenger -> new ArrayList<>())
            .add(row);
      }
    }
    List<Pair> compared = new ArrayList<>();
    for (Map<Long, List<Row>> ofChampion : pairs.values()) {
      ofChampion.forEach((challenger, both) -> compared.add(pair(both, learned.get(challenger))));
    }
    return new Result(compared, windows, waiting, leftOut);
  }

  private Pair pair(List<Row> both, Map<SessionKey, Double> settled) {
    double[] champion = new double[both.size()];
    double[] challenger = new double[both.size()];
    double[] wanted = new double[both.size()];
    double[] improvements = new double[both.size()];
    int[] places = new int[both.size()];
    Set<SessionKey> seen = new HashSet<>();
    for (int i = 0; i < wanted.length; i++) {
      Row row = both.get(i);
      seen.add(row.session());
      places[i] = seen.size() - 1;
      champion[i] = row.score() / POINTS;
      challenger[i] = row.shadowScore() / POINTS;
      wanted[i] = settled.get(row.session());
      improvements[i] = square(champion[i] - wanted[i]) - square(challenger[i] - wanted[i]);
    }
    Interval improvement =
        seen.size() < GateRules.LEAST_SESSIONS
            ? null
            : new ClusterBootstrap(rules.resamples(), rules.seed())
                .mean(improvements, places, seen.size(), rules.confidence());
    return new Pair(
        both.get(0).champion(),
        both.get(0).challenger(),
        wanted.length,
        seen.size(),
        Metrics.of(champion, wanted),
        Metrics.of(challenger, wanted),
        improvement,
        winner(improvement));
  }

  private static double square(double value) {
    return value * value;
  }

  private static Winner winner(Interval improvement) {
    if (improvement == null || (improvement.lower() <= 0 && improvement.upper() >= 0)) {
      return Winner.NEITHER;
    }
    return improvement.lower() > 0 ? Winner.CHALLENGER : Winner.CHAMPION;
  }
}
