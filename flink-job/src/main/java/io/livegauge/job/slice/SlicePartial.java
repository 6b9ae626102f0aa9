package io.livegauge.job.slice;

import io.livegauge.event.Event;
import io.livegauge.event.EventFormat;
import io.livegauge.event.Reason;
import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.ingest.BinaryTypeInfo;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one user bucket adds to its stream at one slice end. Everything in it is additive over
 * buckets and exact, so the result depends neither on their number nor on their order.
 *
 * <p>Users are disjoint over buckets, so changes of distinct counts add up. Orders go on as records
 * since their outlier rule needs the whole stream; presence reaches into the slices to come.
 */
public final class SlicePartial {
  private static final Source[] SOURCES = Source.values();
  private static final int REASON_COUNT = Reason.values().length;
  private static final int INTERACTION_COUNT = Interaction.values().length;

  public final String streamId;
  public final long sliceEnd;

  /** Valid events, and their first and last event time. */
  public long valid;

  public long firstValid = Long.MAX_VALUE;
  public long lastValid = Long.MIN_VALUE;

  /** By {@link Reason#ordinal()}. */
  public final long[] rejected = new long[REASON_COUNT];

  /** The additive figures of this slice: all but presence, distinct users, capped ones, sales. */
  public final Figures figures = new Figures();

  public long giftValue;

  /** Presence in ms, by slice: changes of this and the next slices. */
  public final Tally viewerMillis = new Tally();

  /** Users by the slice they were last present in (the coming ones included): changes. */
  public final Tally present = new Tally();

  public final Tally clickers = new Tally();
  public final Tally pinnedClickers = new Tally();
  public final Tally players = new Tally();

  /** Users who are new to the session in each of these. */
  public long newViewers;

  public long newClickers;
  public long newPinnedClickers;
  public long newPlayers;

  /** Viewers by source: changes, by {@link Source#ordinal()}. */
  public final long[] viewersBySource = new long[SOURCES.length];

  /** Users by their count in this slice, before the cap, by {@link Interaction#ordinal()}. */
  public final Tally[] interactions = newInteractions();

  /** Distinct orders with an amount in range. */
  public final List<Order> orders = new ArrayList<>(0);

  /** Buyers whose source became known after an order. */
  public final List<Buyer> sourceNotices = new ArrayList<>(0);

  /** Users with an order who were forgotten. */
  public final List<Buyer> forgotten = new ArrayList<>(0);

  /** Accepted pins and unpins, and the first game_join of each game in this slice. */
  public final List<Event> marks = new ArrayList<>(0);

  /** The first distinct stream_start of the slice, or null. */
  public Event start;

  /** Whether the slice holds a valid stream_end. */
  public boolean end;

  /** Events that go to the trainer only. */
  public final List<Event> settlements = new ArrayList<>(0);

  public SlicePartial(String streamId, long sliceEnd) {
    this.streamId = streamId;
    this.sliceEnd = sliceEnd;
  }

  /** A user who bought: told apart from an earlier one of the same id by their first event. */
  public record Buyer(long userHash, long firstValid, Source source) {
    public void write(DataOutput out) throws IOException {
      out.writeLong(userHash);
      out.writeLong(firstValid);
      out.writeByte(source.ordinal());
    }

    public static Buyer read(DataInput in) throws IOException {
      return new Buyer(in.readLong(), in.readLong(), SOURCES[in.readByte()]);
    }
  }

  /** A distinct order_paid with an amount in range. */
  public record Order(Event event, Buyer buyer) {}

  /** Its type in streams and state. */
  public static final BinaryTypeInfo<SlicePartial> TYPE = BinaryTypeInfo.of(new Format());

  /** How it is written. Nobody changes a partial that was sent. */
  public static final class Format extends BinaryFormat<SlicePartial> {
    private static final long serialVersionUID = 1L;

    public Format() {
      super(SlicePartial.class, 1, true);
    }

    @Override
    public void write(SlicePartial value, DataOutput out) throws IOException {
      SlicePartial.write(value, out);
    }

    @Override
    public SlicePartial read(DataInput in) throws IOException {
      return SlicePartial.read(in);
    }
  }

