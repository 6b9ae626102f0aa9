package io.livegauge.measure;

import java.util.Locale;

/** Where a viewer came from. */
public enum Source {
  FOLLOW,
  RECOMMEND,
  AD,
  SEARCH,
  SHARE,
  OTHER;

  /** The value in records. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The source of a wire name; null for null, OTHER for any that is unknown. */
  public static Source ofWireName(String name) {
    if (name == null) {
      return null;
    }
    return switch (name) {
      case "follow" -> FOLLOW;
      case "recommend" -> RECOMMEND;
      case "ad" -> AD;
      case "search" -> SEARCH;
      case "share" -> SHARE;
      default -> OTHER;
    };
  }
}
