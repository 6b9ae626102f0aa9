package io.livegauge.trainer.report;

import io.livegauge.indicator.Indicator;

/** The indicators as readers know them. */
final class Names {
  private Names() {}

  /** Code and name. */
  static String of(Indicator indicator) {
    return indicator.name()
        + " "
        + switch (indicator) {
          case A11 -> "viewing duration";
          case A12 -> "number of barrages";
          case A13 -> "number of gifts";
          case A14 -> "likes and shares";
          case A21 -> "commodity display effect";
          case A22 -> "host professional degree";
          case A23 -> "interactive game effect";
          case A31 -> "purchase conversion rate";
          case A32 -> "sales";
          case A33 -> "click rate of goods";
          case A41 -> "comments and ratings";
          case A42 -> "unsubscribe rate";
          case A43 -> "user growth rate";
          case A51 -> "advertising CTR";
        };
  }

  /** The unit of an indicator's bounds. */
  static String unit(Indicator indicator) {
    return switch (indicator) {
      case A11 -> "s";
      case A12, A13, A14 -> "count";
      case A21, A22, A23, A41 -> "1 to 5";
      case A32 -> "minor units";
      case A31, A33, A42, A43, A51 -> "ratio";
    };
  }

  /** A category of streams. */
  static String ofCategory(String category) {
    return category == null ? "(none said)" : category;
  }
}
