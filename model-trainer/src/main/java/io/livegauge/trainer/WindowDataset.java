package io.livegauge.trainer;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Normalizer;
import io.livegauge.score.ScoringOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the network learns from: the windows of ended sessions as normalised inputs, and for each
 * the target, which is the performance that its session reached when everything was settled.
 *
 * <p>Sessions, never windows, are split into training and held-out ones (their windows overlap, so
 * windows of one session on both sides would test memory). References, knots and bounds come from
 * the training sessions alone.
 *
 * <p>There are two sets of bounds. Inputs have those of the scope that the score uses, over
 * training windows. The target has those of whole settled sessions, over training sessions: a
 * session's counts and sales are totals and grow with its length, so a window's bounds would cut
 * them all off at 1.
 */
public final class WindowDataset {
  /** Sessions of a store below this number cannot be split and measured. */
  static final int MIN_SESSIONS = 4;

  private static final double HELD_OUT_SHARE = 0.2;
  private static final int MIN_HELD_OUT = 2;

  private final Valuation valuation;
  private final List<Feature> features;
  private final List<Feature> targetScales;
  private final Map<SessionKey, Double> targets;
  private final Set<SessionKey> heldOutSessions;
  private final Part training;
  private final Part heldOut;

  /**
   * Rows of one side of the split, by stream, session and time.
   *
   * @param inputs one row a window, 14 numbers from 0 to 1, in the order of {@link Indicator}
   * @param targets one number a window, 0 to 1
   */
  public record Part(double[][] inputs, double[] targets) {
    public int rows() {
      return targets.length;
    }
  }

  /**
   * @param windows in any order; those of sessions without a final window are left out, and of
   *     windows that are there twice the first
   * @param seed of the split
   * @throws TrainingException where there are fewer than four ended sessions
   */
  static WindowDataset of(
      List<WindowObservation> windows,
      SettledSessions settled,
      TargetWeights weights,
      ScoringOptions scoring,
      long seed)
      throws TrainingException {
    if (settled.sessions().size() < MIN_SESSIONS) {
      throw new TrainingException(
          "the windows hold "
              + settled.sessions().size()
              + " ended sessions; at least "
              + MIN_SESSIONS
              + " are needed, so that some can be held out");
    }
    return new WindowDataset(distinct(windows, settled), settled, weights, scoring, seed);
  }

  private WindowDataset(
      List<WindowObservation> windows,
      SettledSessions settled,
      TargetWeights weights,
      ScoringOptions scoring,
      long seed) {
    heldOutSessions = heldOut(settled, seed);
    List<WindowObservation> trainingWindows = new ArrayList<>();
    List<WindowObservation> heldOutWindows = new ArrayList<>();
    Map<SessionKey, String> currencies = new HashMap<>();
    for (WindowObservation window : windows) {
      boolean isHeldOut = heldOutSessions.contains(window.session());
      (isHeldOut ? heldOutWindows : trainingWindows).add(window);
      if (window.isFinal()) {
        currencies.put(window.session(), window.currency());
      }
    }
    valuation = Valuation.fit(trainingWindows, currency(trainingWindows), scoring);
    features = features(trainingWindows);
    targetScales = targetScales(settled, currencies);
    targets = new TreeMap<>();
    settled
        .sessions()
        .forEach((key, session) -> targets.put(key, target(session, currencies.get(key), weights)));
    training = part(trainingWindows);
    heldOut = part(heldOutWindows);
  }

  private static List<WindowObservation> distinct(
      List<WindowObservation> windows, SettledSessions settled) {
    List<WindowObservation> ordered = new ArrayList<>(windows);
    ordered.sort(WindowObservation.ORDER);
    List<WindowObservation> distinct = new ArrayList<>();
    WindowObservation last = null;
    for (WindowObservation window : ordered) {
      boolean isRepeated = last != null && WindowObservation.ORDER.compare(last, window) == 0;
      if (!isRepeated && settled.sessions().containsKey(window.session())) {
        distinct.add(window);
      }
      last = window;
    }
    return distinct;
  }

  private static Set<SessionKey> heldOut(SettledSessions settled, long seed) {
    List<SessionKey> keys = new ArrayList<>(settled.sessions().keySet());
    Collections.shuffle(keys, new Random(seed));
    int count = Math.max(MIN_HELD_OUT, (int) Math.round(HELD_OUT_SHARE * keys.size()));
    return new HashSet<>(keys.subList(0, count));
  }

