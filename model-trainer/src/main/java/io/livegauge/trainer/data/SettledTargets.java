package io.livegauge.trainer.data;

import io.livegauge.event.Settlement;
import io.livegauge.model.Model;
import io.livegauge.score.ScoreRecord;
import io.livegauge.trainer.TrainingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What sessions have come to, for models that were trained before: the target that a model would
 * have learned from them. Takes a store's rows in any order and keeps the final windows and the
 * settlements.
 */
public final class SettledTargets {
  private final Duration settledFor;
  private final List<WindowObservation> finals = new ArrayList<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private Instant eventTime;

  /**
   * Begins without any.
   *
   * @param settledFor how long of event time after its end a session counts as settled
   * @param now by the clock; event time is at least this, however old the store is
   */
  public SettledTargets(Duration settledFor, Instant now) {
    this.settledFor = settledFor;
    this.eventTime = now;
  }

  /** Takes a window. */
  public void add(ScoreRecord window) {
    passed(window.windowEnd());
    if (window.isFinal()) {
      finals.add(WindowStore.observation(window));
    }
  }

  /** Takes a settlement. */
  public void add(Settlement settlement) {
    passed(settlement.event().eventTime);
    settlements.add(settlement);
  }

  private void passed(long time) {
    Instant instant = Instant.ofEpochMilli(time);
    if (instant.isAfter(eventTime)) {
      eventTime = instant;
    }
  }

  /**
   * The target of each session that has ended and settled, 0 to 1.
   *
   * @throws TrainingException where the model's artifact does not say what it has learned
   */
  public Map<SessionKey, Double> of(Model model) throws TrainingException {
    Performance performance = Performance.of(model);
    SettledSessions settled = new SettledSessions(finals, settlements);
    Instant latest = eventTime.minus(settledFor);
    Map<SessionKey, Double> targets = new TreeMap<>();
    for (WindowObservation last : finals) {
      if (!Instant.ofEpochMilli(last.windowEnd()).isAfter(latest)) {
        targets.put(
            last.session(),
            performance.of(settled.sessions().get(last.session()), last.currency()));
      }
    }
    return targets;
  }
}
