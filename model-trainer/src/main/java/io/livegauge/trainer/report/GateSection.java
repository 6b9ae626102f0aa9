package io.livegauge.trainer.report;

import io.livegauge.trainer.gate.GateDecision;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Shown;
import io.livegauge.trainer.page.Table;
import java.util.List;
import java.util.Locale;

/** What the gate measured, and what it made of it. */
final class GateSection {
  private final GateDecision gate;
  private final int sessionsLearnedFrom;

  GateSection(GateDecision gate, int sessionsLearnedFrom) {
    this.gate = gate;
    this.sessionsLearnedFrom = sessionsLearnedFrom;
  }

  void write(Page page) {
    page.heading("Gate and drift");
    if (gate == null) {
      page.paragraph(
          "No gate was asked: a model that train writes to a file is compared with no champion."
              + " retrain asks the gate before a model takes over.");
      return;
    }
    page.paragraph(
        "The challenger was "
            + gate.outcome().name().toLowerCase(Locale.ROOT)
            + ", on "
            + Shown.count(gate.rows(), "row", "rows")
            + " of "
            + Shown.count(gate.sessions(), "held-out session", "held-out sessions")
            + (gate.isWeak() ? "; so few make weak evidence." : "."));
    page.list(gate.reasons());
    if (!gate.duels().isEmpty()) {
      duels(page);
    }
    if (!gate.drift().isEmpty()) {
      drift(page);
    }
  }

  private void duels(Page page) {
    Table table =
        new Table(
            "opponent",
            "its mean squared error",
            "the challenger's",
            "improvement",
            Shown.percent(2 * gate.rules().confidence() - 1, 0) + " interval");
    for (GateDecision.Duel duel : gate.duels()) {
      table.row(
          duel.isAgainstChampion()
              ? "champion, version " + duel.version()
              : "mean of the training targets",
          DataSection.significant(duel.mse()),
          DataSection.significant(gate.mse()),
          DataSection.significant(duel.improvement()),
          DataSection.significant(duel.lower()) + " to " + DataSection.significant(duel.upper()));
    }
    page.table(table);
    page.faint(
        "In squared units of the target, 0 to 1. The interval is of a paired bootstrap over"
            + " sessions, "
            + Shown.count(gate.rules().resamples())
            + " draws; the gate asks that its lower end, above which the improvement lies with "
            + Shown.percent(gate.rules().confidence(), 0)
            + " confidence, is above 0.");
  }

  private void drift(Page page) {
    page.subheading("Drift of the indicators");
    page.figure(
        "Held-out rows against those learned from: population stability index of each indicator,"
            + " and the share of values beyond the training bounds. The gate refuses where it is"
            + " above the line with confidence.",
        List.of(
            TrainingCharts.drift(gate.drift()),
            TrainingCharts.beyond(gate.drift(), gate.rules().driftShare())),
        List.of("Population stability index by indicator", "Values beyond the bounds"));
    Table table =
        new Table("indicator", "PSI", "reading", "beyond the training bounds", "at least");
    table.words(2);
    for (GateDecision.Drift drift : gate.drift()) {
      table.row(
          Names.of(drift.indicator()),
          Shown.number(drift.psi(), 3),
          reading(drift.psi()),
          Shown.percent(drift.beyond(), 1),
          Shown.percent(drift.beyondAtLeast(), 1));
    }
    page.table(table);
    page.faint(
        "By the usual reading a PSI below 0.1 is no change, and one above 0.25 a large one. The gate"
            + " goes by the last column: what the share of values beyond the bounds is above with "
            + Shown.percent(gate.rules().confidence(), 0)
            + " confidence, as one odd session of few is a large share. Above "
            + Shown.percent(gate.rules().driftShare(), 0)
            + " it refuses. Chance alone brings a PSI of about "
            + Shown.number(chance(), 2)
            + " here, where rows of one session are alike.");
  }

  /** What ten bins of two samples of one distribution come to on average. */
  private double chance() {
    return 9 * (1.0 / sessionsLearnedFrom + 1.0 / gate.sessions());
  }

  private static String reading(double psi) {
    if (!Double.isFinite(psi)) {
      return Shown.UNDEFINED;
    }
    return psi < 0.1 ? "no change" : psi <= 0.25 ? "some change" : "large change";
  }
}
