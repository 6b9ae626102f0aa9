package io.livegauge.trainer.report;

import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.evaluation.SessionCourse;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Shown;
import io.livegauge.trainer.page.Table;
import java.util.ArrayList;
import java.util.List;

/** How early in a session its target can be told. */
final class CourseSection {
  private final SessionCourse course;

  /**
   * @param course null where rows have no time
   */
  CourseSection(SessionCourse course) {
    this.course = course;
  }

  void write(Page page) {
    page.heading("Over the session's course");
    if (course == null) {
      page.paragraph(
          "The rows of a table have no place in a session, so this cannot be told; --windows DIR"
              + " trains on windows, which have one.");
      return;
    }
    page.paragraph(
        "At each share of its length that had passed, every held-out session counts once. The"
            + " baseline needs no network: the target's weights, applied to the indicators of this"
            + " window. The other one knows nothing of the session: the mean target of those"
            + " learned from.");
    page.figure(
        "R² over the course of the held-out sessions. What is not drawn is not defined"
            + " or far below 0; the table has it.",
        TrainingCharts.course(course));
    Table table =
        new Table(
            "passed", "sessions", "network: R²", "RMSE", "weights: R²", "RMSE", "mean: R²", "RMSE");
    for (SessionCourse.Moment moment : course.moments()) {
      List<String> cells = new ArrayList<>();
      cells.add(Shown.percent(moment.share(), 0));
      cells.add(Shown.count(moment.sessions()));
      add(cells, moment.network());
      add(cells, moment.weighted());
      add(cells, moment.mean());
      table.row(cells.toArray(String[]::new));
    }
    page.table(table);
    page.list(verdicts());
    if (course.moments().stream().anyMatch(moment -> moment.weighted() == null)) {
      page.faint(
          "The target is a user's own, without weights, so the first baseline is not there.");
    }
  }

  private static void add(List<String> cells, Metrics metrics) {
    cells.add(metrics == null ? "–" : Shown.number(metrics.r2(), 3));
    cells.add(metrics == null ? "–" : Shown.number(TrainingCharts.POINTS * metrics.rmse(), 2));
  }

  private List<String> verdicts() {
    List<String> verdicts = new ArrayList<>();
    for (SessionCourse.Moment moment : course.moments()) {
      if (moment.isWonByWeights() || moment.isWonByMean()) {
        verdicts.add(
            "At "
                + Shown.percent(moment.share(), 0)
                + " the network is beaten by "
                + (!moment.isWonByWeights()
                    ? "the mean"
                    : moment.isWonByMean() ? "both baselines" : "the weights alone")
                + ".");
      }
    }
    if (verdicts.isEmpty()) {
      verdicts.add("The network is nearer than every baseline at all of these moments.");
    }
    return verdicts;
  }
}
