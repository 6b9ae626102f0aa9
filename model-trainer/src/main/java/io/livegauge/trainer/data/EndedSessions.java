package io.livegauge.trainer.data;

import io.livegauge.event.Settlement;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.io.InputException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sessions of a store that a model can learn from or be measured by: ended, old enough to be
 * settled, and with a target.
 */
final class EndedSessions {
  private final List<SessionKey> keys;
  private final Map<SessionKey, WindowObservation> finals;
  private final SettledSessions settled;
  private final Map<SessionKey, Double> targets;
  private final List<String> notes;

  private EndedSessions(
      List<SessionKey> keys,
      Map<SessionKey, WindowObservation> finals,
      SettledSessions settled,
      Map<SessionKey, Double> targets,
      List<String> notes) {
    this.keys = keys;
    this.finals = finals;
    this.settled = settled;
    this.targets = targets;
    this.notes = notes;
  }

  static EndedSessions of(WindowStore store, WindowSettings settings)
      throws TrainingException, InputException {
    List<String> notes = new ArrayList<>(settings.weights().notes());
    notes.addAll(settings.survey().notes());
    SettledSessions settled =
        new SettledSessions(store.windows(), store.settlements(), settings.survey().items());
    int unmatched = 0;
    for (SurveyAnswers.Respondent respondent : settings.survey().respondents()) {
      unmatched += settled.add(respondent) ? 0 : 1;
    }
    if (unmatched > 0) {
      notes.add(
          Notes.count(unmatched, "respondent names", "respondents name")
              + " no session of the windows, or a stream with several and not which; their answers"
              + " count nowhere.");
    }
    if (settled.applied() == 0 && settings.targets() == null) {
      notes.add("No settlement found: sessions count as their last windows left them.");
    }
    Map<SessionKey, WindowObservation> finals = finals(store);
    NavigableMap<SessionKey, Fractions> ended = new TreeMap<>(settled.sessions());
    int all = ended.size();
    Instant asOf = asOf(store, settings);
    ended.keySet().removeIf(key -> isYoung(finals.get(key), asOf, settings));
    int young = all - ended.size();
    if (young > 0) {
      notes.add(
          Notes.count(young, "session that ended", "sessions that ended")
              + " less than "
              + settings.settledFor().toString().substring(2).toLowerCase(Locale.ROOT)
              + " before "
              + asOf
              + " may still be settled and "
              + (young == 1 ? "is" : "are")
              + " left out.");
    }
    if (ended.size() < WindowDataset.MIN_SESSIONS) {
      throw new TrainingException(
          "the windows hold "
              + Notes.count(ended.size(), "ended session", "ended sessions")
              + (young == 0 ? "" : " that " + (ended.size() == 1 ? "is" : "are") + " settled")
              + (young == 0 ? "" : ", and " + young + " that may still change")
              + "; at least "
              + WindowDataset.MIN_SESSIONS
              + " are needed, so that some can be held out");
    }
    Map<SessionKey, Double> targets = Map.of();
    if (settings.targets() != null) {
      targets = settings.targets().of(ended.navigableKeySet());
      int without = ended.size() - targets.size();
      if (without > 0) {
        notes.add(
            Notes.count(without, "session has", "sessions have")
                + " no target and "
                + (without == 1 ? "is" : "are")
                + " left out.");
      }
      int unknown = settings.targets().without(targets);
      if (unknown > 0) {
        notes.add(
            Notes.count(unknown, "target is", "targets are")
                + " of no session that has ended and settled.");
      }
      if (targets.size() < WindowDataset.MIN_SESSIONS) {
        throw new TrainingException(
            Notes.count(targets.size(), "session has", "sessions have")
                + " a target; at least "
                + WindowDataset.MIN_SESSIONS
                + " are needed, so that some can be held out");
      }
      ended.keySet().retainAll(targets.keySet());
    }
    return new EndedSessions(List.copyOf(ended.keySet()), finals, settled, targets, notes);
  }

  /**
   * The sessions of a store to learn from, however few, in order of stream and start.
   *
   * @throws InputException where a user's targets do not fit the store
   */
  static List<SessionKey> learnable(WindowStore store, WindowSettings settings)
      throws InputException {
    NavigableMap<SessionKey, WindowObservation> ended = new TreeMap<>(finals(store));
    Instant asOf = asOf(store, settings);
    ended.values().removeIf(last -> isYoung(last, asOf, settings));
    if (settings.targets() != null && !ended.isEmpty()) {
      ended.keySet().retainAll(settings.targets().of(ended.navigableKeySet()).keySet());
    }
    return List.copyOf(ended.keySet());
  }

