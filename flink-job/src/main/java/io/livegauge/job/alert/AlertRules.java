package io.livegauge.job.alert;

import io.livegauge.alert.AlertRecord;
import io.livegauge.alert.AlertRule;
import io.livegauge.job.alert.AlertState.Usual;
import io.livegauge.job.alert.AlertState.Watch;
import io.livegauge.job.config.AlertSettings;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of alerts, over the readings of one stream in the order of their slice ends. Each finds
 * a value that grows with what is wrong. It is raised after some readings in a row at or above its
 * threshold, and cleared after some in a row at or below a lower one, not before it was raised for
 * some time; and at the session's end. Pure: what is said is a function of the readings.
 */
final class AlertRules implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final AlertRule[] RULES = AlertRule.values();
  private static final int DIGITS = 4;
  private static final double UNITS = 10_000;
  private static final double MILLIS = 1_000;

  /** Shares of a slice are drawn to 0 by that many events, so that a few events are no surge. */
  private static final double SHRINKAGE = 5;

  private final AlertSettings settings;

  AlertRules(AlertSettings settings) {
    this.settings = settings;
  }

  /**
   * What a rule finds.
   *
   * @param value grows with what is wrong
   * @param usual in the unit of the figure, or NaN
   * @param isEvident whether there is enough to go by for an alert to be raised
   */
  private record Finding(double value, double usual, boolean isEvident) {
    static final Finding NOTHING = new Finding(0, Double.NaN, false);

    long value10000() {
      return Math.round(value * UNITS);
    }

    Long usual10000() {
      return Double.isNaN(usual) ? null : (Long) Math.round(usual * UNITS);
    }
  }

  /**
   * Takes the next reading of a session.
   *
   * @param state of the session, changed; after its final reading of no use any more
   * @return the alerts that change by it, in the order of the rules; most often none
   */
  List<AlertRecord> judge(Reading reading, AlertState state) {
    if (reading.windowEnd() <= state.windowEnd) {
      return List.of(); // it was taken already
    }
    List<AlertRecord> changes = List.of();
    boolean isFirst = state.windowEnd == 0;
    long step = isFirst ? 0 : reading.windowEnd() - state.windowEnd;
    if (isFirst) {
      state.unbrokenSince = reading.sessionStart();
      state.lastEventEnd = reading.windowEnd();
    } else {
      takeCounts(reading, state, step);
    }
    for (AlertRule rule : RULES) {
      Finding finding = settings.isOn(rule) ? find(rule, reading, state) : Finding.NOTHING;
      AlertRecord change = change(rule, finding, reading, state.watch(rule));
      if (change != null) {
        changes = changes.isEmpty() ? new ArrayList<>() : changes;
        changes.add(change);
      }
    }
    learn(reading, state, step);
    state.windowEnd = reading.windowEnd();
    state.modelVersion = reading.modelVersion();
    state.valid = reading.valid();
    state.accepted = reading.accepted();
    state.rejected = reading.rejected();
    state.suspect = reading.suspect();
    return changes;
  }

  private void takeCounts(Reading reading, AlertState state, long step) {
    if (step > settings.windowMillis) {
      // The stream was dormant: what was usual before says nothing of now.
      state.unbrokenSince = reading.windowEnd();
      state.score.forget();
      state.conversion.forget();
      state.viewers.forget();
      state.gifts.forget();
    }
    if (reading.modelVersion() != state.modelVersion) {
      state.score.forget(); // another model has another scale: no room is worse for it
    }
    if (reading.valid() > state.valid) {
      if (reading.windowEnd() - state.lastEventEnd >= pauseMillis()) {
        state.unbrokenSince = reading.windowEnd();
      }
      state.lastEventEnd = reading.windowEnd();
    }
    double weight = weight(step, settings.recentMillis);
    double rejected = reading.rejected() - state.rejected;
    double valid = reading.valid() - state.valid;
    double suspect = reading.suspect() - state.suspect;
    double accepted = reading.accepted() - state.accepted;
    state.recentRejected += weight * (rejected / (valid + SHRINKAGE) - state.recentRejected);
    state.recentSuspect +=
        weight * (suspect / (suspect + accepted + SHRINKAGE) - state.recentSuspect);
  }

  private Finding find(AlertRule rule, Reading reading, AlertState state) {
    boolean isWhole = isWhole(reading, state);
    return switch (rule) {
      case SCORE_DROP -> below(state.score, reading.score10000() / UNITS, isWhole);
      case BELOW_REFERENCE ->
          new Finding(
              (reading.reference10000() - reading.score10000()) / UNITS,
              reading.reference10000() / UNITS,
              isWhole);
      case CONVERSION_DROP -> missingBuyers(reading, state.conversion, isWhole);
      case VIEWERS_DROP ->
          missing(
              state.viewers,
              (double) reading.viewers(),
              isWhole && state.viewers.mean >= settings.leastViewers && isLearned(state.viewers));
      case GIFT_SPIKE -> multiple(state.gifts, reading.windowGifts(), isWhole);
      case BOT_SURGE -> new Finding(state.recentSuspect, Double.NaN, true);
      case HIGH_REFUNDS ->
          reading.paid() <= 0
              ? Finding.NOTHING
              : new Finding(
                  (double) reading.refunded() / reading.paid(),
                  Double.NaN,
                  reading.orders() >= settings.leastOrders);
      case DATA_HEALTH -> new Finding(state.recentRejected, Double.NaN, true);
      case NO_EVENTS ->
          new Finding((reading.windowEnd() - state.lastEventEnd) / MILLIS, Double.NaN, true);
    };
  }

  private Finding below(Usual usual, double value, boolean isWhole) {
    return usual.millis == 0
        ? Finding.NOTHING
        : new Finding(usual.mean - value, usual.mean, isWhole && isLearned(usual));
  }

  private static Finding missing(Usual usual, double value, boolean isEvident) {
    return usual.mean <= 0
        ? Finding.NOTHING
        : new Finding((usual.mean - value) / usual.mean, usual.mean, isEvident);
  }

  /** Half of four buyers may stay away by chance; half of a hundred do not. */
  private Finding missingBuyers(Reading reading, Usual usual, boolean isWhole) {
    double expected = usual.mean * reading.windowViewers();
    if (expected <= 0) {
      return Finding.NOTHING;
    }
    double missing = expected - reading.windowBuyers();
    return new Finding(
        missing / expected,
        usual.mean,
        isWhole && isLearned(usual) && missing >= settings.deviations * Math.sqrt(expected));
  }

  private Finding multiple(Usual usual, long gifts, boolean isWhole) {
    if (usual.millis == 0) {
      return Finding.NOTHING;
    }
    // Where gifts are rare, the first few are not a multiple of nothing.
    return new Finding(
        gifts / Math.max(1, usual.mean),
        usual.mean,
        isWhole && isLearned(usual) && gifts >= settings.leastGifts);
  }

  private boolean isLearned(Usual usual) {
    return usual.millis >= settings.learningMillis;
  }

  /**
   * Whether the window says how the stream does: it began after the session, and after the last
   * pause that NO_EVENTS would tell of, and it is in no pause now.
   */
  private boolean isWhole(Reading reading, AlertState state) {
    return reading.windowStart() >= state.unbrokenSince
        && reading.windowEnd() - state.lastEventEnd <= settings.recentMillis;
  }

  private long pauseMillis() {
    return settings.raise10000(AlertRule.NO_EVENTS) / (long) (UNITS / MILLIS);
  }

  private AlertRecord change(AlertRule rule, Finding finding, Reading reading, Watch watch) {
    long value = finding.value10000();
    if (!watch.isRaised) {
      boolean isBeyond = finding.isEvident() && value >= settings.raise10000(rule);
      watch.inRow = isBeyond ? watch.inRow + 1 : 0;
      if (watch.inRow < settings.raiseWindows || reading.isFinal()) {
        return null;
      }
      watch.isRaised = true;
      watch.inRow = 0;
      watch.since = reading.windowEnd();
      watch.worst10000 = value;
      return record(rule, finding, reading, watch, settings.raise10000(rule));
    }
    watch.worst10000 = Math.max(watch.worst10000, value);
    watch.inRow = value <= settings.clear10000(rule) ? watch.inRow + 1 : 0;
    boolean isOver =
        watch.inRow >= settings.clearWindows
            && reading.windowEnd() - watch.since >= settings.leastDurationMillis;
    if (!isOver && !reading.isFinal() && settings.isOn(rule)) {
      return null;
    }
    watch.isRaised = false;
    watch.inRow = 0;
    return record(rule, finding, reading, watch, settings.clear10000(rule));
  }

  /** What is usual is learned from whole windows, and stays while an alert against it is raised. */
  private void learn(Reading reading, AlertState state, long step) {
    if (step == 0 || !isWhole(reading, state)) {
      return;
    }
    double weight = weight(step, settings.usualMillis);
    if (isFree(AlertRule.SCORE_DROP, reading, state)) {
      state.score.learn(reading.score10000() / UNITS, step, weight);
    }
    if (isFree(AlertRule.CONVERSION_DROP, reading, state) && reading.windowViewers() > 0) {
      double conversion = (double) reading.windowBuyers() / reading.windowViewers();
      state.conversion.learn(conversion, step, weight);
    }
    if (isFree(AlertRule.VIEWERS_DROP, reading, state)) {
      state.viewers.learn((double) reading.viewers(), step, weight);
    }
    if (isFree(AlertRule.GIFT_SPIKE, reading, state)) {
      state.gifts.learn((double) reading.windowGifts(), step, weight);
    }
  }

  private boolean isFree(AlertRule rule, Reading reading, AlertState state) {
    Watch watch = state.watch(rule);
    return !watch.isRaised || reading.windowEnd() - watch.since > settings.holdMillis;
  }

  private static double weight(long step, long constant) {
    return 1 - StrictMath.exp(-(double) step / constant);
  }

  private static AlertRecord record(
      AlertRule rule, Finding finding, Reading reading, Watch watch, long threshold10000) {
    return new AlertRecord(
        reading.streamId(),
        reading.hostId(),
        reading.category(),
        rule,
        watch.isRaised,
        !watch.isRaised && reading.isFinal(),
        reading.sessionStart(),
        reading.windowEnd(),
        watch.since,
        finding.value10000(),
        threshold10000,
        finding.usual10000(),
        watch.worst10000,
        detail(rule, finding, reading));
  }

  private static String detail(AlertRule rule, Finding finding, Reading reading) {
    String value = text(finding.value(), 2);
    String usual = Double.isNaN(finding.usual()) ? "unknown" : text(finding.usual(), 2);
    return switch (rule) {
      case SCORE_DROP ->
          "score " + score(reading) + ", usual " + usual + ": " + value + " points below";
      case BELOW_REFERENCE ->
          "score " + score(reading) + ", reference " + usual + ": " + value + " points below";
      case CONVERSION_DROP ->
          reading.windowBuyers()
              + " buyers of "
              + reading.windowViewers()
              + " viewers in the window, usual conversion "
              + (Double.isNaN(finding.usual()) ? "unknown" : text(finding.usual(), DIGITS))
              + ": "
              + value
              + " of it missing";
      case VIEWERS_DROP ->
          reading.viewers() + " viewers, usual " + usual + ": " + value + " of them missing";
      case GIFT_SPIKE ->
          reading.windowGifts() + " gifts in the window, usual " + usual + ": " + value + " times";
      case BOT_SURGE ->
          value
              + " of what was done of late seems to be machines'; "
              + reading.suspect()
              + " such in the session";
      case HIGH_REFUNDS ->
          reading.refunded()
              + " of "
              + reading.paid()
              + " minor units refunded, "
              + reading.orders()
              + " orders: a share of "
              + value;
      case DATA_HEALTH ->
          value
              + " of the events of late rejected; "
              + reading.rejected()
              + " of "
              + reading.valid()
              + " in the session";
      case NO_EVENTS -> "no valid event for " + value + " s";
    };
  }

  private static String score(Reading reading) {
    return text(reading.score10000() / UNITS, 2);
  }

  private static String text(double number, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(number).setScale(digits, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
