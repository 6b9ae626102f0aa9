package io.livegauge.alert;

import java.util.Locale;

/**
 * What a stream is watched for. Of every rule the value grows with what is wrong, so that an alert
 * is raised above one threshold and cleared below a lower one; docs/alerts.md has the formulas. The
 * names are part of the records, and the order is that of state: new rules come last.
 */
public enum AlertRule {
  /** Points of score that are missing to the stream's usual ones. */
  SCORE_DROP,
  /** Points of score that are missing to those of the model's reference values. */
  BELOW_REFERENCE,
  /** Share of the usual purchase conversion that is missing. */
  CONVERSION_DROP,
  /** Share of the usual viewers that is missing. */
  VIEWERS_DROP,
  /** Gifts in the window, as a multiple of the usual ones. */
  GIFT_SPIKE,
  /** Share of what machines seem to have done lately. */
  BOT_SURGE,
  /** Share of what was paid in the session that was refunded. */
  HIGH_REFUNDS,
  /** Share of the events of late that cleaning rejected, but for what counts as a bot's. */
  DATA_HEALTH,
  /** Seconds without a valid event. */
  NO_EVENTS;

  /** The rule's name in options and metrics, e.g. {@code score-drop}. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
