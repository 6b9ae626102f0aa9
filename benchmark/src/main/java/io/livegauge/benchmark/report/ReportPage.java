package io.livegauge.benchmark.report;

import io.livegauge.benchmark.result.Machine;
import io.livegauge.benchmark.result.Result;
import io.livegauge.benchmark.result.Result.Series;
import io.livegauge.benchmark.result.Target.Verdict;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of all results. Equal results make equal bytes. */
final class ReportPage {
  private static final int BUSIEST = 12;
  private static final double GIBI = 1 << 30;

  /** What there is to measure, in the order to show, with the heading of each. */
  private static final Map<String, String> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("pipeline", "The pipeline beside other ways");
    COMMANDS.put("latency", "From the end of a slice to its score");
    COMMANDS.put("scale", "With more of everything");
    COMMANDS.put("micro", "Single steps");
    COMMANDS.put("train", "Training");
  }

  private ReportPage() {}

  /**
   * The page.
   *
   * @param results in any order
   * @param profiles flame graphs by the names to show
   */
  static String html(List<Result> results, Map<String, FlameGraph> profiles) {
    Page page = new Page("What Livegauge costs");
    page.style(Charts.STYLE + FlameGraph.STYLE);
    page.paragraph(
        "Every figure is the median of its rounds, with the least and the greatest beside it; what"
            + " a command ran with, and where, stands with its figures.");
    List<String> missing = missing(results);
    if (!missing.isEmpty()) {
      page.note(
          "Not measured, or not in this directory: "
              + String.join(
                  ", ", missing.stream().map(name -> "./livegauge bench " + name).toList())
              + ".");
    }
    page.contents();
    targets(page, results);
    for (String command : COMMANDS.keySet()) {
      for (Result result : results) {
        if (command(result).equals(command)) {
          result(page, COMMANDS.get(command), result);
        }
      }
    }
    for (Result result : results) {
      if (!COMMANDS.containsKey(command(result))) {
        result(page, result.command(), result);
      }
    }
    profiles.forEach((name, profile) -> profile(page, name, profile));
    return page.html();
  }

  /** The command's name: its series are named after it. */
  private static String command(Result result) {
    String id = result.series().isEmpty() ? "" : result.series().get(0).id();
    return id.contains(".") ? id.substring(0, id.indexOf('.')) : id;
  }

  private static List<String> missing(List<Result> results) {
    List<String> missing = new ArrayList<>(COMMANDS.keySet());
    results.forEach(result -> missing.remove(command(result)));
    return missing;
  }

  private static void targets(Page page, List<Result> results) {
    page.heading("Targets");
    Table table = new Table("figure", "measured", "", "at least", "aim");
    for (TargetLine line : TargetLine.of(results)) {
      String[] cells = {line.figure(), line.measured(), line.marked(), line.atLeast(), line.aim()};
      if (line.verdict() == Verdict.MISSED) {
        table.markedRow(cells);
      } else {
        table.row(cells);
      }
    }
    page.table(table);
    page.faint(
        "The aims are what trials on two cores, with the broker on the same machine, suggest.");
  }

  private static void result(Page page, String heading, Result result) {
    page.heading(heading);
    page.verbatim(result.command());
    page.list(result.notes());
    for (Series series : result.series()) {
      page.subheading(series.title());
      page.markup(Charts.of(series));
    }
    page.subheading("Settings and machine");
    Table table = new Table("setting", "value").words(1);
    result.settings().forEach(table::row);
    Machine machine = result.machine();
    table.row("began", result.startedAt());
    table.row("took", Shown.figure(result.seconds()) + " s");
    table.row("cores", machine.cores() + " of " + machine.processor());
    table.row("memory", String.format(Locale.ROOT, "%.1f GiB", machine.memoryBytes() / GIBI));
    table.row("system", machine.os());
    table.row("JVM", machine.jvm());
    table.row("versions", machine.versions());
    table.row("load before", machine.load() < 0 ? "unknown" : Shown.figure(machine.load()));
    page.table(table);
  }

  private static void profile(Page page, String name, FlameGraph profile) {
    page.heading("Profile: " + name);
    if (profile.samples() == 0) {
      page.paragraph("The recording holds no sample of running Java code.");
      return;
    }
    page.paragraph(
        profile.samples()
            + " samples of running Java code. Callers are above what they call, the width is the"
            + " share of the samples: blue for Livegauge, orange for Flink and Kafka, purple for"
            + " other libraries, grey for the platform. A click widens a frame.");
    page.markup(profile.html("Flame graph of " + name));
    Table table = new Table("method, itself", "share");
    for (FlameGraph.Share share : profile.busiest(BUSIEST)) {
      table.row(share.method(), String.format(Locale.ROOT, "%.1f %%", 100 * share.share()));
    }
    page.table(table);
    page.script(FlameGraph.SCRIPT);
  }
}
