package io.livegauge.trainer.report;

import io.livegauge.trainer.comparison.CheapRivals;
import io.livegauge.trainer.comparison.Comparison;
import io.livegauge.trainer.comparison.Contender;
import io.livegauge.trainer.comparison.Lead;
import io.livegauge.trainer.comparison.StudyTable;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Shown;
import io.livegauge.trainer.page.Table;
import io.livegauge.trainer.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.CategoryChart;

/** The network beside its rivals, on the same rows. */
final class ComparisonSection {
  private final Comparison comparison;

  ComparisonSection(Comparison comparison) {
    this.comparison = comparison;
  }

  void write(Page page) {
    page.heading("Comparison");
    if (comparison == null) {
      page.paragraph(
          "The network was compared with no other learner; --compare trains six of them with ten"
              + " seeds each.");
      study(page);
      return;
    }
    page.list(comparison.conclusions());
    page.faint("In these sentences RMSE is in units of the target, 0 to 1; below it is in points.");
    page.figure(
        "Error and explained share of each learner on the held-out rows, means over "
            + Shown.count(comparison.seeds().size(), "seed", "seeds")
            + (comparison.seeds().size() > 1
                ? "; the marks are 95 % intervals of the means over seeds."
                : "; one seed has no interval."),
        List.of(
            bars("RMSE (points)", contender -> inPoints(contender.rmse())),
            bars("R²", Contender::r2)),
        List.of("RMSE of each learner", "R² of each learner"));
    table(page);
    identity(page);
    leads(page);
    page.list(
        comparison.contenders().stream()
            .map(contender -> contender.name() + ": " + contender.description() + ".")
            .toList());
    page.list(notes());
    if (comparison.seeds().size() < Comparison.ENOUGH_SEEDS) {
      page.faint(
          "--compare trains all six learners with ten seeds each, and takes their time."
              + (comparison.training().size() > CheapRivals.MOST_ROWS_OF_TREES
                  ? " Without it boosted trees stay away from more than "
                      + Shown.count(CheapRivals.MOST_ROWS_OF_TREES)
                      + " rows."
                  : ""));
    }
    study(page);
  }

  /** Without what the section on data says already. */
  private List<String> notes() {
    return comparison.notes().stream()
        .filter(note -> !comparison.data().notes().contains(note))
        .toList();
  }

  private CategoryChart bars(String yTitle, Function<Contender, Summary> figures) {
    List<Contender> shown =
        comparison.contenders().stream()
            .filter(contender -> Double.isFinite(figures.apply(contender).mean()))
            .toList();
    return TrainingCharts.bars(
        yTitle,
        shown.stream().map(Contender::name).toList(),
        numbers(shown, contender -> figures.apply(contender).mean()),
        numbers(shown, contender -> figures.apply(contender).lower()),
        numbers(shown, contender -> figures.apply(contender).upper()));
  }

  private static Summary inPoints(Summary summary) {
    return new Summary(
        TrainingCharts.POINTS * summary.mean(),
        TrainingCharts.POINTS * summary.deviation(),
        TrainingCharts.POINTS * summary.lower(),
        TrainingCharts.POINTS * summary.upper());
  }

  private static double[] numbers(List<Contender> contenders, ToDoubleFunction<Contender> figure) {
    return contenders.stream().mapToDouble(figure).toArray();
  }

  private void table(Page page) {
    boolean isRepeated = comparison.seeds().size() > 1;
    List<String> head = new ArrayList<>(List.of("", "MAE", "RMSE", "R²"));
    if (isRepeated) {
      head.addAll(List.of("RMSE, 95 %", "R², 95 %", "training (s)"));
    }
    head.add("parameters");
    Table table = new Table(head.toArray(String[]::new));
    for (Contender contender : comparison.contenders()) {
      Summary rmse = inPoints(contender.rmse());
      List<String> cells = new ArrayList<>();
      cells.add(contender.name());
      cells.add(Shown.number(inPoints(contender.mae()).mean(), 2));
      cells.add(Shown.number(rmse.mean(), 2));
      cells.add(Shown.number(contender.r2().mean(), 4));
      if (isRepeated) {
        cells.add(interval(rmse, 2));
        cells.add(interval(contender.r2(), 4));
        cells.add(Shown.number(contender.seconds().mean(), 2));
      }
      cells.add(contender.parameters() == 0 ? "–" : Shown.count(contender.parameters()));
      if (contender.name().equals(comparison.winner().name())) {
        table.markedRow(cells.toArray(String[]::new));
      } else {
        table.row(cells.toArray(String[]::new));
      }
    }
    page.table(table);
    page.faint(
        "Learned from "
            + Shown.count(comparison.training().size(), "row", "rows")
            + ", measured on "
            + Shown.count(comparison.heldOut().size(), "row", "rows")
            + "; predictions are clipped to 0 to 100 for all alike. In bold the lowest mean RMSE.");
  }

  private static String interval(Summary summary, int digits) {
    if (summary.deviation() == 0) {
      return "always the same";
    }
    return Double.isFinite(summary.lower())
        ? Shown.interval(summary.lower(), summary.upper(), digits)
        : "–";
  }

  private void identity(Page page) {
    double worst =
        comparison.contenders().stream()
            .mapToDouble(Contender::identityGap)
            .filter(Double::isFinite)
            .max()
            .orElse(Double.NaN);
    double variance = TrainingCharts.POINTS * TrainingCharts.POINTS * comparison.testVariance();
    page.paragraph(
        "RMSE² / (1 − R²) is the variance of the held-out targets, "
            + Shown.number(variance, 2)
            + " squared points, and must come out of every row alike: "
            + (Double.isFinite(worst)
                ? "the worst of all runs misses it by "
                    + String.format(Locale.ROOT, "%.1e", worst)
                    + " of it."
                : "it cannot be told here, as R² is not defined."));
  }

  private void leads(Page page) {
    List<Lead> leads = comparison.leadsOverNetwork();
    if (leads.isEmpty()) {
      return;
    }
    page.subheading("Against the network");
    Table table =
        new Table("", "RMSE lower by", "R² higher by", "95 % interval over sessions", "reading");
    table.words(4);
    for (Lead lead : leads) {
      table.row(
          lead.name(),
          Shown.signed(TrainingCharts.POINTS * lead.rmse().mean(), 2),
          lead.r2() == null ? Shown.UNDEFINED : Shown.signed(lead.r2().mean(), 4),
          lead.r2() == null
              ? Shown.UNDEFINED
              : Shown.interval(lead.r2().lower(), lead.r2().upper(), 4),
          lead.isAhead()
              ? "better than the network"
              : lead.isBehind() ? "worse than the network" : "within chance");
    }
    page.table(table);
  }

  private static void study(Page page) {
    page.subheading("The study's table 7, on data that are not published");
    Table table = new Table("", "MAE", "RMSE", "R²", "variance that follows");
    for (StudyTable row : StudyTable.ROWS) {
      table.row(
          row.name(),
          Shown.number(row.mae(), 3),
          Shown.number(row.rmse(), 3),
          Shown.number(row.r2(), 2),
          Shown.number(row.impliedVariance(), 3));
    }
    page.table(table);
    page.faint(
        "One test set has one variance, and three follow: that table contradicts itself, so nothing"
            + " here is measured by it.");
  }
}
