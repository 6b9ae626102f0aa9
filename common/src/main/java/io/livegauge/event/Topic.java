package io.livegauge.event;

/**
 * The topics of the contract. Names are given without the prefix ({@code live.} by default).
 *
 * <p>Input topics carry events; output topics carry what the job publishes.
 */
public enum Topic {
  ACCESS("access", true),
  BARRAGE("barrage", true),
  LIKE("like", true),
  GIFT("gift", true),
  CART("cart", true),
  ORDER("order", true),
  PRODUCT("product", true),
  RATING("rating", true),
  FOLLOW("follow", true),
  AD("ad", true),
  GAME("game", true),
  SURVEY("survey", true),
  STREAM("stream", true),
  SCORES("scores", false),
  SESSIONS("sessions", false),
  QUARANTINE("quarantine", false),
  MODELS("models", false),
  ALERTS("alerts", false);

  /** The prefix that the contract names; every tool has an option for another one. */
  public static final String DEFAULT_PREFIX = "live.";

  private final String suffix;
  private final boolean input;

  Topic(String suffix, boolean input) {
    this.suffix = suffix;
    this.input = input;
  }

  /** The name without prefix, e.g. {@code access}. */
  public String suffix() {
    return suffix;
  }

  /** Whether the topic carries events into the job. */
  public boolean isInput() {
    return input;
  }

  /** The full name under a prefix, e.g. {@code live.access}. */
  public String named(String prefix) {
    return prefix + suffix;
  }
}
