package io.livegauge.local.quarantine;

import java.util.List;

/** A file of which nothing is sent, because some of its lines cannot be. */
public final class RefusedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;
  private final long count;

  /**
   * @param problems the first of them, each with its line
   * @param count of all
   */
  RefusedFileException(List<String> problems, long count) {
    super("nothing is sent; lines that cannot be: " + count);
    this.problems = List.copyOf(problems);
    this.count = count;
  }

  /** The first problems, each with its line. */
  public List<String> problems() {
    return problems;
  }

  /** How many there are. */
  public long count() {
    return count;
  }
}