  private static Map<SessionKey, WindowObservation> finals(WindowStore store) {
    Map<SessionKey, WindowObservation> finals = new HashMap<>();
    for (WindowObservation window : store.windows()) {
      if (window.isFinal()) {
        finals.put(window.session(), window);
      }
    }
    return finals;
  }

  /** Whether a session, by its last window, may still be settled. */
  private static boolean isYoung(WindowObservation last, Instant asOf, WindowSettings settings) {
    return !settings.settledFor().isZero()
        && Instant.ofEpochMilli(last.windowEnd()).isAfter(asOf.minus(settings.settledFor()));
  }

  /** Event time by now: that of the store, or the clock's where that is later. */
  private static Instant asOf(WindowStore store, WindowSettings settings) {
    long latest = Long.MIN_VALUE;
    for (WindowObservation window : store.windows()) {
      latest = Math.max(latest, window.windowEnd());
    }
    for (Settlement settlement : store.settlements()) {
      latest = Math.max(latest, settlement.event().eventTime);
    }
    Instant stored = Instant.ofEpochMilli(latest);
    return stored.isAfter(settings.now()) ? stored : settings.now();
  }

  /** In order of stream and start. */
  List<SessionKey> keys() {
    return keys;
  }

  /** The session with everything that settled it. */
  Fractions settled(SessionKey key) {
    return settled.sessions().get(key);
  }

  String currency(SessionKey key) {
    return finals.get(key).currency();
  }

  /** Of each session; null where it has none. */
  Collection<String> categories() {
    List<String> categories = new ArrayList<>();
    keys.forEach(key -> categories.add(finals.get(key).category()));
    return categories;
  }

  /** A user's targets, in their own unit; empty where the target is the performance. */
  Map<SessionKey, Double> targets() {
    return targets;
  }

  /** Settlements that changed a session. */
  long applied() {
    return settled.applied();
  }

  /** Settlements that changed none. */
  long ignored() {
    return settled.ignored();
  }

  /** What a reader should know. */
  List<String> notes() {
    return notes;
  }

  /** Divides all sessions. */
  Split split(Splitting splitting) throws TrainingException {
    boolean[] all = new boolean[keys.size()];
    Arrays.fill(all, true);
    return split(all, splitting);
  }

  /** Divides those that are marked; the split counts these alone. */
  Split split(boolean[] marked, Splitting splitting) throws TrainingException {
    List<String> streams = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    for (int i = 0; i < marked.length; i++) {
      if (marked[i]) {
        streams.add(keys.get(i).streamId());
        ends.add(finals.get(keys.get(i)).windowEnd());
      }
    }
    try {
      return splitting.rule() == Split.Rule.TIME
          ? Split.byTime(
              streams, ends.stream().mapToLong(Long::longValue).toArray(), splitting.share())
          : Split.byGroup(streams, splitting.share(), splitting.seed());
    } catch (TrainingException e) {
      int count = new HashSet<>(streams).size();
      throw new TrainingException(
          "of "
              + streams.size()
              + " sessions of "
              + Notes.count(count, "stream", "streams")
              + ", "
              + e.getMessage()
              + (splitting.rule() == Split.Rule.TIME
                  ? ""
                  : "; whole streams are held out, so it takes sessions of more streams"),
          e);
    }
  }

  /** The sessions that are marked. */
  Set<SessionKey> marked(boolean[] marks) {
    Set<SessionKey> some = new TreeSet<>();
    for (int i = 0; i < marks.length; i++) {
      if (marks[i]) {
        some.add(keys.get(i));
      }
    }
    return some;
  }

  /** The number of each marked session's stream. */
  int[] groups(boolean[] marks) {
    Map<String, Integer> numbers = new HashMap<>();
    List<Integer> groups = new ArrayList<>();
    for (int i = 0; i < marks.length; i++) {
      if (marks[i]) {
        groups.add(numbers.computeIfAbsent(keys.get(i).streamId(), stream -> numbers.size()));
      }
    }
    return groups.stream().mapToInt(Integer::intValue).toArray();
  }
}
