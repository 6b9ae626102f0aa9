package io.livegauge.benchmark.peer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The figures of one stream in one window, with the sets of its users: a bean like the sums. */
public final class StreamSums {
  public CoreSums sums = new CoreSums();

  /** By the hash of their ids, like the other sets. */
  public LongSet users = new LongSet();

  public LongSet buyers = new LongSet();
  public LongSet clickers = new LongSet();

  /** Takes in an event of any user. */
  void add(CoreEvent event) {
    long user = event.userHash();
    sums.add(event);
    if (event.isPresence()) {
      users.add(user);
    }
    if (event.type.equals("order_paid")) {
      buyers.add(user);
    } else if (event.type.equals("product_click")) {
      clickers.add(user);
    }
  }

  /** Takes in an event; returns these. */
  StreamSums with(CoreEvent event) {
    add(event);
    return this;
  }

  /** The stream's row. */
  CoreRow row(String streamId, long windowEnd) {
    sums.users = users.count();
    sums.buyers = buyers.count();
    sums.clickers = clickers.count();
    return sums.row(streamId, windowEnd);
  }

  void write(DataOutput out) throws IOException {
    sums.write(out);
    users.write(out);
    buyers.write(out);
    clickers.write(out);
  }

  static StreamSums read(DataInput in) throws IOException {
    StreamSums read = new StreamSums();
    read.sums = CoreSums.read(in);
    read.users = LongSet.read(in);
    read.buyers = LongSet.read(in);
    read.clickers = LongSet.read(in);
    return read;
  }
}
