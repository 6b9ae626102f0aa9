package io.livegauge.trainer.io;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A CSV file with a header. The separator is the one of comma, semicolon and tab that the header
 * has most of; lines that begin with {@code #} are comments, empty lines are passed over.
 */
public final class CsvTable {
  /**
   * One record.
   *
   * @param line the line of the file on which it ends, from 1; it begins there too, unless a quoted
   *     cell holds line ends
   * @param cells as many as the header has, without blanks around them
   */
  public record Row(int line, List<String> cells) {}

  /** How much of a cell and of a column's name a message repeats. */
  private static final int SHOWN = 60;

  private static final int MAX_NAMES = 40;

  private final Path file;
  private final boolean isInvented;
  private final Row header;
  private final List<Row> rows;

  private CsvTable(Path file, boolean isInvented, Row header, List<Row> rows) {
    this.file = file;
    this.isInvented = isInvented;
    this.header = header;
    this.rows = rows;
  }

  public static CsvTable read(Path file) throws InputException {
    String text = TextFile.read(file);
    List<Row> records = parse(file, text);
    if (records.isEmpty()) {
      throw new InputException(file + ", line 1: nothing; expected is a header with column names");
    }
    Row header = records.get(0);
    CsvTable table =
        new CsvTable(
            file, isInvented(text), header, List.copyOf(records.subList(1, records.size())));
    Set<String> names = new HashSet<>();
    for (int column = 0; column < header.cells().size(); column++) {
      String name = header.cells().get(column);
      if (name.isEmpty()) {
        throw table.wrong(header, column, "the name of a column");
      }
      if (!names.add(name)) {
        throw table.wrong(header, column, "a name that no other column has");
      }
    }
    for (Row row : table.rows) {
      int cells = row.cells().size();
      if (cells != header.cells().size()) {
        int column = Math.min(cells, header.cells().size()) + 1;
        throw new InputException(
            file
                + ", line "
                + row.line()
                + ", column "
                + column
                + ": "
                + cells
                + (cells == 1 ? " cell" : " cells")
                + "; expected are "
                + header.cells().size()
                + ", as in the header");
      }
    }
    if (table.rows.isEmpty()) {
      throw new InputException(
          file + ", line " + (header.line() + 1) + ": no row; expected is one or more");
    }
    return table;
  }

  private static List<Row> parse(Path file, String text) throws InputException {
    CsvFactory factory =
        CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.ALLOW_COMMENTS)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    List<Row> records = new ArrayList<>();
    try (CsvParser parser = factory.createParser(text)) {
      parser.setSchema(
          CsvSchema.emptySchema().withColumnSeparator(separator(text)).withAllowComments(true));
      List<String> cells = new ArrayList<>();
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          depth++;
          cells = new ArrayList<>();
        } else if (token == JsonToken.END_ARRAY) {
          if (depth == 2) {
            records.add(new Row(line(parser), List.copyOf(cells)));
          }
          depth--;
        } else {
          cells.add(parser.getText().strip());
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw new InputException(
          file
              + ", line "
              + line
              + ", character "
              + column
              + ": no CSV: "
              + e.getOriginalMessage()
              + "; expected is a quoted cell that ends with a quote, then a separator",
          e);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e, e);
    }
    return records;
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  /** Whether a comment before the header says that the file is invented. */
  private static boolean isInvented(String text) {
    return text.lines()
        .takeWhile(line -> line.isBlank() || line.startsWith("#"))
        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("invented"));
  }

  private static char separator(String text) {
    String header =
        text.lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .findFirst()
            .orElse("");
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  public Path file() {
    return file;
  }

  public boolean isInvented() {
    return isInvented;
  }

  public Row header() {
    return header;
  }

  public List<String> columns() {
    return header.cells();
  }

  public List<Row> rows() {
    return rows;
  }

  /** The names of the columns, for a message: long ones cut, and the first ones only of many. */
  public String names() {
    String shown =
        columns().stream()
            .limit(MAX_NAMES)
            .map(name -> Console.cut(name, SHOWN))
            .collect(Collectors.joining(", "));
    int more = columns().size() - MAX_NAMES;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  /**
   * The place of a column, from 0.
   *
   * @throws InputException where there is none of that name
   */
  public int column(String name) throws InputException {
    int place = columns().indexOf(name);
    if (place < 0) {
      throw new InputException(
          file
              + ", line "
              + header.line()
              + ": no column '"
              + name
              + "'; expected is one; there are "
              + names());
    }
    return place;
  }

  /** What to say of a cell that cannot be used. */
  public InputException wrong(Row row, int column, String expected) {
    String name =
        row.equals(header) ? "" : " (" + Console.cut(header.cells().get(column), SHOWN) + ")";
    return new InputException(
        file
            + ", line "
            + row.line()
            + ", column "
            + (column + 1)
            + name
            + ": '"
            + Console.cut(row.cells().get(column), SHOWN)
            + "' is not allowed; expected is "
            + expected);
  }
}
