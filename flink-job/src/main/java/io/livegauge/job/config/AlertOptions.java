package io.livegauge.job.config;

import io.livegauge.alert.AlertRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The options of alerts: a part of {@link JobOptions#ALL}. */
public final class AlertOptions {
  private static final String GROUP = "Alerts";
  private static final String ALL_RULES = "all";
  private static final String NO_RULES = "none";

  /** Two values of a rule: at which it is raised, and to which it falls before it is cleared. */
  public record Thresholds(Option<BigDecimal> raise, Option<BigDecimal> clear) {}

  public static final Option<Set<AlertRule>> RULES =
      new Option<>(
          "alert-rules",
          GROUP,
          ALL_RULES,
          "all, none, or some of "
              + Arrays.stream(AlertRule.values())
                  .map(AlertRule::optionName)
                  .collect(Collectors.joining(", "))
              + ", separated by commas",
          "Which alerts there are; docs/alerts.md explains each.",
          AlertOptions::parseRules,
          rules -> true);
  public static final Option<Long> RAISE_WINDOWS =
      Option.number(
          "alert-raise-windows",
          GROUP,
          3,
          1,
          10_000,
          "Score records in a row at or above the threshold after which an alert is raised.");
  public static final Option<Long> CLEAR_WINDOWS =
      Option.number(
          "alert-clear-windows",
          GROUP,
          12,
          1,
          10_000,
          "Score records in a row at or below the lower threshold after which it is cleared.");
  public static final Option<Duration> LEAST_DURATION =
      Option.duration(
          "alert-least-duration",
          GROUP,
          "60s",
          Duration.ZERO,
          "How long an alert stays raised at least, unless the session ends.");
  public static final Option<Duration> USUAL =
      Option.duration(
          "alert-usual",
          GROUP,
          "10min",
          Duration.ofSeconds(1),
          "Time constant of what is usual in a stream: its exponentially weighted mean.");
  public static final Option<Duration> LEARNING =
      Option.duration(
          "alert-learning",
          GROUP,
          "5min",
          Duration.ZERO,
          "How long whole windows are looked at before anything is held against what is usual.");
  public static final Option<Duration> HOLD =
      Option.duration(
          "alert-hold",
          GROUP,
          "30min",
          Duration.ZERO,
          "How long what is usual stays as it was while an alert against it is raised; what lasts"
              + " longer becomes the usual.");
  public static final Option<Duration> RECENT =
      Option.duration(
          "alert-recent",
          GROUP,
          "30s",
          Duration.ofSeconds(1),
          "Time constant of the shares of late that bot-surge and data-health look at; and how long"
              + " ago a stream's last event may be for it to be held against what is usual.");
  public static final Option<Long> LEAST_VIEWERS =
      Option.number(
          "alert-least-viewers",
          GROUP,
          20,
          1,
          1_000_000_000,
          "Usual viewers below which viewers-drop is not raised.");
  public static final Option<Long> LEAST_GIFTS =
      Option.number(
          "alert-least-gifts",
          GROUP,
          60,
          1,
          1_000_000_000,
          "Gifts in the window below which gift-spike is not raised.");
  public static final Option<Long> LEAST_ORDERS =
      Option.number(
          "alert-least-orders",
          GROUP,
          10,
          1,
          1_000_000_000,
          "Orders of the session below which high-refunds is not raised.");
  public static final Option<BigDecimal> DEVIATIONS =
      Option.decimal(
          "alert-deviations",
          GROUP,
          "3",
          "0",
          "By how many standard deviations buyers must be too few for conversion-drop.");

  /** By rule, all of them. */
  public static final Map<AlertRule, Thresholds> THRESHOLDS = thresholds();

  /** All of them, in the order of the documentation. */
  public static final List<Option<?>> ALL = all();

  private AlertOptions() {}

  private static Map<AlertRule, Thresholds> thresholds() {
    Map<AlertRule, Thresholds> thresholds = new EnumMap<>(AlertRule.class);
    for (AlertRule rule : AlertRule.values()) {
      thresholds.put(
          rule,
          switch (rule) {
            case SCORE_DROP -> of(rule, "10", "5", "Points of score below the usual");
            case BELOW_REFERENCE -> of(rule, "10", "8", "Points of score below the reference");
            case CONVERSION_DROP ->
                of(rule, "0.5", "0.25", "Share of the usual conversion missing");
            case VIEWERS_DROP -> of(rule, "0.6", "0.3", "Share of the usual viewers missing");
            case GIFT_SPIKE -> of(rule, "3", "1.5", "Gifts in the window per usual one");
            case BOT_SURGE -> of(rule, "0.3", "0.1", "Share of what machines seem to do");
            case HIGH_REFUNDS ->
                of(rule, "0.2", "0.15", "Share of what was paid that was refunded");
            case DATA_HEALTH -> of(rule, "0.2", "0.1", "Share of valid events that was rejected");
            case NO_EVENTS -> of(rule, "60", "5", "Seconds without a valid event");
          });
    }
    return Collections.unmodifiableMap(thresholds);
  }

  private static Thresholds of(AlertRule rule, String raise, String clear, String what) {
    String name = "alert-" + rule.optionName();
    return new Thresholds(
        Option.decimal(name, GROUP, raise, "0", what + ": raised from there on."),
        Option.decimal(name + "-clear", GROUP, clear, "0", "The same: cleared from there down."));
  }

  private static List<Option<?>> all() {
    List<Option<?>> all =
        new ArrayList<>(
            List.of(
                RULES,
                RAISE_WINDOWS,
                CLEAR_WINDOWS,
                LEAST_DURATION,
                USUAL,
                LEARNING,
                HOLD,
                RECENT,
                LEAST_VIEWERS,
                LEAST_GIFTS,
                LEAST_ORDERS,
                DEVIATIONS));
    THRESHOLDS
        .values()
        .forEach(
            pair -> {
              all.add(pair.raise());
              all.add(pair.clear());
            });
    return List.copyOf(all);
  }

  private static Set<AlertRule> parseRules(String text) {
    if (text.equals(ALL_RULES)) {
      return Collections.unmodifiableSet(EnumSet.allOf(AlertRule.class));
    }
    Set<AlertRule> rules = EnumSet.noneOf(AlertRule.class);
    if (!text.equals(NO_RULES)) {
      for (String name : text.split(",", -1)) {
        rules.add(
            Arrays.stream(AlertRule.values())
                .filter(rule -> rule.optionName().equals(name.trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name)));
      }
    }
    return Collections.unmodifiableSet(rules);
  }
}
