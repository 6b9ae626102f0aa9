package io.livegauge.topic;

import java.time.Duration;
import java.util.Arrays;

/**
 * One setting of a topic: what it is created with, and what is asked of one that is there already.
 *
 * @param name as Kafka names it, such as {@code retention.ms}
 * @param rule how a value is compared with the wanted one
 * @param value the wanted one, as Kafka writes it
 * @param required whether records are lost or misread without it; else it is advised
 * @param created whether a new topic is given it; else the cluster's own default is good enough
 * @param why what goes wrong otherwise, for people
 */
public record TopicSetting(
    String name, Rule rule, String value, boolean required, boolean created, String why) {

  /** How a value is compared with the wanted one. */
  public enum Rule {
    /** It is that value and no other. */
    IS,
    /** Of a list, it holds that value. */
    HOLDS,
    /** A number not below it; a negative one stands for no limit. */
    AT_LEAST,
    /** A number not above it; a negative one stands for no limit. */
    AT_MOST
  }

  /** Whether a topic's value is good. */
  public boolean allows(String actual) {
    if (actual == null) {
      return false;
    }
    return switch (rule) {
      case IS -> actual.equals(value);
      case HOLDS -> Arrays.asList(actual.split("\\s*,\\s*", -1)).contains(value);
      case AT_LEAST -> isNumber(actual) && (isUnlimited(actual) || number(actual) >= number(value));
      case AT_MOST -> isNumber(actual) && !isUnlimited(actual) && number(actual) <= number(value);
    };
  }

  /** What is allowed, for people. */
  public String allowed() {
    return switch (rule) {
      case IS -> shown(value);
      case HOLDS -> value + ", alone or with others";
      case AT_LEAST -> "at least " + shown(value);
      case AT_MOST -> "at most " + shown(value);
    };
  }

  /** A value of this setting for people: lengths of time in a unit that can be read. */
  public String shown(String actual) {
    if (actual == null) {
      return "unknown";
    }
    if (!isNumber(actual)) {
      return actual;
    }
    if (isUnlimited(actual)) {
      return "unlimited";
    }
    return name.endsWith(".ms") ? actual + " (" + inUnits(number(actual)) + ")" : actual;
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d{1,18}");
  }

  private static boolean isUnlimited(String text) {
    return text.startsWith("-");
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }

  private static String inUnits(long millis) {
    Duration time = Duration.ofMillis(millis);
    if (time.equals(Duration.ofHours(time.toHours()))) {
      return time.toHours() % 24 == 0 && time.toHours() > 72
          ? time.toDays() + " d"
          : time.toHours() + " h";
    }
    return time.equals(Duration.ofMinutes(time.toMinutes()))
        ? time.toMinutes() + " min"
        : millis / 1_000.0 + " s";
  }
}
