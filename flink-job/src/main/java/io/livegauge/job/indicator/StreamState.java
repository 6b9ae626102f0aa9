package io.livegauge.job.indicator;

import io.livegauge.event.Event;
import io.livegauge.event.EventFormat;
import io.livegauge.event.Reason;
import io.livegauge.job.slice.LongArrays;
import io.livegauge.job.slice.SlicePartial.Buyer;
import io.livegauge.job.slice.Tally;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is kept of one stream: its open session, and after an end by {@code stream_end} only that
 * end, for 24 hours.
 */
final class StreamState {
  /** No end known. */
  static final long NONE = Long.MIN_VALUE;

  // Estimates: a session without what grows, a slice, an entry of a map with what it points at.
  private static final long OWN_BYTES = 4_000;
  private static final long SLICE_BYTES = 1_500;
  private static final long ENTRY_BYTES = 120;
  private static final long AMOUNT_BYTES = 16;

  /** The open session, or null. */
  Session session;

  /** The slice end at which the last session ended by stream_end, or {@link #NONE}. */
  long endedAt = NONE;

  /** When that session had started. */
  long endedSessionStart;

  /** The numbers of the slices that were written and not removed since. */
  final Set<Long> writtenSlices = new HashSet<>(0);

  boolean isEmpty() {
    return session == null && endedAt == NONE;
  }

  /** What one slice added, for as long as it is in the window. */
  static final class Slice {
    final Figures figures = new Figures();

    /** Users by their count before the cap, by {@link Interaction#ordinal()}. */
    final Tally[] interactions = newCounts();

    void write(DataOutput out) throws IOException {
      LongArrays.write(figures.values(), out);
      writeCounts(interactions, out);
    }

    static Slice read(DataInput in) throws IOException {
      Slice slice = new Slice();
      LongArrays.read(slice.figures.values(), in);
      readCounts(slice.interactions, in);
      return slice;
    }
  }

  /** A promo code's part in the sales. */
  static final class Promo {
    long orders;
    long paid;
    long discount;
  }

  /** A buyer: told apart from an earlier user of the same id by their first event. */
  static final class BuyerState {
    final long firstValid;
    Source source;
    long lastSlice;

    BuyerState(Buyer buyer, long slice) {
      this.firstValid = buyer.firstValid();
      this.source = buyer.source();
      this.lastSlice = slice;
    }
  }

  /** An open session. Growth: the window's slices, the order sample, buyers, codes and games. */
  static final class Session {
    long start = Long.MAX_VALUE;
    long lastValid = Long.MIN_VALUE;

    /** The first distinct stream_start, or null. */
    Event started;

    final TreeMap<Long, Slice> slices = new TreeMap<>();

    /** The additive figures of the window: the sum of {@link #slices}. */
    final Figures window = new Figures();

    final Figures total = new Figures();

    /** Users by count over the window, by {@link Interaction#ordinal()}: the sum of the slices'. */
    final Tally[] interactions = newCounts();

    /** Presence in ms of slices that are not closed yet. */
    final Tally viewerMillis = new Tally();

    final Tally present = new Tally();
    final Tally clickers = new Tally();
    final Tally pinnedClickers = new Tally();
    final Tally players = new Tally();
    final Tally buyersBySlice = new Tally();
    final Map<Long, BuyerState> buyers = new HashMap<>();

    final long[] viewersBySource = new long[Source.values().length];
    final long[] buyersBySource = new long[Source.values().length];

    /** ln amount of the last distinct orders in range. */
    OrderSample lnAmounts = new OrderSample();

    long ordersInRange;

    long peak;
    long valid;
    final long[] rejected = new long[Reason.values().length];
    final long[] excess = new long[Interaction.values().length];
    long orders;
    long giftValue;

    /** Promo codes in order of first use, up to the limit; the rest summed. */
    final LinkedHashMap<String, Promo> promos = new LinkedHashMap<>();

    final Promo otherPromos = new Promo();
    final Set<String> markedPromos = new HashSet<>();
    final Set<String> markedGames = new HashSet<>();

    void write(DataOutput out) throws IOException {
      out.writeLong(start);
      out.writeLong(lastValid);
      out.writeBoolean(started != null);
      if (started != null) {
        EventFormat.write(started, out);
      }
      LongArrays.write(total.values(), out);
      viewerMillis.write(out);
      present.write(out);
      clickers.write(out);
      pinnedClickers.write(out);
      players.write(out);
      buyersBySlice.write(out);
      out.writeInt(buyers.size());
      for (Map.Entry<Long, BuyerState> entry : buyers.entrySet()) {
        BuyerState buyer = entry.getValue();
        new Buyer(entry.getKey(), buyer.firstValid, buyer.source).write(out);
        out.writeLong(buyer.lastSlice);
      }
      LongArrays.write(viewersBySource, out);
      LongArrays.write(buyersBySource, out);
      lnAmounts.write(out);
      out.writeLong(ordersInRange);
      out.writeLong(peak);
      out.writeLong(valid);
      LongArrays.write(rejected, out);
      LongArrays.write(excess, out);
      out.writeLong(orders);
      out.writeLong(giftValue);
      out.writeInt(promos.size());
      for (Map.Entry<String, Promo> entry : promos.entrySet()) {
        out.writeUTF(entry.getKey());
        writePromo(entry.getValue(), out);
      }
      writePromo(otherPromos, out);
      writeTexts(markedPromos, out);
      writeTexts(markedGames, out);
    }

