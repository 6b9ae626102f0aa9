package io.livegauge.trainer.comparison;

import io.livegauge.trainer.data.TargetRange;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.statistics.Summary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison for a terminal. */
public final class ComparisonText {
  private final Comparison comparison;
  private final Console console;

  private ComparisonText(Comparison comparison, Console console) {
    this.comparison = comparison;
    this.console = console;
  }

  /** Prints the tables and what follows from them. */
  public static void print(Comparison comparison, PrintWriter out) {
    ComparisonText text = new ComparisonText(comparison, new Console(out));
    text.head();
    text.means();
    text.intervals();
    text.identity();
    text.leads();
    text.console.heading("Result");
    text.comparison.conclusions().forEach(text.console::paragraph);
    text.comparison.notes().forEach(note -> text.console.paragraph("- ", note));
    text.study();
  }

  private void head() {
    console.paragraph(
        String.format(
            Locale.ROOT,
            "Learned from %s of %s, measured on %s of %s.",
            count(comparison.training().size(), "row"),
            count(comparison.training().sessionCount(), "session"),
            count(comparison.heldOut().size(), "row"),
            count(comparison.heldOut().sessionCount(), "other session")));
    console.paragraph("Target: " + comparison.data().target() + ".");
    console.paragraph("Split: " + comparison.data().split() + ".");
    for (Contender contender : comparison.contenders()) {
      console.paragraph(
          String.format("%-6s ", contender.name()),
          contender.description()
              + (contender.parameters() > 1
                  ? ": " + count(contender.parameters(), "parameter")
                  : ""));
    }
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private void means() {
    console.heading(
        comparison.seeds().size() == 1
            ? "Held-out rows, one seed"
            : "Held-out rows, means and standard deviations over "
                + comparison.seeds().size()
                + " seeds");
    console.line("%-6s %16s  %16s  %16s  %17s", "", "MAE", "RMSE", "R2", "training, s");
    console.line(
        "%-6s %8s %7s  %8s %7s  %8s %7s  %9s %7s",
        "model", "mean", "sd", "mean", "sd", "mean", "sd", "mean", "sd");
    for (Contender contender : comparison.contenders()) {
      Summary mae = contender.mae();
      Summary rmse = contender.rmse();
      Summary r2 = contender.r2();
      Summary seconds = contender.seconds();
      console.line(
          "%-6s %8s %7s  %8s %7s  %8s %7s  %9s %7s",
          contender.name(),
          number(mae.mean()),
          number(mae.deviation()),
          number(rmse.mean()),
          number(rmse.deviation()),
          number(r2.mean()),
          number(r2.deviation()),
          number(seconds.mean(), 3),
          number(seconds.deviation(), 3));
    }
    TargetRange range = comparison.data().targetRange();
    console.paragraph(
        "0.01 of MAE and RMSE is one point of score"
            + (range == null
                ? "."
                : String.format(
                    Locale.ROOT,
                    ", and %s of '%s'.",
                    Console.fitting((range.max() - range.min()) / 100, 12, 4),
                    range.column())));
    List<String> fixed =
        comparison.contenders().stream()
            .filter(contender -> !contender.isSeeded())
            .map(Contender::name)
            .toList();
    if (!fixed.isEmpty()) {
      console.paragraph(
          "Deterministic, the same for every seed but for time: " + String.join(", ", fixed) + ".");
    }
  }

  private void intervals() {
    if (comparison.seeds().size() == 1) {
      return;
    }
    console.heading("95 % intervals of these means (Student's t over the seeds)");
    console.line("%-6s %17s %17s %17s %18s", "model", "MAE", "RMSE", "R2", "training, s");
    for (Contender contender : comparison.contenders()) {
      console.line(
          "%-6s %17s %17s %17s %18s",
          contender.name(),
          interval(contender.mae(), 4),
          interval(contender.rmse(), 4),
          interval(contender.r2(), 4),
          interval(contender.seconds(), 3));
    }
    console.paragraph(
        "They hold what other seeds would give on these very rows, not what other sessions would.");
  }

  private void identity() {
    List<String> gaps = new ArrayList<>();
    for (Contender contender : comparison.contenders()) {
      double gap = contender.identityGap();
      gaps.add(
          contender.name()
              + " "
              + (Double.isNaN(gap) ? "not defined" : String.format(Locale.ROOT, "%.0e", gap)));
    }
    console.heading("Check");
    console.paragraph(
        String.format(
            Locale.ROOT,
            "Variance of the held-out targets: %.6f, one for all. RMSE^2 / (1 - R2) must equal it"
                + " for every model and seed; the largest misses, as shares: %s.",
            comparison.testVariance(),
            String.join(", ", gaps)));
  }

  private void leads() {
    List<Lead> leads = comparison.leadsOverNetwork();
    if (leads.isEmpty()) {
      return;
    }
    console.heading("Against bpnn, the study's network: above 0 is better than it");
    console.line("%-6s %27s  %26s", "", "RMSE lower by", "R2 higher by");
    console.line(
        "%-6s %8s %18s  %8s %17s", "model", "mean", "95 %, seeds", "mean", "95 %, sessions");
    for (Lead lead : leads) {
      console.line(
          "%-6s %8s %18s  %8s %17s  %s",
          lead.name(),
          number(lead.rmse().mean()),
          interval(lead.rmse(), 4),
          lead.r2() == null ? "-" : number(lead.r2().mean()),
          lead.r2() == null ? "-" : range(lead.r2().lower(), lead.r2().upper(), 4),
          lead.isAhead() ? "better" : lead.isBehind() ? "worse" : "unclear");
    }
    console.paragraph(
        "RMSE is paired by seed. R2 is by a paired bootstrap over the held-out sessions, of squared"
            + " errors that are means over the seeds, the test variance held: better and worse mean"
            + " more than the chance of which sessions are held out, unclear means not.");
  }

  private void study() {
    console.heading("The study's table 7 (Wei & Pan 2025), on data that are not published");
    console.line(
        "%-6s %8s %8s %8s  %s", "model", "MAE", "RMSE", "R2", "test variance that follows");
    for (StudyTable row : StudyTable.ROWS) {
      console.line(
          "%-6s %8.3f %8.3f %8.2f  %.3f",
          row.name(), row.mae(), row.rmse(), row.r2(), row.impliedVariance());
    }
    console.paragraph(
        "One test set has one variance; three follow. So that table contradicts itself, and its"
            + " figures are nothing to be measured by.");
  }

  private static String number(double value) {
    return number(value, 4);
  }

  private static String number(double value, int decimals) {
    return Double.isFinite(value)
        ? Console.fitting(value + 0.0, decimals == 3 ? 9 : 8, decimals)
        : "-";
  }

  private static String interval(Summary summary, int decimals) {
    return summary.deviation() == 0
        ? "always the same"
        : range(summary.lower(), summary.upper(), decimals);
  }

  private static String range(double lower, double upper, int decimals) {
    return Double.isFinite(lower) && Double.isFinite(upper)
        ? number(lower, decimals) + ".." + number(upper, decimals)
        : "-";
  }
}
