package io.livegauge.simulator.replay.kuailive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the columns of one file are; their order in the file is free.
 *
 * @param count cells of the header
 * @param file whose required columns these are
 * @param cells of the required columns, in the order of {@link KuaiLiveFile#columns()}
 * @param traits those of the file's traits that it has
 * @param traitCells of these, in their order
 */
record Columns(
    int count,
    KuaiLiveFile file,
    List<Integer> cells,
    List<String> traits,
    List<Integer> traitCells) {

  /**
   * Reads the header, which is the first row.
   *
   * @throws InvalidRecordingException where it lacks a required column or has one twice
   */
  static Columns read(KuaiLiveFile file, Path path, CsvRows rows) throws IOException {
    String expected = "; expected are the columns " + String.join(", ", file.columns());
    if (!rows.next() || rows.problem() != null) {
      throw new InvalidRecordingException(path + ", line 1: there is no header" + expected);
    }
    List<String> header = rows.texts();
    String where = path + ", line " + rows.line() + ": column ";
    List<Integer> cells = new ArrayList<>();
    for (String name : file.columns()) {
      int cell = header.indexOf(name);
      if (cell < 0) {
        throw new InvalidRecordingException(where + name + " is missing" + expected);
      }
      if (Collections.frequency(header, name) > 1) {
        throw new InvalidRecordingException(where + name + " is there twice" + expected);
      }
      cells.add(cell);
    }
    List<String> traits = file.traits().stream().filter(header::contains).toList();
    return new Columns(
        header.size(),
        file,
        List.copyOf(cells),
        traits,
        traits.stream().map(header::indexOf).toList());
  }

  /** The cell of a required column, by its place among these. */
  int cell(int column) {
    return cells.get(column);
  }

  /** The name of a required column, by its place among these. */
  String name(int column) {
    return file.columns().get(column);
  }
}
