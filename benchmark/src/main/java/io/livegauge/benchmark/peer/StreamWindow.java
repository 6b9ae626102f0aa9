package io.livegauge.benchmark.peer;

import io.livegauge.event.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The figures of one stream in a window that slides over panes: a pane is added when the window
 * reaches it and taken off when the window has passed it, so that no other pane is looked at.
 */
final class StreamWindow {
  /** The window's end, epoch ms, exclusive. */
  long end;

  /** How many panes with events lie in it. */
  int panes;

  private CoreSums sums = new CoreSums();

  /** In how many of the panes each user has a presence, has bought and has clicked. */
  private final Map<Long, Integer> users = new HashMap<>();

  private final Map<Long, Integer> buyers = new HashMap<>();
  private final Map<Long, Integer> clickers = new HashMap<>();

  StreamWindow(long end) {
    this.end = end;
  }

  void add(StreamSums pane) {
    panes++;
    sums.add(pane.sums);
    pane.users.forEach(user -> users.merge(user, 1, Integer::sum));
    pane.buyers.forEach(user -> buyers.merge(user, 1, Integer::sum));
    pane.clickers.forEach(user -> clickers.merge(user, 1, Integer::sum));
  }

  /** Takes off a pane that was added. */
  void remove(StreamSums pane) {
    panes--;
    sums.subtract(pane.sums);
    pane.users.forEach(user -> removeOne(users, user));
    pane.buyers.forEach(user -> removeOne(buyers, user));
    pane.clickers.forEach(user -> removeOne(clickers, user));
  }

  private static void removeOne(Map<Long, Integer> counts, long user) {
    counts.computeIfPresent(user, (key, count) -> count == 1 ? null : count - 1);
  }

  CoreRow row(String streamId) {
    sums.users = users.size();
    sums.buyers = buyers.size();
    sums.clickers = clickers.size();
    return sums.row(streamId, end);
  }

  void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(out, end);
    Binary.writeUnsigned(out, panes);
    sums.write(out);
    write(users, out);
    write(buyers, out);
    write(clickers, out);
  }

  static StreamWindow read(DataInput in) throws IOException {
    StreamWindow window = new StreamWindow(Binary.readUnsigned(in));
    window.panes = Binary.readLength(in);
    window.sums = CoreSums.read(in);
    readInto(window.users, in);
    readInto(window.buyers, in);
    readInto(window.clickers, in);
    return window;
  }

  private static void write(Map<Long, Integer> counts, DataOutput out) throws IOException {
    Binary.writeUnsigned(out, counts.size());
    for (Map.Entry<Long, Integer> count : counts.entrySet()) {
      out.writeLong(count.getKey());
      Binary.writeUnsigned(out, count.getValue());
    }
  }

  private static void readInto(Map<Long, Integer> counts, DataInput in) throws IOException {
    for (int rest = Binary.readLength(in); rest > 0; rest--) {
      counts.put(in.readLong(), Binary.readLength(in));
    }
  }
}