  /** Valid events that no rule of the bucket rejected. */
  public long accepted() {
    long accepted = valid;
    for (long count : rejected) {
      accepted -= count;
    }
    return accepted;
  }

  /** Whether there is nothing in it to send. */
  public boolean isEmpty() {
    return valid == 0
        && !end
        && settlements.isEmpty()
        && forgotten.isEmpty()
        && figures.get(Figure.GIFTS) == 0;
  }

  private static void write(SlicePartial value, DataOutput out) throws IOException {
    out.writeUTF(value.streamId);
    out.writeLong(value.sliceEnd);
    out.writeLong(value.valid);
    out.writeLong(value.firstValid);
    out.writeLong(value.lastValid);
    LongArrays.write(value.rejected, out);
    LongArrays.write(value.figures.values(), out);
    out.writeLong(value.giftValue);
    value.viewerMillis.write(out);
    value.present.write(out);
    value.clickers.write(out);
    value.pinnedClickers.write(out);
    value.players.write(out);
    out.writeLong(value.newViewers);
    out.writeLong(value.newClickers);
    out.writeLong(value.newPinnedClickers);
    out.writeLong(value.newPlayers);
    LongArrays.write(value.viewersBySource, out);
    for (Tally counts : value.interactions) {
      counts.write(out);
    }
    out.writeInt(value.orders.size());
    for (Order order : value.orders) {
      EventFormat.write(order.event, out);
      order.buyer.write(out);
    }
    writeBuyers(value.sourceNotices, out);
    writeBuyers(value.forgotten, out);
    writeEvents(value.marks, out);
    writeEvents(value.start == null ? List.of() : List.of(value.start), out);
    out.writeBoolean(value.end);
    writeEvents(value.settlements, out);
  }

  private static SlicePartial read(DataInput in) throws IOException {
    SlicePartial value = new SlicePartial(in.readUTF(), in.readLong());
    value.valid = in.readLong();
    value.firstValid = in.readLong();
    value.lastValid = in.readLong();
    LongArrays.read(value.rejected, in);
    LongArrays.read(value.figures.values(), in);
    value.giftValue = in.readLong();
    value.viewerMillis.read(in);
    value.present.read(in);
    value.clickers.read(in);
    value.pinnedClickers.read(in);
    value.players.read(in);
    value.newViewers = in.readLong();
    value.newClickers = in.readLong();
    value.newPinnedClickers = in.readLong();
    value.newPlayers = in.readLong();
    LongArrays.read(value.viewersBySource, in);
    for (Tally counts : value.interactions) {
      counts.read(in);
    }
    for (int i = in.readInt(); i > 0; i--) {
      value.orders.add(new Order(EventFormat.read(in), Buyer.read(in)));
    }
    readBuyers(value.sourceNotices, in);
    readBuyers(value.forgotten, in);
    readEvents(value.marks, in);
    List<Event> starts = new ArrayList<>(1);
    readEvents(starts, in);
    value.start = starts.isEmpty() ? null : starts.get(0);
    value.end = in.readBoolean();
    readEvents(value.settlements, in);
    return value;
  }

  private static Tally[] newInteractions() {
    Tally[] counts = new Tally[INTERACTION_COUNT];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new Tally();
    }
    return counts;
  }

  private static void writeEvents(List<Event> events, DataOutput out) throws IOException {
    out.writeInt(events.size());
    for (Event event : events) {
      EventFormat.write(event, out);
    }
  }

  private static void readEvents(List<Event> events, DataInput in) throws IOException {
    for (int i = in.readInt(); i > 0; i--) {
      events.add(EventFormat.read(in));
    }
  }

  private static void writeBuyers(List<Buyer> buyers, DataOutput out) throws IOException {
    out.writeInt(buyers.size());
    for (Buyer buyer : buyers) {
      buyer.write(out);
    }
  }

  private static void readBuyers(List<Buyer> buyers, DataInput in) throws IOException {
    for (int i = in.readInt(); i > 0; i--) {
      buyers.add(Buyer.read(in));
    }
  }
}
