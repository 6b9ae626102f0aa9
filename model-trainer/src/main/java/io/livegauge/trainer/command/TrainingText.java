package io.livegauge.trainer.command;

import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.TargetRange;
import io.livegauge.trainer.evaluation.Metrics;
import io.livegauge.trainer.evaluation.SessionCourse;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.training.HiddenSearch;
import io.livegauge.trainer.training.TrainedModel;
import io.livegauge.trainer.training.TrainingOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a training has come to, for a terminal. */
final class TrainingText {
  private static final String LABEL = "%-13s";

  /** Four decimals of less than this would be no digit but zeros. */
  private static final double TINY = 0.00005;

  private TrainingText() {}

  /** Data, network, figures on held-out rows, the course of sessions, and notes. */
  static void print(TrainedModel trained, SessionCourse course, PrintWriter out) {
    Console console = new Console(out);
    DataSummary data = trained.data().summary();
    field(
        console,
        "data",
        String.format(
            Locale.ROOT,
            "%,d rows: %,d to learn from, %,d held out",
            data.rows(),
            trained.data().training().size(),
            trained.data().heldOut().size()));
    field(console, "split", data.split());
    field(console, "target", data.target());
    field(console, "network", network(trained));
    out.println();
    metrics(console, trained.metrics(), data.targetRange());
    if (course != null) {
      out.println();
      course(console, course);
    }
    List<String> notes = trained.notes();
    if (!notes.isEmpty()) {
      out.println();
      notes.forEach(note -> console.paragraph("- ", note));
    }
    out.println();
  }

  private static void field(Console console, String name, String value) {
    console.paragraph(String.format(LABEL, name), value);
  }

  private static String network(TrainedModel trained) {
    TrainingOptions options = trained.options();
    StringBuilder text = new StringBuilder();
    text.append(trained.network().inputs()).append('-').append(options.hidden()).append("-1, ");
    text.append(trained.course().size())
        .append(trained.course().size() == 1 ? " epoch" : " epochs");
    if (trained.stopping() != null) {
      text.append(" of at most ").append(options.epochs());
      text.append(" (the one after epoch ").append(trained.stopping().epoch());
      text.append(" is taken, by ").append(trained.stopping().watched());
      text.append(" training sessions that were watched, not learned from)");
    }
    text.append(", batches of ").append(options.batch());
    text.append(", learning rate ").append(options.learningRate());
    return text.append(", seed ").append(options.seed()).toString();
  }

  private static void metrics(Console console, Metrics metrics, TargetRange range) {
    console.line(
        LABEL + " %12s %12s %16s",
        "held out",
        "0 to 1",
        "points",
        range == null ? "" : Console.cut(range.column(), 16));
    error(console, "MAE", metrics.mae(), range);
    error(console, "RMSE", metrics.rmse(), range);
    console.line(LABEL + " %12s", "R2", number(metrics.r2()));
    double size = range == null ? 0 : range.max() - range.min();
    console.line(
        LABEL + " %12s %12s %16s",
        "variance",
        number(metrics.testVariance()),
        number(1e4 * metrics.testVariance()),
        range == null ? "" : number(size * size * metrics.testVariance()));
  }

  private static void error(Console console, String name, double value, TargetRange range) {
    console.line(
        LABEL + " %12s %12s %16s",
        name,
        number(value),
        number(100 * value),
        range == null ? "" : number(value * (range.max() - range.min())));
  }

  private static void course(Console console, SessionCourse course) {
    console.line(
        LABEL + " %7s %7s   %7s %7s   %7s %7s",
        "by share of",
        "network",
        "",
        "weights",
        "",
        "mean",
        "");
    console.line(
        LABEL + " %7s %7s   %7s %7s   %7s %7s",
        "the session",
        "R2",
        "RMSE",
        "R2",
        "RMSE",
        "R2",
        "RMSE");
    List<String> weights = new ArrayList<>();
    List<String> means = new ArrayList<>();
    for (SessionCourse.Moment moment : course.moments()) {
      String share = String.format(Locale.ROOT, "%.0f %%", 100 * moment.share());
      console.line(
          "%11s   %7s %7s   %7s %7s   %7s %7s",
          share,
          number(moment.network().r2()),
          number(moment.network().rmse()),
          moment.weighted() == null ? "-" : number(moment.weighted().r2()),
          moment.weighted() == null ? "-" : number(moment.weighted().rmse()),
          number(moment.mean().r2()),
          number(moment.mean().rmse()));
      if (moment.isWonByWeights()) {
        weights.add(share);
      }
      if (moment.isWonByMean()) {
        means.add(share);
      }
    }
    SessionCourse.Moment any = course.moments().get(0);
    console.paragraph(
        "One window of each of the "
            + any.sessions()
            + " held-out sessions."
            + (any.weighted() == null
                ? ""
                : " Weights: the target's weights applied to that window.")
            + " Mean: the mean target of the training sessions.");
    won(console, "The weights alone do", weights);
    won(console, "The mean alone does", means);
  }

  private static void won(Console console, String who, List<String> shares) {
    if (!shares.isEmpty()) {
      console.paragraph(who + " better than the network at " + String.join(", ", shares) + ".");
    }
  }

  /** What a search for the hidden size found. */
  static void print(HiddenSearch search, PrintWriter err) {
    Console console = new Console(err);
    console.line("%7s %12s %12s", "hidden", "mean MSE", "std. error");
    for (HiddenSearch.Candidate candidate : search.candidates()) {
      console.line(
          "%7d %12.6f %12.6f%s",
          candidate.hidden(),
          candidate.loss(),
          candidate.standardError(),
          mark(candidate.hidden(), search));
    }
    console.paragraph(
        "Hidden size "
            + search.chosen()
            + ": the smallest within one standard error of the best, by "
            + search.folds()
            + "-fold cross-validation among the training sessions.");
    err.flush();
  }

  private static String mark(int hidden, HiddenSearch search) {
    return (hidden == search.best() ? "  best" : "") + (hidden == search.chosen() ? "  taken" : "");
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    double size = Math.abs(value);
    if (size > 0 && size < TINY) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return size >= 1e6
        ? String.format(Locale.ROOT, "%.4g", value)
        : String.format(Locale.ROOT, size >= 100 ? "%.2f" : "%.4f", value);
  }
}
