package io.livegauge.dashboard.room;

import io.livegauge.dashboard.access.Viewer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Summaries of sessions that have ended, the newest 20,000 of them. The topic is compacted, so they
 * reach further back than the series. Not thread-safe.
 */
final class Sessions {
  static final int MOST = 20_000;

  private static final Comparator<SessionRow> NEWEST_END_FIRST =
      Comparator.comparingLong(SessionRow::sessionEnd)
          .reversed()
          .thenComparing(SessionRow::streamId)
          .thenComparing(Comparator.comparingLong(SessionRow::sessionStart).reversed());

  private final int most;
  private final Map<Identity, SessionRow> byIdentity = new HashMap<>();
  private final TreeSet<SessionRow> sorted = new TreeSet<>(NEWEST_END_FIRST);

  private record Identity(String streamId, long sessionStart) {}

  Sessions(int most) {
    this.most = most;
  }

  /** Takes one record in; one without a value deletes the summary of its key. */
  void put(Published published) throws UnreadableRecordException {
    if (published.value() == null) {
      remove(identity(published.key()));
      return;
    }
    SessionRow row = SummaryParser.parse(published.value(), published.at(), published.timestamp());
    Identity identity = new Identity(row.streamId(), row.sessionStart());
    SessionRow known = byIdentity.get(identity);
    if (known != null && !row.at().isAfter(known.at().partition(), known.at().offset())) {
      return;
    }
    remove(identity);
    byIdentity.put(identity, row);
    sorted.add(row);
    if (sorted.size() > most) {
      SessionRow oldest = sorted.last();
      remove(new Identity(oldest.streamId(), oldest.sessionStart()));
    }
  }

  List<SessionRow> newest(SessionFilter filter, Viewer viewer) {
    List<SessionRow> rows = new ArrayList<>();
    for (SessionRow row : sorted) {
      if (rows.size() >= filter.limit()) {
        break;
      }
      if (viewer.sees(row.hostId()) && filter.matches(row)) {
        rows.add(row);
      }
    }
    return rows;
  }

  Optional<SessionRow> find(String streamId, long sessionStart, Viewer viewer) {
    return Optional.ofNullable(byIdentity.get(new Identity(streamId, sessionStart)))
        .filter(row -> viewer.sees(row.hostId()));
  }

  private void remove(Identity identity) {
    SessionRow row = byIdentity.remove(identity);
    if (row != null) {
      sorted.remove(row);
    }
  }

  /** The key is the stream's id, a colon and the session's start. */
  private static Identity identity(byte[] key) throws UnreadableRecordException {
    if (key != null) {
      String text = new String(key, StandardCharsets.UTF_8);
      int colon = text.lastIndexOf(':');
      try {
        if (colon > 0) {
          return new Identity(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
        }
      } catch (NumberFormatException e) {
        throw noKey();
      }
    }
    throw noKey();
  }

  private static UnreadableRecordException noKey() {
    return new UnreadableRecordException(
        "the record has no value, and its key is not a stream's id, a colon and a session's start");
  }
}
