package io.livegauge.trainer.report;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.Dataset;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Shown;
import io.livegauge.trainer.page.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was learned from and measured by. */
final class DataSection {
  /** Rarer categories are counted together. */
  private static final int MOST_CATEGORIES = 20;

  private final Dataset data;

  DataSection(Dataset data) {
    this.data = data;
  }

  void write(Page page) {
    DataSummary summary = data.summary();
    page.heading("Data");
    Table sides = new Table("", "rows", "sessions", "mean target", "sd", "lowest", "highest");
    side(sides, "learned from", data.training(), summary.sessions() - summary.sessionsHeldOut());
    side(sides, "held out", data.heldOut(), summary.sessionsHeldOut());
    page.table(sides);
    page.paragraph("Target: " + summary.target() + ".");
    page.paragraph("Split: " + summary.split() + ".");
    if (summary.settlements() + summary.settlementsIgnored() > 0) {
      page.paragraph(
          "Settlements: "
              + Shown.count(summary.settlements())
              + " changed a session, "
              + Shown.count(summary.settlementsIgnored())
              + " were left aside (repeated, without an order, or of no session).");
    }
    bounds(page);
    categories(page);
  }

  private static void side(Table table, String name, Rows rows, int sessions) {
    double[] points =
        Arrays.stream(rows.targets()).map(target -> TrainingCharts.POINTS * target).toArray();
    double mean = Arrays.stream(points).average().orElse(Double.NaN);
    double variance =
        Arrays.stream(points).map(p -> (p - mean) * (p - mean)).average().orElse(Double.NaN);
    table.row(
        name,
        Shown.count(rows.size()),
        Shown.count(sessions),
        Shown.number(mean, 2),
        Shown.number(Math.sqrt(variance), 2),
        Shown.number(Arrays.stream(points).min().orElse(Double.NaN), 2),
        Shown.number(Arrays.stream(points).max().orElse(Double.NaN), 2));
  }

  private void bounds(Page page) {
    page.subheading("Indicators as the network sees them");
    Table table =
        new Table(
            "indicator",
            "unit",
            "better is",
            "scale",
            "lower bound",
            "upper bound",
            "reference",
            "held out beyond");
    table.words(1, 2, 3);
    double[] beyond = data.heldOutBeyondBounds();
    for (Feature feature : data.features()) {
      Indicator indicator = feature.code();
      table.row(
          Names.of(indicator),
          Names.unit(indicator),
          indicator.direction() == '+' ? "more" : "less",
          feature.transform().wireName(),
          significant(feature.min()),
          significant(feature.max()),
          significant(feature.reference()),
          Shown.percent(beyond[indicator.ordinal()], 1));
    }
    page.table(table);
    page.faint(
        "Bounds and references come from the rows learned from alone. What lies beyond a bound is"
            + " clipped; bounds at the 1st and 99th percentile leave about 2 % outside.");
  }

  /** Four digits, however large or small. */
  static String significant(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return Shown.number(value, 0);
    }
    int digits = 3 - (int) Math.floor(Math.log10(Math.abs(value)));
    return Shown.number(value, Math.max(0, Math.min(8, digits)));
  }

  private void categories(Page page) {
    page.subheading("Categories of streams");
    Map<String, int[]> counts = new HashMap<>();
    count(counts, data.training(), 0);
    count(counts, data.heldOut(), 2);
    if (counts.size() == 1 && counts.containsKey(null)) {
      page.paragraph("No row says of which category its stream is.");
      return;
    }
    if (counts.size() == 1) {
      page.note("All streams are of one category: how the model does on others was not measured.");
    }
    List<Map.Entry<String, int[]>> entries = new ArrayList<>(counts.entrySet());
    entries.sort(
        Comparator.comparingInt(
                (Map.Entry<String, int[]> entry) -> -entry.getValue()[1] - entry.getValue()[3])
            .thenComparing(Map.Entry::getKey, Comparator.nullsLast(Comparator.naturalOrder())));
    Table table =
        new Table(
            "category", "sessions learned from", "rows", "sessions held out", "rows held out");
    int[] rest = new int[4];
    for (int i = 0; i < entries.size(); i++) {
      int[] own = entries.get(i).getValue();
      if (i < MOST_CATEGORIES) {
        row(table, Names.ofCategory(entries.get(i).getKey()), own);
      } else {
        Arrays.setAll(rest, column -> rest[column] + own[column]);
      }
    }
    if (entries.size() > MOST_CATEGORIES) {
      row(table, entries.size() - MOST_CATEGORIES + " more", rest);
    }
    page.table(table);
  }

  private static void count(Map<String, int[]> counts, Rows rows, int from) {
    Set<Integer> seen = new HashSet<>();
    for (int session : rows.sessions()) {
      int[] own = counts.computeIfAbsent(rows.categories().get(session), name -> new int[4]);
      own[from] += seen.add(session) ? 1 : 0;
      own[from + 1]++;
    }
  }

  private static void row(Table table, String name, int[] counts) {
    table.row(
        name,
        Shown.count(counts[0]),
        Shown.count(counts[1]),
        Shown.count(counts[2]),
        Shown.count(counts[3]));
  }
}
