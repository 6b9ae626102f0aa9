package io.livegauge.dashboard.room;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the alerts of each stream's newest session stand. The job writes them at least once, so the
 * change of the latest slice end counts, whatever comes again. Kept are the [20,000] streams that
 * changed or were asked for last, [64] rules each. Not thread-safe.
 */
final class Alerts {
  static final int MOST_STREAMS = 20_000;
  static final int MOST_RULES = 64;

  private static final Comparator<Alert> LONGEST_FIRST =
      Comparator.comparingLong(Alert::since).thenComparing(Alert::rule);

  private final Map<String, OfSession> byStream =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OfSession> eldest) {
          return size() > MOST_STREAMS;
        }
      };

  private record OfSession(long start, Map<String, Alert> byRule) {}

  /**
   * Takes a change in.
   *
   * @return whether it tells something new
   */
  boolean put(Alert alert) {
    OfSession known = byStream.get(alert.streamId());
    if (known == null || known.start() < alert.sessionStart()) {
      known = new OfSession(alert.sessionStart(), new HashMap<>());
      byStream.put(alert.streamId(), known);
    }
    if (known.start() != alert.sessionStart()) {
      return false;
    }
    Alert before = known.byRule().get(alert.rule());
    if (before == null
        ? known.byRule().size() >= MOST_RULES
        : before.windowEnd() > alert.windowEnd() || before.equals(alert)) {
      return false;
    }
    known.byRule().put(alert.rule(), alert);
    return true;
  }

  /** Those of a session that are raised, the longest first. */
  List<Alert> raised(String streamId, long sessionStart) {
    OfSession known = byStream.get(streamId);
    if (known == null || known.start() != sessionStart) {
      return List.of();
    }
    List<Alert> raised = new ArrayList<>();
    for (Alert alert : known.byRule().values()) {
      if (alert.isRaised()) {
        raised.add(alert);
      }
    }
    raised.sort(LONGEST_FIRST);
    return raised;
  }

  void forget(String streamId) {
    byStream.remove(streamId);
  }
}
