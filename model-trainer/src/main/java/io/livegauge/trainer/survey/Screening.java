package io.livegauge.trainer.survey;

import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.Numbers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which rows of a survey count.
 *
 * @param returned rows of the file
 * @param answers of the rows that count, one column an item, reversed items already turned round
 * @param validRows the rows that count, one for each row of {@code answers}
 * @param byFirst how many rows each reason excludes, each row under the first that it gives
 * @param byAny how many rows give a reason, whatever others they give
 * @param excluded the rows that do not count, in the file's order
 * @param durationUnknown rows whose time is missing; that alone excludes none
 */
record Screening(
    int returned,
    double[][] answers,
    List<CsvTable.Row> validRows,
    Map<Reason, Integer> byFirst,
    Map<Reason, Integer> byAny,
    List<Excluded> excluded,
    int durationUnknown) {
  /** Why a row does not count, in the order in which the reasons are looked at. */
  enum Reason {
    MISSING("missing answer"),
    OUT_OF_SCALE("answer out of scale"),
    FAILED_ATTENTION("failed attention check"),
    TOO_FAST("too fast"),
    STRAIGHT_LINING("straight-lining");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** A row that does not count: its line in the file, and every reason that it gives. */
  record Excluded(int line, Set<Reason> reasons) {}

  int valid() {
    return answers.length;
  }

  /**
   * Screens every row.
   *
   * @throws InputException where a cell is neither a number nor a missing answer
   */
  static Screening of(CsvTable table, SurveyDefinition definition) throws InputException {
    List<double[]> valid = new ArrayList<>();
    List<CsvTable.Row> validRows = new ArrayList<>();
    List<Excluded> excluded = new ArrayList<>();
    Map<Reason, Integer> byFirst = new EnumMap<>(Reason.class);
    Map<Reason, Integer> byAny = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      byFirst.put(reason, 0);
      byAny.put(reason, 0);
    }
    int durationUnknown = 0;
    for (CsvTable.Row row : table.rows()) {
      Set<Reason> reasons = EnumSet.noneOf(Reason.class);
      double[] answers = answers(table, row, definition, reasons);
      for (SurveyDefinition.Attention check : definition.attention()) {
        if (!isSame(row.cells().get(check.index()), check.answer())) {
          reasons.add(Reason.FAILED_ATTENTION);
        }
      }
      if (definition.duration() != null) {
        OptionalDouble seconds = seconds(table, row, definition);
        if (seconds.isEmpty()) {
          durationUnknown++;
        } else if (seconds.getAsDouble() < definition.duration().minSeconds()) {
          reasons.add(Reason.TOO_FAST);
        }
      }
      if (reasons.isEmpty()) {
        valid.add(forward(answers, definition));
        validRows.add(row);
      } else {
        byFirst.merge(reasons.iterator().next(), 1, Integer::sum);
        reasons.forEach(reason -> byAny.merge(reason, 1, Integer::sum));
        excluded.add(new Excluded(row.line(), reasons));
      }
    }
    return new Screening(
        table.rows().size(),
        valid.toArray(double[][]::new),
        List.copyOf(validRows),
        byFirst,
        byAny,
        List.copyOf(excluded),
        durationUnknown);
  }

  /** The answers as given; where one is missing or out of scale, that is among the reasons. */
  private static double[] answers(
      CsvTable table, CsvTable.Row row, SurveyDefinition definition, Set<Reason> reasons)
      throws InputException {
    double[] answers = new double[definition.items().size()];
    int given = 0;
    boolean isStraight = true;
    double first = 0;
    for (int i = 0; i < answers.length; i++) {
      int column = definition.items().get(i).index();
      String cell = row.cells().get(column);
      if (definition.missing().contains(cell)) {
        reasons.add(Reason.MISSING);
        continue;
      }
      OptionalDouble answer = Numbers.parse(cell);
      if (answer.isEmpty()) {
        throw table.wrong(
            row,
            column,
            "a whole number from "
                + definition.min()
                + " to "
                + definition.max()
                + ", or nothing where the answer is missing");
      }
      answers[i] = answer.getAsDouble();
      if (answers[i] < definition.min()
          || answers[i] > definition.max()
          || answers[i] != Math.rint(answers[i])) {
        reasons.add(Reason.OUT_OF_SCALE);
      }
      if (given == 0) {
        first = answers[i];
      }
      isStraight &= answers[i] == first;
      given++;
    }
    int most = definition.straightLining();
    if (most > 0 && given >= most && isStraight) {
      reasons.add(Reason.STRAIGHT_LINING);
    }
    return answers;
  }

  private static double[] forward(double[] answers, SurveyDefinition definition) {
    for (int i = 0; i < answers.length; i++) {
      if (definition.items().get(i).isReversed()) {
        answers[i] = definition.min() + definition.max() - answers[i];
      }
    }
    return answers;
  }

  private static OptionalDouble seconds(
      CsvTable table, CsvTable.Row row, SurveyDefinition definition) throws InputException {
    int column = definition.duration().index();
    String cell = row.cells().get(column);
    if (definition.missing().contains(cell)) {
      return OptionalDouble.empty();
    }
    OptionalDouble seconds = Numbers.parse(cell);
    if (seconds.isEmpty() || seconds.getAsDouble() < 0) {
      throw table.wrong(row, column, "a number of seconds, 0 or more, or nothing");
    }
    return seconds;
  }

  private static boolean isSame(String cell, String answer) {
    OptionalDouble left = Numbers.parse(cell);
    OptionalDouble right = Numbers.parse(answer);
    if (left.isPresent() && right.isPresent()) {
      return left.getAsDouble() == right.getAsDouble();
    }
    return cell.equals(answer);
  }
}