  /** That of most training sessions; of equals the first by name; null where none says any. */
  private static String currency(List<WindowObservation> training) {
    Map<String, Integer> counts = new TreeMap<>();
    for (WindowObservation window : training) {
      if (window.isFinal() && window.currency() != null) {
        counts.merge(window.currency(), 1, Integer::sum);
      }
    }
    String most = null;
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      if (most == null || entry.getValue() > counts.get(most)) {
        most = entry.getKey();
      }
    }
    return most;
  }

  private List<Feature> features(List<WindowObservation> training) {
    List<Feature> fitted = new ArrayList<>();
    for (Indicator indicator : Indicator.values()) {
      double[] sample =
          training.stream()
              .mapToDouble(window -> value(indicator, window.scored(), window.currency()))
              .toArray();
      fitted.add(Scale.fit(indicator, sample, valuation.reference(indicator)));
    }
    return List.copyOf(fitted);
  }

  private List<Feature> targetScales(SettledSessions settled, Map<SessionKey, String> currencies) {
    List<Feature> fitted = new ArrayList<>();
    for (Indicator indicator : Indicator.values()) {
      List<Double> known = new ArrayList<>();
      settled
          .sessions()
          .forEach(
              (key, session) -> {
                if (!heldOutSessions.contains(key)
                    && valuation.isKnown(indicator, session, currencies.get(key))) {
                  known.add(value(indicator, session, currencies.get(key)));
                }
              });
      double reference =
          known.isEmpty() ? valuation.reference(indicator) : new Quantiles(array(known)).median();
      fitted.add(
          Scale.fit(
              indicator, known.isEmpty() ? new double[] {reference} : array(known), reference));
    }
    return List.copyOf(fitted);
  }

  private double target(Fractions session, String currency, TargetWeights weights) {
    double sum = 0;
    for (Indicator indicator : Indicator.values()) {
      Feature scale = targetScales.get(indicator.ordinal());
      // What nothing is known of counts as the middle one of the training sessions.
      double value =
          valuation.isKnown(indicator, session, currency)
              ? value(indicator, session, currency)
              : scale.reference();
      sum += weights.of(indicator) * scale.normalize(value);
    }
    return Math.min(1, sum);
  }

  private double value(Indicator indicator, Fractions fractions, String currency) {
    return valuation.value(indicator, fractions, currency);
  }

  private Part part(List<WindowObservation> windows) {
    Normalizer normalizer = new Normalizer(features);
    double[][] inputs = new double[windows.size()][];
    double[] wanted = new double[windows.size()];
    for (int row = 0; row < wanted.length; row++) {
      WindowObservation window = windows.get(row);
      double[] values = new double[features.size()];
      for (Indicator indicator : Indicator.values()) {
        values[indicator.ordinal()] = value(indicator, window.scored(), window.currency());
      }
      inputs[row] = normalizer.normalize(values);
      wanted[row] = targets.get(window.session());
    }
    return new Part(inputs, wanted);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The windows to learn from. */
  public Part training() {
    return training;
  }

  /** The windows to measure by, of sessions that nothing was learned from. */
  public Part heldOut() {
    return heldOut;
  }

  /** How the inputs are normalised, in the order of {@link Indicator}. */
  public List<Feature> features() {
    return features;
  }

  /** How the settled sessions were normalised for the target, in the order of {@link Indicator}. */
  public List<Feature> targetScales() {
    return targetScales;
  }

  /** Ended sessions on both sides. */
  public int sessions() {
    return targets.size();
  }

  /** Ended sessions held out. */
  public int sessionsHeldOut() {
    return heldOutSessions.size();
  }

  /** Windows of ended sessions on both sides. */
  public int rows() {
    return training.rows() + heldOut.rows();
  }

  /** References, knots and currency. */
  Valuation valuation() {
    return valuation;
  }

  /** The target of each ended session. */
  Map<SessionKey, Double> targets() {
    return Collections.unmodifiableMap(targets);
  }

  /** Those that nothing is learned from. */
  Set<SessionKey> heldOutSessions() {
    return Collections.unmodifiableSet(heldOutSessions);
  }
}
