package io.livegauge.trainer.data;

import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.Numbers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A user's own target for sessions: a table with the columns {@code streamId}, {@code target} and,
 * where a stream has several sessions, {@code sessionStart} in epoch ms.
 */
public final class SessionTargets {
  static final String STREAM = "streamId";
  static final String START = "sessionStart";
  static final String TARGET = "target";

  private record Entry(CsvTable.Row row, double target) {}

  private final CsvTable table;
  private final String sha256;
  private final int stream;
  private final boolean hasStarts;
  private final Map<SessionKey, Entry> entries = new HashMap<>();

  /**
   * Reads a table.
   *
   * @throws InputException naming file, line, column and what is expected
   */
  public static SessionTargets read(Path file) throws InputException {
    return new SessionTargets(CsvTable.read(file), DataChecksum.ofInput(file));
  }

  private SessionTargets(CsvTable table, String sha256) throws InputException {
    this.table = table;
    this.sha256 = sha256;
    stream = table.column(STREAM);
    int target = table.column(TARGET);
    int start = table.columns().indexOf(START);
    hasStarts = start >= 0;
    for (CsvTable.Row row : table.rows()) {
      String streamId = row.cells().get(stream);
      if (streamId.isEmpty()) {
        throw table.wrong(row, stream, "a streamId");
      }
      long begin = 0;
      if (hasStarts) {
        OptionalLong parsed = Numbers.whole(row.cells().get(start));
        begin = parsed.orElseThrow(() -> table.wrong(row, start, "an epoch time in ms"));
      }
      Entry entry = new Entry(row, TableDataset.number(table, row, target));
      if (entries.put(new SessionKey(streamId, begin), entry) != null) {
        throw table.wrong(row, stream, "a session that no other line has");
      }
    }
  }

  /** Checksum of its file. */
  String sha256() {
    return sha256;
  }

  /** Its file. */
  Path file() {
    return table.file();
  }

  /**
   * The targets of those sessions that have one.
   *
   * @throws InputException where a line names a stream with several sessions and not which one, or
   *     no session has a target
   */
  Map<SessionKey, Double> of(NavigableSet<SessionKey> sessions) throws InputException {
    Map<String, Integer> counts = new HashMap<>();
    sessions.forEach(session -> counts.merge(session.streamId(), 1, Integer::sum));
    Map<SessionKey, Double> targets = new TreeMap<>();
    for (SessionKey session : sessions) {
      Entry entry = entries.get(hasStarts ? session : new SessionKey(session.streamId(), 0));
      if (entry == null) {
        continue;
      }
      if (!hasStarts && counts.get(session.streamId()) > 1) {
        throw table.wrong(
            entry.row(),
            stream,
            "a stream with one session (this one has "
                + counts.get(session.streamId())
                + "), or a column "
                + START
                + " that says which is meant");
      }
      targets.put(session, entry.target());
    }
    if (targets.isEmpty()) {
      throw new InputException(
          table.file()
              + ": none of its "
              + entries.size()
              + " lines names a session of the windows; expected are their streamId"
              + (hasStarts ? " and sessionStart" : ""));
    }
    return targets;
  }

  /** How many lines name none of these sessions. */
  int without(Map<SessionKey, Double> found) {
    return entries.size() - found.size();
  }
}
