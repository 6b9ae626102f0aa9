package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import io.livegauge.model.Knots;
import io.livegauge.model.Model;
import io.livegauge.model.Normalizer;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.io.Console;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.Numbers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the network learns from where a user has a table of sessions: a column for each of the 14
 * indicators, in its unit, and one for the target, in any unit.
 *
 * <p>Rows of one group never stand on both sides. Bounds, references and the target's range come
 * from the training rows alone.
 */
public final class TableDataset implements Dataset {
  /** Tables below this number of rows cannot be split and measured. */
  static final int MIN_ROWS = 4;

  private static final double MAX_SIZE = 1e12;
  private static final String CATEGORY = "category";
  private static final String SESSION = "session";
  private static final String TIME = "time";

  /**
   * What the columns mean.
   *
   * @param target the target's column
   * @param group whose rows never stand on both sides; null for {@code session} where the table has
   *     it, else each row is its own
   * @param splitting how rows are held out; a rule of null is by groups
   */
  public record Columns(String target, String group, Splitting splitting) {}

  /** A row as the table has it. */
  private record Line(double[] values, double target, String group, String category, long time) {}

  private final Columns columns;
  private final List<Line> heldOutLines;
  private final List<Line> trainingLines;
  private final List<Feature> features;
  private final TargetRange targetRange;
  private final Rows training;
  private final Rows heldOut;
  private final DataSummary summary;

  /**
   * Prepares a table.
   *
   * @throws InputException where a column is missing or a cell is no number, with file, line and
   *     column; where there are too few rows or groups, or nothing to learn
   */
  public static TableDataset of(CsvTable table, Columns columns) throws InputException {
    return new TableDataset(table, columns);
  }

  private TableDataset(CsvTable table, Columns columns) throws InputException {
    this.columns = columns;
    List<String> used = new ArrayList<>();
    List<Line> lines = read(table, columns, used);
    if (lines.size() < MIN_ROWS) {
      throw new InputException(
          table.file()
              + " has "
              + Notes.count(lines.size(), "row", "rows")
              + "; at least "
              + MIN_ROWS
              + " are needed, so that some can be held out");
    }
    Split split = split(table, lines, columns.splitting());
    trainingLines = marked(lines, split.training());
    heldOutLines = marked(lines, split.heldOut());
    List<Double> targets = trainingLines.stream().map(Line::target).toList();
    targetRange = TargetRange.of(columns.target(), targets);
    if (targetRange == null) {
      throw new InputException(
          table.file()
              + ", column "
              + (table.column(columns.target()) + 1)
              + " ("
              + columns.target()
              + "): the target is "
              + targets.get(0)
              + " in all "
              + targets.size()
              + " training rows; expected are values that differ");
    }
    features = features(trainingLines);
    training = rows(trainingLines);
    heldOut = rows(heldOutLines);
    summary = summary(table, used, split);
  }

  private static List<Line> read(CsvTable table, Columns columns, List<String> used)
      throws InputException {
    Indicator[] indicators = Indicator.values();
    List<String> missing = new ArrayList<>();
    for (Indicator indicator : indicators) {
      used.add(indicator.name());
      if (!table.columns().contains(indicator.name())) {
        missing.add(indicator.name());
      }
    }
    if (!missing.isEmpty()) {
      throw new InputException(
          table.file()
              + ", line "
              + table.header().line()
              + ": no column "
              + String.join(", ", missing)
              + "; expected are the 14 indicators A11 to A51 and '"
              + columns.target()
              + "'; there are "
              + table.names());
    }
    int target = table.column(columns.target());
    used.add(columns.target());
    String groupName =
        columns.group() == null && table.columns().contains(SESSION) ? SESSION : columns.group();
    int group = groupName == null ? -1 : table.column(groupName);
    used.add(Objects.requireNonNullElse(groupName, columns.target()));
    int category = table.columns().indexOf(CATEGORY);
    used.add(CATEGORY);
    boolean isByTime = columns.splitting().rule() == Split.Rule.TIME;
    int time = isByTime ? table.column(TIME) : -1;
    if (isByTime) {
      used.add(TIME);
    }
    int[] places = new int[indicators.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = table.columns().indexOf(indicators[i].name());
    }
    List<Line> lines = new ArrayList<>();
    for (CsvTable.Row row : table.rows()) {
      double[] values = new double[indicators.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(table, row, places[i]);
      }
      String name = group < 0 ? Integer.toString(lines.size()) : row.cells().get(group);
      if (name.isEmpty()) {
        throw table.wrong(row, group, "the name of a group");
      }
      String known = category < 0 ? "" : row.cells().get(category);
      lines.add(
          new Line(
              values,
              number(table, row, target),
              name,
              known.isEmpty() ? null : known,
              time < 0 ? 0 : time(table, row, time)));
    }
    return lines;
  }

