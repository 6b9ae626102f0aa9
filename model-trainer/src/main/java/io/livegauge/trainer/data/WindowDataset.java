package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Model;
import io.livegauge.model.Normalizer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
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
public final class WindowDataset implements Dataset {
  /** Sessions of a store below this number cannot be split and measured. */
  static final int MIN_SESSIONS = 4;

  private static final double HELD_OUT_SHARE = 0.2;
  private static final int MIN_HELD_OUT = 2;

  private final Valuation valuation;
  private final List<Feature> features;
  private final List<Feature> targetScales;
  private final Map<SessionKey, Double> targets;
  private final Set<SessionKey> heldOutSessions;
  private final Rows training;
  private final Rows heldOut;
  private final List<WindowObservation> heldOutWindows;
  private final DataSummary summary;

  /**
   * Prepares all ended sessions of a store.
   *
   * @param weights of the indicators in the target
   * @param weightsName what the weights are, in a few words
   * @param scoring says how much small samples are drawn to the references
   * @param seed of the split
   * @throws TrainingException where there are fewer than four ended sessions
   */
  public static WindowDataset of(
      WindowStore store,
      TargetWeights weights,
      String weightsName,
      ScoringOptions scoring,
      long seed)
      throws TrainingException {
    SettledSessions settled = new SettledSessions(store.windows(), store.settlements());
    if (settled.sessions().size() < MIN_SESSIONS) {
      throw new TrainingException(
          "the windows hold "
              + settled.sessions().size()
              + " ended sessions; at least "
              + MIN_SESSIONS
              + " are needed, so that some can be held out");
    }
    return new WindowDataset(store, settled, weights, weightsName, scoring, seed);
  }

  private WindowDataset(
      WindowStore store,
      SettledSessions settled,
      TargetWeights weights,
      String weightsName,
      ScoringOptions scoring,
      long seed) {
    heldOutSessions = heldOut(settled, seed);
    List<WindowObservation> trainingWindows = new ArrayList<>();
    heldOutWindows = new ArrayList<>();
    Map<SessionKey, String> currencies = new HashMap<>();
    for (WindowObservation window : distinct(store.windows(), settled)) {
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
    training = rows(trainingWindows);
    heldOut = rows(heldOutWindows);
    summary =
        new DataSummary(
            training.size() + heldOut.size(),
            targets.size(),
            heldOutSessions.size(),
            "settled session, mean of its 14 normalised indicators, weights: " + weightsName,
            targetScales,
            "by session, seeded: "
                + training.sessionCount()
                + " to learn from, "
                + heldOut.sessionCount()
                + " held out",
            DataChecksum.of(store.checksums()),
            settled.applied(),
            settled.ignored(),
            settled.applied() == 0
                ? List.of("No settlement found: sessions count as their last windows left them.")
                : List.of());
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

  private Rows rows(List<WindowObservation> windows) {
    double[] wanted = new double[windows.size()];
    int[] sessions = new int[windows.size()];
    double[] progress = new double[windows.size()];
    List<String> categories = new ArrayList<>();
    int first = 0;
    for (int row = 0; row < wanted.length; row++) {
      WindowObservation window = windows.get(row);
      wanted[row] = targets.get(window.session());
      sessions[row] = categories.size();
      // The windows of a session follow each other, its final one last.
      if (window.isFinal()) {
        categories.add(window.category());
        double start = window.session().sessionStart();
        for (int i = first; i <= row; i++) {
          progress[i] = (windows.get(i).windowEnd() - start) / (window.windowEnd() - start);
        }
        first = row + 1;
      }
    }
    return new Rows(
        inputs(windows, valuation, features),
        wanted,
        sessions,
        Collections.unmodifiableList(categories),
        progress);
  }

  private static double[][] inputs(
      List<WindowObservation> windows, Valuation valuation, List<Feature> features) {
    Normalizer normalizer = new Normalizer(features);
    double[][] inputs = new double[windows.size()][];
    double[] values = new double[features.size()];
    for (int row = 0; row < inputs.length; row++) {
      WindowObservation window = windows.get(row);
      for (Indicator indicator : Indicator.values()) {
        values[indicator.ordinal()] =
            valuation.value(indicator, window.scored(), window.currency());
      }
      inputs[row] = normalizer.normalize(values);
    }
    return inputs;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public Rows training() {
    return training;
  }

  @Override
  public Rows heldOut() {
    return heldOut;
  }

  @Override
  public List<Feature> features() {
    return features;
  }

  @Override
  public Knots proxies(Indicator indicator) {
    return valuation.knots(indicator);
  }

  @Override
  public String currency() {
    return valuation.currency();
  }

  @Override
  public double[][] heldOutInputs(Model model) {
    return inputs(heldOutWindows, Valuation.of(model, valuation.scoring()), model.features());
  }

  @Override
  public double[] heldOutBeyondBounds() {
    double[] shares = new double[features.size()];
    for (Feature feature : features) {
      long beyond =
          heldOutWindows.stream()
              .mapToDouble(window -> value(feature.code(), window.scored(), window.currency()))
              .filter(feature::isBeyond)
              .count();
      shares[feature.code().ordinal()] = (double) beyond / heldOutWindows.size();
    }
    return shares;
  }

  @Override
  public DataSummary summary() {
    return summary;
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
  public Set<SessionKey> heldOutSessions() {
    return Collections.unmodifiableSet(heldOutSessions);
  }
}
