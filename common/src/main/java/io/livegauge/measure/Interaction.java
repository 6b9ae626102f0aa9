package io.livegauge.measure;

import java.util.Locale;

/** The kinds of interaction that are capped per user and slice. */
public enum Interaction {
  LIKE,
  BARRAGE,
  CLICK,
  SHARE;

  /** The key in {@code quality.excess}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
