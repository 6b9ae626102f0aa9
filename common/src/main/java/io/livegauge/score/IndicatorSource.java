package io.livegauge.score;

import java.util.Locale;

/** What a value of an indicator rests on. */
public enum IndicatorSource {
  /** Counted events. */
  EVENTS,
  /** Answers to a survey item. */
  SURVEY,
  /** What viewers did, in place of what was not asked or not shown often enough. */
  PROXY,
  /** Nothing to go by: the model's reference. */
  PRIOR;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The value in records. */
  public String wireName() {
    return wireName;
  }

  /**
   * The source of a wire name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static IndicatorSource ofWireName(String name) {
    for (IndicatorSource source : values()) {
      if (source.wireName.equals(name)) {
        return source;
      }
    }
    throw new IllegalArgumentException("no source of a value: " + name);
  }
}
