package io.livegauge.trainer.survey;

import io.livegauge.indicator.Indicator;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the columns of a questionnaire's export mean.
 *
 * @param title what the reports call it; null for the file's name
 * @param sent how many questionnaires were sent; null where nobody said
 * @param min lowest answer of the scale
 * @param max highest answer
 * @param missing cells that stand for a missing answer
 * @param items in the order of the reports, at least two
 * @param duration null where no time was taken
 * @param attention checks with one right answer
 * @param straightLining from how many answers on a row of equal ones is no answer; 0 for never
 * @param stream the column with the streamId of what was watched; null where answers join none
 * @param sessionStart the column with that session's start in epoch ms; null for none
 */
record SurveyDefinition(
    String title,
    Integer sent,
    int min,
    int max,
    Set<String> missing,
    List<Item> items,
    Duration duration,
    List<Attention> attention,
    int straightLining,
    Place stream,
    Place sessionStart) {
  static final int STRAIGHT_LINING = 5;
  private static final int MAX_RESPONDENTS = 100_000_000;

  /** Cells that R and empty forms leave for nothing. */
  private static final Set<String> MISSING = Set.of("", "NA");

  private static final Pattern CODED = Pattern.compile("(A[1-5][1-9])(?![0-9]).*");

  /**
   * A question.
   *
   * @param index of its column in the table
   * @param column its name
   * @param text the question's words; null where not given
   * @param indicator code of the indicator it asks for; null where it asks for none of the 14
   * @param dimension the group of items it is judged with; null for none
   */
  record Item(
      int index,
      String column,
      String text,
      Indicator indicator,
      String dimension,
      boolean isReversed) {}

  /** A column of seconds, and below how many a respondent cannot have read the questions. */
  record Duration(int index, String column, double minSeconds) {}

  /** A question that asks for a certain answer. */
  record Attention(int index, String column, String answer) {}

  /** A column that only says where a row belongs. */
  record Place(int index, String column) {}

  /** The dimensions in order of their first items. */
  List<String> dimensions() {
    Set<String> names = new LinkedHashSet<>();
    for (Item item : items) {
      if (item.dimension() != null) {
        names.add(item.dimension());
      }
    }
    return List.copyOf(names);
  }

  /**
   * The definition of a table that none was given for: columns whose names begin with an
   * indicator's code are its items, on a scale from 1 to 5, none of them reversed.
   */
  static SurveyDefinition byCodes(CsvTable table) throws InputException {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      String column = table.columns().get(i);
      Indicator indicator = coded(column);
      if (indicator != null) {
        items.add(new Item(i, column, null, indicator, indicator.group().name(), false));
      }
    }
    if (items.size() < 2) {
      throw new InputException(
          table.file()
              + ", line "
              + table.header().line()
              + ": "
              + (items.isEmpty() ? "no column begins" : "only one column begins")
              + " with the code of an indicator; expected are two or more such as A11 or A41_2, or"
              + " a definition with --definition");
    }
    return new SurveyDefinition(
        null,
        null,
        1,
        5,
        MISSING,
        List.copyOf(items),
        null,
        List.of(),
        STRAIGHT_LINING,
        null,
        null);
  }

  private static Indicator coded(String column) {
    Matcher matcher = CODED.matcher(column);
    return matcher.matches() ? indicator(matcher.group(1)) : null;
  }

  static Indicator indicator(String code) {
    for (Indicator indicator : Indicator.values()) {
      if (indicator.name().equals(code)) {
        return indicator;
      }
    }
    return null;
  }

  static SurveyDefinition read(Path file, CsvTable table) throws InputException {
    YamlNode root = YamlNode.read(file);
    Map<String, YamlNode> keys =
        root.mapping(
            List.of(
                "title",
                "sent",
                "scale",
                "missing",
                "items",
                "duration",
                "attention",
                "straightLining",
                "stream",
                "sessionStart"));
    YamlNode scaleNode = root.required(keys, "scale");
    Map<String, YamlNode> scale = scaleNode.mapping(List.of("min", "max"));
    int min = (int) scaleNode.required(scale, "min").integer(-1000, 1000);
    int max = (int) scaleNode.required(scale, "max").integer(min + 1L, min + 1000L);
    Integer sent = null;
    if (keys.containsKey("sent")) {
      sent = (int) keys.get("sent").integer(1, MAX_RESPONDENTS);
      if (sent < table.rows().size()) {
        throw keys.get("sent")
            .wrong(
                keys.get("sent").described(),
                "at least the " + table.rows().size() + " rows of " + table.file());
      }
    }
    Set<String> missing = new LinkedHashSet<>(MISSING);
    if (keys.containsKey("missing")) {
      for (YamlNode node : keys.get("missing").list()) {
        missing.add(node.textOrEmpty());
      }
    }
    Set<Integer> used = new LinkedHashSet<>();
    List<Item> items = new ArrayList<>();
    for (YamlNode node : root.required(keys, "items").list()) {
      items.add(item(node, table, used));
    }
    if (items.size() < 2) {
      throw keys.get("items").wrong(items.size() + " items", "two or more");
    }
    Duration duration = null;
    if (keys.containsKey("duration")) {
      YamlNode node = keys.get("duration");
      Map<String, YamlNode> own = node.mapping(List.of("column", "minSeconds"));
      int index = column(node.required(own, "column"), table, used);
      duration =
          new Duration(
              index,
              table.columns().get(index),
              node.required(own, "minSeconds").number(0, 1_000_000));
    }
    List<Attention> attention = new ArrayList<>();
    if (keys.containsKey("attention")) {
      for (YamlNode node : keys.get("attention").list()) {
        Map<String, YamlNode> own = node.mapping(List.of("column", "answer"));
        int index = column(node.required(own, "column"), table, used);
        attention.add(
            new Attention(index, table.columns().get(index), node.required(own, "answer").text()));
      }
    }
    int straightLining =
        keys.containsKey("straightLining")
            ? (int) keys.get("straightLining").integer(0, 1000)
            : STRAIGHT_LINING;
    return new SurveyDefinition(
        keys.containsKey("title") ? keys.get("title").text() : null,
        sent,
        min,
        max,
        Set.copyOf(missing),
        List.copyOf(items),
        duration,
        List.copyOf(attention),
        straightLining,
        place(keys, "stream", table, used),
        place(keys, "sessionStart", table, used));
  }

  private static Place place(
      Map<String, YamlNode> keys, String key, CsvTable table, Set<Integer> used)
      throws InputException {
    if (!keys.containsKey(key)) {
      return null;
    }
    int index = column(keys.get(key), table, used);
    return new Place(index, table.columns().get(index));
  }

  private static Item item(YamlNode node, CsvTable table, Set<Integer> used) throws InputException {
    Map<String, YamlNode> own =
        node.mapping(List.of("column", "text", "indicator", "dimension", "reversed"));
    int index = column(node.required(own, "column"), table, used);
    String column = table.columns().get(index);
    Indicator indicator = null;
    if (own.containsKey("indicator")) {
      String code = own.get("indicator").text();
      indicator = indicator(code);
      if (indicator == null) {
        throw own.get("indicator").wrong("'" + code + "'", "one of A11 to A51");
      }
    }
    String dimension = indicator == null ? null : indicator.group().name();
    if (own.containsKey("dimension")) {
      dimension = own.get("dimension").text();
    }
    return new Item(
        index,
        column,
        own.containsKey("text") ? own.get("text").text() : null,
        indicator,
        dimension,
        own.containsKey("reversed") && own.get("reversed").truth());
  }

  private static int column(YamlNode node, CsvTable table, Set<Integer> used)
      throws InputException {
    String name = node.text();
    int index = table.columns().indexOf(name);
    if (index < 0) {
      throw node.wrong(
          "the column '" + name + "'",
          "one of " + table.file() + ": " + String.join(", ", table.columns()));
    }
    if (!used.add(index)) {
      throw node.wrong("the column '" + name + "' a second time", "another one");
    }
    return index;
  }
}