    static Session read(DataInput in) throws IOException {
      Session session = new Session();
      session.start = in.readLong();
      session.lastValid = in.readLong();
      session.started = in.readBoolean() ? EventFormat.read(in) : null;
      LongArrays.read(session.total.values(), in);
      session.viewerMillis.read(in);
      session.present.read(in);
      session.clickers.read(in);
      session.pinnedClickers.read(in);
      session.players.read(in);
      session.buyersBySlice.read(in);
      for (int i = in.readInt(); i > 0; i--) {
        Buyer buyer = Buyer.read(in);
        session.buyers.put(buyer.userHash(), new BuyerState(buyer, in.readLong()));
      }
      LongArrays.read(session.viewersBySource, in);
      LongArrays.read(session.buyersBySource, in);
      session.lnAmounts = OrderSample.read(in);
      session.ordersInRange = in.readLong();
      session.peak = in.readLong();
      session.valid = in.readLong();
      LongArrays.read(session.rejected, in);
      LongArrays.read(session.excess, in);
      session.orders = in.readLong();
      session.giftValue = in.readLong();
      for (int i = in.readInt(); i > 0; i--) {
        String code = in.readUTF();
        readPromo(session.promos.computeIfAbsent(code, key -> new Promo()), in);
      }
      readPromo(session.otherPromos, in);
      readTexts(session.markedPromos, in);
      readTexts(session.markedGames, in);
      return session;
    }

    /** Adds a slice to the window's sums. */
    void addToWindow(Slice slice) {
      for (int i = 0; i < Figure.COUNT; i++) {
        window.values()[i] += slice.figures.values()[i];
      }
      for (int kind = 0; kind < interactions.length; kind++) {
        interactions[kind].addAll(slice.interactions[kind]);
      }
    }

    /** Drops the slices before {@code first} and takes them from the window's sums. */
    void dropSlicesBefore(long first) {
      while (!slices.isEmpty() && slices.firstKey() < first) {
        Slice slice = slices.pollFirstEntry().getValue();
        for (int i = 0; i < Figure.COUNT; i++) {
          window.values()[i] -= slice.figures.values()[i];
        }
        for (int kind = 0; kind < interactions.length; kind++) {
          interactions[kind].subtractAll(slice.interactions[kind]);
        }
      }
    }
  }

  /** The slices of the open session's window, by number. */
  Map<Long, Slice> window() {
    return session == null ? Map.of() : session.slices;
  }

  /** The heap it takes: an estimate. */
  long heapBytes() {
    if (session == null) {
      return OWN_BYTES;
    }
    return OWN_BYTES
        + SLICE_BYTES * session.slices.size()
        + ENTRY_BYTES * session.buyers.size()
        + AMOUNT_BYTES * session.lnAmounts.size()
        + ENTRY_BYTES * (session.markedGames.size() + 2L * session.markedPromos.size());
  }

  /** Writes all but the window's slices. */
  void writeHead(DataOutput out) throws IOException {
    out.writeBoolean(session != null);
    if (session != null) {
      session.write(out);
    }
    out.writeLong(endedAt);
    out.writeLong(endedSessionStart);
  }

  void readHead(DataInput in) throws IOException {
    session = in.readBoolean() ? Session.read(in) : null;
    endedAt = in.readLong();
    endedSessionStart = in.readLong();
  }

  /** Takes in a written slice of the window. */
  void readSlice(long number, DataInput in) throws IOException {
    Slice slice = Slice.read(in);
    session.slices.put(number, slice);
    session.addToWindow(slice);
    writtenSlices.add(number);
  }

  private static Tally[] newCounts() {
    Tally[] counts = new Tally[Interaction.values().length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new Tally();
    }
    return counts;
  }

  private static void writeCounts(Tally[] counts, DataOutput out) throws IOException {
    for (Tally count : counts) {
      count.write(out);
    }
  }

  private static void readCounts(Tally[] counts, DataInput in) throws IOException {
    for (Tally count : counts) {
      count.read(in);
    }
  }

  private static void writePromo(Promo promo, DataOutput out) throws IOException {
    out.writeLong(promo.orders);
    out.writeLong(promo.paid);
    out.writeLong(promo.discount);
  }

  private static void readPromo(Promo promo, DataInput in) throws IOException {
    promo.orders = in.readLong();
    promo.paid = in.readLong();
    promo.discount = in.readLong();
  }

  private static void writeTexts(Set<String> texts, DataOutput out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static void readTexts(Set<String> texts, DataInput in) throws IOException {
    for (int i = in.readInt(); i > 0; i--) {
      texts.add(in.readUTF());
    }
  }
}
