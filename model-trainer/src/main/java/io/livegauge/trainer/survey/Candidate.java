package io.livegauge.trainer.survey;

import io.livegauge.indicator.Indicator;
import java.util.Locale;

/**
 * The study's first list of 17 indicators, in its order. Those that it kept go by the codes that
 * they have after its screening.
 */
enum Candidate {
  VIEWING_DURATION("A11", "viewing duration"),
  INTERACTION_FREQUENCY(null, "interaction frequency"),
  BARRAGES("A12", "barrages"),
  GIFTS("A13", "gifts and rewards"),
  LIKES_AND_SHARES("A14", "likes and shares"),
  CONTENT_FEVER(null, "live content fever"),
  COMMODITY_DISPLAY("A21", "commodity display effect"),
  HOST_DEGREE("A22", "host professional degree"),
  GAME_EFFECT("A23", "interactive game effect"),
  CONVERSION_RATE("A31", "purchase conversion rate"),
  SALES("A32", "sales"),
  CLICK_RATE("A33", "click rate of goods"),
  RATINGS("A41", "comments and ratings"),
  UNSUBSCRIBE_RATE("A42", "unsubscribe rate"),
  USER_GROWTH("A43", "user growth rate"),
  SOCIAL_SHARING(null, "social media sharing effect"),
  ADVERTISING("A51", "advertising CTR");

  private final String code;
  private final String label;

  Candidate(String code, String label) {
    this.code = code;
    this.label = label;
  }

  /** The candidate that a column's name means, by code or by words; null for another one. */
  static Candidate of(String column) {
    String words = column.toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
    for (Candidate candidate : values()) {
      if (column.equals(candidate.code) || words.equals(candidate.label.toLowerCase(Locale.ROOT))) {
        return candidate;
      }
    }
    return null;
  }

  /** The indicator that is measured; null for the three that the study removed. */
  Indicator indicator() {
    return code == null ? null : Indicator.valueOf(code);
  }

  String label() {
    return label;
  }
}
