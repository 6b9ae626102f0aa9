package io.livegauge.trainer.survey;

import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.statistics.Bartlett;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What both the terminal and the page tell of one survey.
 *
 * @param file the file's name, without its directories
 * @param isInvented whether the file says of itself that it is invented
 * @param unused columns that the definition does not name
 */
record SurveyReport(
    String file,
    boolean isInvented,
    SurveyDefinition definition,
    Screening screening,
    SurveyAnalysis analysis,
    List<String> unused) {
  private static final double ALPHA_LEVEL = 0.05;

  static SurveyReport of(CsvTable table, SurveyDefinition definition) throws InputException {
    Screening screening = Screening.of(table, definition);
    List<String> used =
        new ArrayList<>(definition.items().stream().map(SurveyDefinition.Item::column).toList());
    definition.attention().forEach(check -> used.add(check.column()));
    if (definition.duration() != null) {
      used.add(definition.duration().column());
    }
    for (SurveyDefinition.Place place :
        new SurveyDefinition.Place[] {definition.stream(), definition.sessionStart()}) {
      if (place != null) {
        used.add(place.column());
      }
    }
    return new SurveyReport(
        String.valueOf(table.file().getFileName()),
        table.isInvented(),
        definition,
        screening,
        SurveyAnalysis.of(definition, screening),
        table.columns().stream().filter(column -> !used.contains(column)).toList());
  }

  String title() {
    return definition.title() == null ? file : definition.title();
  }

  /** How many questionnaires the rate is of: those sent where that is known, else the rows. */
  int asked() {
    return definition.sent() == null ? screening.returned() : definition.sent();
  }

  /** The share of valid answers. */
  double recoveryRate() {
    return screening.valid() / (double) asked();
  }

  String recovery() {
    return String.format(
        Locale.ROOT,
        "%s %d, valid %d: effective recovery rate %.2f %% of those %s.",
        definition.sent() == null ? "Returned" : "Sent " + definition.sent() + ", returned",
        screening.returned(),
        screening.valid(),
        100 * recoveryRate(),
        definition.sent() == null ? "returned (how many were sent is not said)" : "sent");
  }

  String listwise() {
    return "Missing answers are deleted listwise: a row that misses the answer to one item counts"
        + " in no coefficient. Pairwise deletion would give other values.";
  }

  /** What Bartlett's test of all items does and does not mean; null where it is not given. */
  String bartlett() {
    Bartlett test = analysis.overall().bartlett();
    if (test == null) {
      return null;
    }
    String numbers =
        String.format(
            Locale.ROOT,
            "Bartlett's test over all items: chi-squared %.4f, %d degrees of freedom, p %s. ",
            test.chiSquare(),
            test.degreesOfFreedom(),
            probability(test.p(), test.log10P()));
    if (test.p() < ALPHA_LEVEL) {
      return numbers
          + "It rejects that the items are uncorrelated: they have enough in common for a factor"
          + " analysis to make sense. It does not show that the items or dimensions are independent"
          + " (it is the opposite), nor that they measure what they should, and with many rows it"
          + " is significant nearly always.";
    }
    return numbers
        + "It does not reject that the items are uncorrelated, so a factor analysis has nothing to"
        + " stand on. That does not show that they are independent: there may be too few rows.";
  }

  /** A probability in words that hold where it underflows, too. */
  static String probability(double p, double log10P) {
    if (p >= 0.0001) {
      return String.format(Locale.ROOT, "%.4f", p);
    }
    return p >= 1e-300
        ? String.format(Locale.ROOT, "%.4e (log10 p %.3f)", p, log10P)
        : String.format(Locale.ROOT, "below 1e-300 (log10 p %.3f)", log10P);
  }
}
