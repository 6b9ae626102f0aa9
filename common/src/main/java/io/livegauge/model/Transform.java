package io.livegauge.model;

import java.util.Locale;

/** What is done to a value, and to its bounds, before it is scaled. */
public enum Transform {
  IDENTITY {
    @Override
    public double apply(double value) {
      return value;
    }
  },
  /** ln(1 + v), mirrored at zero: of a negative value it is −ln(1 − v). */
  LOG1P {
    @Override
    public double apply(double value) {
      return value < 0 ? -StrictMath.log1p(-value) : StrictMath.log1p(value);
    }
  };

  /** The transformed value. */
  public abstract double apply(double value);

  /** The value in the artifact. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The transform of that wire name, or null. */
  static Transform ofWireName(String name) {
    for (Transform transform : values()) {
      if (transform.wireName().equals(name)) {
        return transform;
      }
    }
    return null;
  }
}
