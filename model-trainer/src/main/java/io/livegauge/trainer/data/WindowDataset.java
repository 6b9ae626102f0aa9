package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Model;
import io.livegauge.model.Normalizer;
import io.livegauge.score.ScoringOptions;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.io.InputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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

  private final WindowSettings settings;
  private final Valuation valuation;
  private final List<Feature> features;
  private final List<Feature> targetScales;
  private final TargetRange targetRange;
  private final Map<SessionKey, Double> targets;
  private final EndedSessions sessions;
  private final Split split;
  private final Set<SessionKey> heldOutSessions;
  private final Rows training;
  private final Rows heldOut;
  private final List<WindowObservation> heldOutWindows;
  private final DataSummary summary;

  /**
   * Prepares all ended sessions of a store, however young, with streams held out by a seed.
   *
   * @param weights of the indicators in the target
   * @param weightsName what the weights are, in a few words
   * @param scoring says how much small samples are drawn to the references
   * @param seed of the split
   * @throws TrainingException where there are too few ended sessions, or nothing to learn
   */
  public static WindowDataset of(
      WindowStore store,
      TargetWeights weights,
      String weightsName,
      ScoringOptions scoring,
      long seed)
      throws TrainingException {
    try {
      return of(
          store,
          new WindowSettings(
              new NamedWeights(weights, weightsName, List.of()),
              null,
              SurveyAnswers.NONE,
              scoring,
              new Splitting(Split.Rule.GROUP, Splitting.SHARE, seed),
              Duration.ZERO,
              Instant.MAX));
    } catch (InputException e) {
      throw new IllegalStateException("there is no file but the store", e);
    }
  }

  /**
   * Prepares the sessions of a store that have ended and settled.
   *
   * @throws TrainingException where there are too few of them, or nothing to learn
   * @throws InputException where a user's targets do not fit the store
   */
  public static WindowDataset of(WindowStore store, WindowSettings settings)
      throws TrainingException, InputException {
    EndedSessions sessions = EndedSessions.of(store, settings);
    return new WindowDataset(store, sessions, settings);
  }

  private WindowDataset(WindowStore store, EndedSessions sessions, WindowSettings settings)
      throws TrainingException {
    this.settings = settings;
    this.sessions = sessions;
    split = sessions.split(settings.splitting());
    Set<SessionKey> trainingSessions = sessions.marked(split.training());
    heldOutSessions = sessions.marked(split.heldOut());
    List<WindowObservation> trainingWindows = new ArrayList<>();
    heldOutWindows = new ArrayList<>();
    for (WindowObservation window : distinct(store.windows())) {
      if (trainingSessions.contains(window.session())) {
        trainingWindows.add(window);
      } else if (heldOutSessions.contains(window.session())) {
        heldOutWindows.add(window);
      }
    }
    valuation = Valuation.fit(trainingWindows, currency(trainingWindows), settings.scoring());
    features = features(trainingWindows);
    targets = new TreeMap<>();
    if (settings.targets() == null) {
      targetScales = targetScales(trainingSessions);
      targetRange = null;
      Performance performance = new Performance(valuation, targetScales, targetWeights());
      for (SessionKey key : sessions.keys()) {
        targets.put(key, performance.of(sessions.settled(key), sessions.currency(key)));
      }
    } else {
      targetScales = List.of();
      targetRange = range(trainingSessions);
      sessions.targets().forEach((key, value) -> targets.put(key, targetRange.normalize(value)));
    }
    training = rows(trainingWindows);
    heldOut = rows(heldOutWindows);
    summary = summary(store);
  }

  private TargetRange range(Set<SessionKey> trainingSessions) throws TrainingException {
    List<Double> values =
        trainingSessions.stream().map(key -> sessions.targets().get(key)).toList();
    TargetRange range = TargetRange.of(SessionTargets.TARGET, values);
    if (range == null) {
      throw new TrainingException(
          settings.targets().file()
              + ": the target is "
              + values.get(0)
              + " in all "
              + values.size()
              + " training sessions; there is nothing to learn");
    }
    return range;
  }

  private DataSummary summary(WindowStore store) throws TrainingException {
    List<Indicator> constant = Notes.constant(training.inputs());
    if (constant.size() == Indicator.values().length) {
      throw new TrainingException(
          "all 14 indicators are the same in all "
              + training.size()
              + " training rows; there is nothing to learn from");
    }
    if (Arrays.stream(training.targets()).distinct().count() == 1) {
      throw new TrainingException(
          "the target is the same for all "
              + training.sessionCount()
              + " training sessions; there is nothing to learn");
    }
    List<String> notes = new ArrayList<>(sessions.notes());
    if (split.oneGroup()) {
      notes.add(
          "One stream only, '"
              + sessions.keys().get(0).streamId()
              + "': held out by time alone; the figures say nothing of other streams.");
    }
    notes.addAll(Notes.onCategories(sessions.categories()));
    notes.addAll(Notes.onConstant(constant, features));
    if (targetRange != null) {
      notes.addAll(Notes.onTarget(bySession(training), bySession(heldOut), "session", "sessions"));
    }
    List<String> checksums = new ArrayList<>(store.checksums());
    checksums.addAll(settings.survey().sha256());
    if (settings.targets() != null) {
      checksums.add(settings.targets().sha256());
    }
    return new DataSummary(
        training.size() + heldOut.size(),
        training.sessionCount() + heldOut.sessionCount(),
        heldOut.sessionCount(),
        target(),
        targetScales,
        targetRange,
        splitInWords(),
        DataChecksum.of(checksums),
        sessions.applied(),
        sessions.ignored(),
        kappas(settings.scoring()),
        List.copyOf(notes));
  }

  /** All windows of a session have its target. */
  private static double[] bySession(Rows rows) {
    double[] targets = new double[rows.sessionCount()];
    for (int row = 0; row < rows.size(); row++) {
      targets[rows.sessions()[row]] = rows.targets()[row];
    }
    return targets;
  }

  private String target() {
    return settings.targets() == null
        ? "settled session, mean of its 14 normalised indicators, weights: "
            + settings.weights().name()
        : "column '"
            + SessionTargets.TARGET
            + "' of "
            + settings.targets().file().getFileName()
            + ", a session each; 0 is "
            + targetRange.min()
            + ", 1 is "
            + targetRange.max();
  }

  private String splitInWords() {
    String sides =
        ": " + training.sessionCount() + " to learn from, " + heldOut.sessionCount() + " held out";
    if (settings.splitting().rule() == Split.Rule.GROUP) {
      return "by stream, seeded" + sides;
    }
    return "by stream and time"
        + sides
        + (split.left() == 0 ? "" : ", " + split.left() + " left out for their streams' sake");
  }

  private static Map<String, Double> kappas(ScoringOptions scoring) {
    Map<String, Double> kappas = new TreeMap<>();
    if (scoring.kappaMean() != ScoringOptions.DEFAULTS.kappaMean()) {
      kappas.put("kappaMean", scoring.kappaMean());
    }
    if (scoring.kappaRatio() != ScoringOptions.DEFAULTS.kappaRatio()) {
      kappas.put("kappaRatio", scoring.kappaRatio());
    }
    return Collections.unmodifiableMap(kappas);
  }

  private static List<WindowObservation> distinct(List<WindowObservation> windows) {
    List<WindowObservation> ordered = new ArrayList<>(windows);
    ordered.sort(WindowObservation.ORDER);
    List<WindowObservation> distinct = new ArrayList<>();
    WindowObservation last = null;
    for (WindowObservation window : ordered) {
      if (last == null || WindowObservation.ORDER.compare(last, window) != 0) {
        distinct.add(window);
      }
      last = window;
    }
    return distinct;
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

  private List<Feature> targetScales(Set<SessionKey> trainingSessions) {
    List<Feature> fitted = new ArrayList<>();
    for (Indicator indicator : Indicator.values()) {
      List<Double> known = new ArrayList<>();
      for (SessionKey key : trainingSessions) {
        Fractions session = sessions.settled(key);
        if (valuation.isKnown(indicator, session, sessions.currency(key))) {
          known.add(value(indicator, session, sessions.currency(key)));
        }
      }
      double reference =
          known.isEmpty() ? valuation.reference(indicator) : new Quantiles(array(known)).median();
      fitted.add(
          Scale.fit(
              indicator, known.isEmpty() ? new double[] {reference} : array(known), reference));
    }
    return List.copyOf(fitted);
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
        for (int i = first; i <= row; i++) {
          progress[i] = (i - first + 1.0) / (row - first + 1);
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
  public boolean[] heldOutBeyondBounds(Indicator indicator) {
    Feature feature = features.get(indicator.ordinal());
    boolean[] beyond = new boolean[heldOutWindows.size()];
    for (int row = 0; row < beyond.length; row++) {
      WindowObservation window = heldOutWindows.get(row);
      beyond[row] = feature.isBeyond(value(indicator, window.scored(), window.currency()));
    }
    return beyond;
  }

  @Override
  public Split watch() throws TrainingException {
    return sessions.split(
        split.training(),
        new Splitting(settings.splitting().rule(), WATCHED, settings.splitting().seed()));
  }

  @Override
  public int[] trainingGroups() {
    return sessions.groups(split.training());
  }

  @Override
  public double[] targetWeights() {
    if (settings.targets() != null) {
      return null;
    }
    return Arrays.stream(Indicator.values())
        .mapToDouble(settings.weights().weights()::of)
        .toArray();
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