  /**
   * A cell's number. Its size is at most that of the bounds in an artifact; the squares of larger
   * ones would leave what a double holds.
   */
  static double number(CsvTable table, CsvTable.Row row, int column) throws InputException {
    OptionalDouble number = Numbers.finite(row.cells().get(column));
    if (number.isEmpty() || Math.abs(number.getAsDouble()) > MAX_SIZE) {
      throw table.wrong(row, column, "a number from -1e12 to 1e12");
    }
    return number.getAsDouble();
  }

  private static long time(CsvTable table, CsvTable.Row row, int column) throws InputException {
    String cell = row.cells().get(column);
    OptionalLong millis = Numbers.whole(cell);
    if (millis.isPresent()) {
      return millis.getAsLong();
    }
    try {
      return cell.length() == 10
          ? LocalDate.parse(cell).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()
          : Instant.parse(cell).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw table.wrong(
          row,
          column,
          "epoch ms, a date such as 2026-11-21 or a time such as 2026-11-21T17:00:00Z");
    }
  }

  private static Split split(CsvTable table, List<Line> lines, Splitting splitting)
      throws InputException {
    List<String> groups = lines.stream().map(Line::group).toList();
    try {
      return splitting.rule() == Split.Rule.TIME
          ? Split.byTime(groups, lines.stream().mapToLong(Line::time).toArray(), splitting.share())
          : Split.byGroup(groups, splitting.share(), splitting.seed());
    } catch (TrainingException e) {
      int count = (int) groups.stream().distinct().count();
      throw new InputException(
          table.file()
              + ": of "
              + groups.size()
              + " rows of "
              + Notes.count(count, "group", "groups")
              + ", "
              + e.getMessage()
              + "; rows of one group never stand on both sides",
          e);
    }
  }

  /** Those of one group follow each other, in a group by time. */
  private static List<Line> marked(List<Line> lines, boolean[] marks) {
    Map<String, Integer> order = new HashMap<>();
    List<Line> some = new ArrayList<>();
    for (int i = 0; i < marks.length; i++) {
      if (marks[i]) {
        order.putIfAbsent(lines.get(i).group(), order.size());
        some.add(lines.get(i));
      }
    }
    some.sort(
        Comparator.comparing((Line line) -> order.get(line.group())).thenComparingLong(Line::time));
    return some;
  }

  private static List<Feature> features(List<Line> lines) {
    List<Feature> fitted = new ArrayList<>();
    for (Indicator indicator : Indicator.values()) {
      double[] sample =
          lines.stream().mapToDouble(line -> line.values()[indicator.ordinal()]).toArray();
      fitted.add(Scale.fit(indicator, sample, new Quantiles(sample).median()));
    }
    return List.copyOf(fitted);
  }

  private Rows rows(List<Line> lines) {
    double[] targets = new double[lines.size()];
    int[] sessions = new int[targets.length];
    double[] progress = new double[targets.length];
    List<String> categories = new ArrayList<>();
    for (int row = 0; row < targets.length; row++) {
      Line line = lines.get(row);
      if (row == 0 || !line.group().equals(lines.get(row - 1).group())) {
        categories.add(line.category());
      }
      targets[row] = targetRange.normalize(line.target());
      sessions[row] = categories.size() - 1;
      progress[row] = Double.NaN;
    }
    return new Rows(
        inputs(lines, features),
        targets,
        sessions,
        Collections.unmodifiableList(categories),
        progress);
  }

  private static double[][] inputs(List<Line> lines, List<Feature> features) {
    Normalizer normalizer = new Normalizer(features);
    double[][] inputs = new double[lines.size()][];
    for (int row = 0; row < inputs.length; row++) {
      inputs[row] = normalizer.normalize(lines.get(row).values());
    }
    return inputs;
  }

