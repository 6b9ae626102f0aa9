package io.livegauge.job.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One documented option: name, how to read it, what is allowed, default, what it does.
 *
 * @param name as given on the command line after {@code --}
 * @param group the heading it is documented under
 * @param defaultText the default as a user would write it; null where there is none
 * @param allowed what is allowed, for people
 * @param description one sentence
 */
public record Option<T>(
    String name,
    String group,
    String defaultText,
    String allowed,
    String description,
    Function<String, T> parser,
    Predicate<T> check) {

  /**
   * The longest duration: far above any of use, and so short that sums of some of them and an event
   * time stay within 64 bits.
   */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final Pattern DURATION = Pattern.compile("(\\d{1,15})\\s*(ms|s|min|m|h|d)");

  /**
   * Reads a value.
   *
   * @throws OptionException naming the option, the value and what is allowed
   */
  public T parse(String text) {
    T value;
    try {
      value = parser.apply(text.trim());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new OptionException("--" + name, text, allowed);
    }
    if (value == null || !check.test(value)) {
      throw new OptionException("--" + name, text, allowed);
    }
    return value;
  }

  /** A length of time, up to a year. */
  public static Option<Duration> duration(
      String name, String group, String defaultText, Duration min, String description) {
    return new Option<>(
        name,
        group,
        defaultText,
        "a duration of "
            + (min.isZero() ? "0s" : format(min))
            + " to "
            + format(LONGEST)
            + ", such as 5s, 10min or 6h",
        description,
        Option::parseDuration,
        value -> value.compareTo(min) >= 0 && value.compareTo(LONGEST) <= 0);
  }

  /** An integer; without a default where that is null. */
  public static Option<Long> number(
      String name, String group, Integer defaultValue, long min, long max, String description) {
    return new Option<>(
        name,
        group,
        defaultValue == null ? null : defaultValue.toString(),
        "an integer from " + min + " to " + max,
        description,
        Long::valueOf,
        value -> value >= min && value <= max);
  }

  /** A decimal number up to a million. */
  public static Option<BigDecimal> decimal(
      String name, String group, String defaultText, String min, String description) {
    BigDecimal least = new BigDecimal(min);
    return new Option<>(
        name,
        group,
        defaultText,
        "a decimal number of " + min + " to 1000000, such as " + defaultText,
        description,
        BigDecimal::new,
        value ->
            value.compareTo(least) >= 0
                && value.compareTo(new BigDecimal(1_000_000)) <= 0
                && Math.abs((long) value.scale()) <= 9);
  }

  /** A text that is not empty. */
  public static Option<String> text(
      String name, String group, String defaultText, String allowed, String description) {
    return new Option<>(
        name,
        group,
        defaultText,
        allowed,
        description,
        Function.identity(),
        value -> !value.isEmpty());
  }

  static <C extends Enum<C>> Option<C> choice(
      String name, String group, C defaultValue, Class<C> type, String description) {
    String allowed =
        Arrays.stream(type.getEnumConstants())
            .map(Option::wireName)
            .collect(Collectors.joining(", "));
    return new Option<>(
        name,
        group,
        wireName(defaultValue),
        "one of " + allowed,
        description,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> wireName(constant).equals(text))
                .findFirst()
                .orElse(null),
        value -> true);
  }

  private static String wireName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long n = Long.parseLong(matcher.group(1));
    long unitMillis =
        switch (matcher.group(2)) {
          case "ms" -> 1L;
          case "s" -> 1_000L;
          case "min", "m" -> 60_000L;
          case "h" -> 3_600_000L;
          default -> 86_400_000L;
        };
    return Duration.ofMillis(Math.multiplyExact(n, unitMillis));
  }

  /** A duration in its largest whole unit, e.g. {@code 10min}. */
  static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 86_400_000L == 0) {
      return millis / 86_400_000L + "d";
    }
    if (millis % 3_600_000L == 0) {
      return millis / 3_600_000L + "h";
    }
    if (millis % 60_000L == 0) {
      return millis / 60_000L + "min";
    }
    return millis % 1_000L == 0 ? millis / 1_000L + "s" : millis + "ms";
  }
}
