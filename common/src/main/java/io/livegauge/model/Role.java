package io.livegauge.model;

import java.util.Locale;

/** What a model does: score, or be compared. */
public enum Role {
  /** Scores windows. */
  CHAMPION,
  /** Only fills {@code shadow}. */
  CHALLENGER;

  /** The value in the artifact. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that wire name, or null. */
  static Role ofWireName(String name) {
    for (Role role : values()) {
      if (role.wireName().equals(name)) {
        return role;
      }
    }
    return null;
  }
}
