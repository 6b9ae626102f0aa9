package io.livegauge.job.config;

import io.livegauge.alert.AlertRule;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Set;

/** The options of alerts as plain numbers for the rules: milliseconds, counts, units of 0.0001. */
public final class AlertSettings implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int DIGITS = 4;

  public final long windowMillis;
  public final int raiseWindows;
  public final int clearWindows;
  public final long leastDurationMillis;
  public final long usualMillis;
  public final long learningMillis;
  public final long holdMillis;
  public final long recentMillis;
  public final long leastViewers;
  public final long leastGifts;
  public final long leastOrders;
  public final double deviations;

  private final boolean[] on = new boolean[AlertRule.values().length];
  private final long[] raise10000 = new long[on.length];
  private final long[] clear10000 = new long[on.length];

  private AlertSettings(JobConfig config) {
    windowMillis = millis(config, JobOptions.WINDOW);
    raiseWindows = config.get(AlertOptions.RAISE_WINDOWS).intValue();
    clearWindows = config.get(AlertOptions.CLEAR_WINDOWS).intValue();
    leastDurationMillis = millis(config, AlertOptions.LEAST_DURATION);
    usualMillis = millis(config, AlertOptions.USUAL);
    learningMillis = millis(config, AlertOptions.LEARNING);
    holdMillis = millis(config, AlertOptions.HOLD);
    recentMillis = millis(config, AlertOptions.RECENT);
    leastViewers = config.get(AlertOptions.LEAST_VIEWERS);
    leastGifts = config.get(AlertOptions.LEAST_GIFTS);
    leastOrders = config.get(AlertOptions.LEAST_ORDERS);
    deviations = config.get(AlertOptions.DEVIATIONS).doubleValue();
    Set<AlertRule> rules = config.get(AlertOptions.RULES);
    for (AlertRule rule : AlertRule.values()) {
      AlertOptions.Thresholds thresholds = AlertOptions.THRESHOLDS.get(rule);
      on[rule.ordinal()] = rules.contains(rule);
      raise10000[rule.ordinal()] = scaled(config.get(thresholds.raise()));
      clear10000[rule.ordinal()] = scaled(config.get(thresholds.clear()));
      if (clear10000[rule.ordinal()] >= raise10000[rule.ordinal()]) {
        throw new OptionException(
            "--" + thresholds.clear().name(),
            config.get(thresholds.clear()).toPlainString(),
            "a number below --"
                + thresholds.raise().name()
                + " ("
                + config.get(thresholds.raise()).toPlainString()
                + "), by 0.0001 or more");
      }
    }
  }

  /**
   * The settings of a configuration.
   *
   * @throws OptionException where options do not fit each other
   */
  public static AlertSettings of(JobConfig config) {
    return new AlertSettings(config);
  }

  /** Whether the rule is looked at. */
  public boolean isOn(AlertRule rule) {
    return on[rule.ordinal()];
  }

  /** The value from which on the rule's alert is raised. */
  public long raise10000(AlertRule rule) {
    return raise10000[rule.ordinal()];
  }

  /** The value from which down it is cleared. */
  public long clear10000(AlertRule rule) {
    return clear10000[rule.ordinal()];
  }

  private static long scaled(BigDecimal number) {
    return number.movePointRight(DIGITS).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private static long millis(JobConfig config, Option<Duration> option) {
    return config.get(option).toMillis();
  }
}
