package io.livegauge.trainer.report;

import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Shown;
import io.livegauge.trainer.page.Table;
import io.livegauge.trainer.training.HiddenSearch;

/** How the size of the hidden layer was found. */
final class SearchSection {
  private final HiddenSearch search;
  private final int hidden;

  /**
   * @param search null where the size was given
   * @param hidden the size
   */
  SearchSection(HiddenSearch search, int hidden) {
    this.search = search;
    this.hidden = hidden;
  }

  void write(Page page) {
    page.heading("Hidden layer");
    if (search == null) {
      page.paragraph(
          "No size was searched for: "
              + Shown.count(hidden, "hidden neuron was", "hidden neurons were")
              + " asked for (the study takes 5). --search tries the study's m = sqrt(n + l) + a, a ="
              + " 1 to 10, by cross-validation.");
      return;
    }
    page.paragraph(
        "Sizes m = sqrt(14 + 1) + a, a = 1 to 10, by "
            + search.folds()
            + "-fold cross-validation over the rows learned from, no stream cut by a fold. "
            + search.best()
            + " has the smallest error; "
            + (search.chosen() == search.best()
                ? "no smaller size comes within one standard error of it, so it is taken."
                : search.chosen()
                    + " is the smallest within one standard error of it, so no worse as far as can"
                    + " be told, and is taken."));
    page.figure(
        "Root mean squared error of each size on the folds it did not learn from. The marks are one"
            + " standard error to each side.",
        TrainingCharts.search(search));
    Table table =
        new Table("hidden neurons", "mean squared error", "standard error", "RMSE (points)");
    for (HiddenSearch.Candidate candidate : search.candidates()) {
      String[] cells = {
        Integer.toString(candidate.hidden()),
        Shown.number(candidate.loss(), 6),
        Shown.number(candidate.standardError(), 6),
        Shown.number(TrainingCharts.POINTS * Math.sqrt(candidate.loss()), 2)
      };
      if (candidate.hidden() == search.chosen()) {
        table.markedRow(cells);
      } else {
        table.row(cells);
      }
    }
    page.table(table);
  }
}