  private DataSummary summary(CsvTable table, List<String> used, Split split)
      throws InputException {
    List<Indicator> constant = Notes.constant(training.inputs());
    if (constant.size() == Indicator.values().length) {
      throw new InputException(
          table.file()
              + ": all 14 indicators are constant in all "
              + training.size()
              + " training rows; there is nothing to learn from");
    }
    List<String> notes = new ArrayList<>();
    if (table.isInvented()) {
      notes.add(table.file().getFileName() + " says of itself that it is invented.");
    }
    List<String> ignored =
        table.columns().stream()
            .filter(column -> !used.contains(column))
            .map(column -> Console.cut(column, 60))
            .toList();
    if (!ignored.isEmpty()) {
      notes.add("Columns that are not used: " + String.join(", ", ignored) + ".");
    }
    if (split.oneGroup()) {
      notes.add("One group only: held out by time alone; the figures say nothing of other groups.");
    }
    List<String> categories = new ArrayList<>(training.categories());
    categories.addAll(heldOut.categories());
    notes.addAll(Notes.onCategories(categories));
    notes.addAll(Notes.onConstant(constant, features));
    notes.addAll(onRanges());
    notes.addAll(Notes.onTarget(training.targets(), heldOut.targets(), "row", "rows"));
    String sides = ": " + training.size() + " rows to learn from, " + heldOut.size() + " held out";
    return new DataSummary(
        training.size() + heldOut.size(),
        training.sessionCount() + heldOut.sessionCount(),
        heldOut.sessionCount(),
        "column '"
            + columns.target()
            + "' of "
            + table.file().getFileName()
            + "; 0 is "
            + targetRange.min()
            + ", 1 is "
            + targetRange.max(),
        List.of(),
        targetRange,
        columns.splitting().rule() == Split.Rule.TIME
            ? "by group and time"
                + sides
                + (split.left() == 0
                    ? ""
                    : ", " + split.left() + " left out for their groups' sake")
            : "by group, seeded" + sides,
        DataChecksum.of(List.of(DataChecksum.ofInput(table.file()))),
        0,
        0,
        Map.of(),
        List.copyOf(notes));
  }

  /** A table may be in other units than the job's; then the model is of no use to the job. */
  private List<String> onRanges() {
    List<String> notes = new ArrayList<>();
    int rows = trainingLines.size() + heldOutLines.size();
    for (Indicator indicator : Indicator.values()) {
      double low = smallest(indicator);
      double high = largest(indicator);
      long off =
          Stream.concat(trainingLines.stream(), heldOutLines.stream())
              .mapToDouble(line -> line.values()[indicator.ordinal()])
              .filter(value -> value < low || value > high)
              .count();
      if (off > 0) {
        notes.add(
            indicator
                + (high < Double.POSITIVE_INFINITY
                    ? " is outside " + (int) low + " to " + (int) high
                    : " is below " + (int) low)
                + " in "
                + off
                + " of "
                + Notes.count(rows, "row", "rows")
                + ", as in no session that the job measures: look at them; if they are right, the"
                + " model fits this table and not the job.");
      }
    }
    return notes;
  }

  /** Refunds may exceed sales, and more may leave than come: those two have no smallest value. */
  private static double smallest(Indicator indicator) {
    return switch (indicator) {
      case A32, A43 -> Double.NEGATIVE_INFINITY;
      case A21, A22, A23, A41 -> 1;
      default -> 0;
    };
  }

  /** Buyers are viewers, and an ad click needs an impression; clicks of goods need none. */
  private static double largest(Indicator indicator) {
    return switch (indicator) {
      case A21, A22, A23, A41 -> 5;
      case A31, A51 -> 1;
      default -> Double.POSITIVE_INFINITY;
    };
  }

  @Override
  public Rows training() {
    return training;
  }

  @Override
  public Rows heldOut() {
    return heldOut;
  }

  @Override
  public List<Feature> features() {
    return features;
  }

  /** A table has values rather than ratios; these stand in. */
  @Override
  public Knots proxies(Indicator indicator) {
    return Valuation.DEFAULT_KNOTS;
  }

  @Override
  public String currency() {
    return null;
  }

  @Override
  public double[][] heldOutInputs(Model model) {
    return inputs(heldOutLines, model.features());
  }

  @Override
  public boolean[] heldOutBeyondBounds(Indicator indicator) {
    int place = indicator.ordinal();
    boolean[] beyond = new boolean[heldOutLines.size()];
    for (int row = 0; row < beyond.length; row++) {
      beyond[row] = features.get(place).isBeyond(heldOutLines.get(row).values()[place]);
    }
    return beyond;
  }

  @Override
  public Split watch() throws TrainingException {
    Map<String, Long> latest = new HashMap<>();
    trainingLines.forEach(line -> latest.merge(line.group(), line.time(), Math::max));
    List<String> groups = trainingLines.stream().map(Line::group).distinct().toList();
    long[] times = groups.stream().mapToLong(latest::get).toArray();
    return columns.splitting().rule() == Split.Rule.TIME
        ? Split.byTime(groups, times, WATCHED)
        : Split.byGroup(groups, WATCHED, columns.splitting().seed());
  }

  @Override
  public DataSummary summary() {
    return summary;
  }
}
