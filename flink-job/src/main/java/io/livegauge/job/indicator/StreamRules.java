package io.livegauge.job.indicator;

import io.livegauge.event.CanonicalOrder;
import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.job.config.Rules;
import io.livegauge.job.indicator.Medians.Spread;
import io.livegauge.job.indicator.StreamState.BuyerState;
import io.livegauge.job.indicator.StreamState.Promo;
import io.livegauge.job.indicator.StreamState.Session;
import io.livegauge.job.indicator.StreamState.Slice;
import io.livegauge.job.slice.SaturatedSum;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.job.slice.SlicePartial.Buyer;
import io.livegauge.job.slice.SlicePartial.Order;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import io.livegauge.measure.Measurement.Mark;
import io.livegauge.measure.Measurement.MarkKind;
import io.livegauge.measure.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All rules that look at a whole stream: sessions and their ends, order outliers, caps, the figures
 * of window and session. They are evaluated when a slice closes, over what all buckets say of it.
 *
 * <p>Pure: the state is handed in, measurements, rejections and settlements are handed out.
 */
public final class StreamRules {
  private static final Comparator<Mark> MARK_ORDER =
      Comparator.comparingLong(Mark::time)
          .thenComparing(Mark::kind)
          .thenComparing(Mark::id, CanonicalOrder::compareUtf8);

  private static final String ENDED_BY_STREAM_END = "stream_end";
  private static final String ENDED_BY_SILENCE = "silence";
  private static final String OTHER_PROMOS = "other";

  private final Rules rules;

  public StreamRules(Rules rules) {
    this.rules = rules;
  }

  /** What comes out of closing a slice. */
  interface Results {
    void measurement(Measurement measurement);

    void rejection(Rejection rejection);

    void settlement(Settlement settlement);
  }

  /** Closes a slice of a stream; {@code partials}, in any order, may be empty. */
  void close(
      String streamId,
      long sliceEnd,
      List<SlicePartial> partials,
      StreamState state,
      Results results) {
    if (state.session == null && partials.stream().anyMatch(partial -> partial.valid > 0)) {
      state.session = new Session();
    }
    List<Mark> marks =
        state.session == null
            ? List.of()
            : new Closing(sliceEnd, state.session, results).run(partials);
    settle(partials, state, results);
    if (state.endedAt != StreamState.NONE && sliceEnd >= state.endedAt + Rules.ENDED_MILLIS) {
      state.endedAt = StreamState.NONE;
    }
    if (state.session != null) {
      boolean ends = partials.stream().anyMatch(partial -> partial.end);
      publish(streamId, sliceEnd, ends, marks, state, results);
    }
  }

  /** Settlements of a slice that is closed: nothing else comes that late. */
  void settle(List<SlicePartial> partials, StreamState state, Results results) {
    for (SlicePartial partial : partials) {
      for (Event event : partial.settlements) {
        results.settlement(new Settlement(event, sessionStartFor(event, state)));
      }
    }
  }

  /**
   * The next slice end after {@code sliceEnd} at which the stream must close without any partial:
   * the next record, the end by silence, or the end of the mark of an end. {@link Long#MAX_VALUE}
   * where there is none.
   */
  long nextDue(long sliceEnd, StreamState state) {
    long next = sliceEnd + rules.sliceMillis;
    long due = Long.MAX_VALUE;
    if (state.session != null) {
      due = isDormantAt(next, state.session) ? silenceEnd(state.session) : next;
    }
    if (state.endedAt != StreamState.NONE) {
      due = Math.min(due, rules.firstSliceEndFrom(state.endedAt + Rules.ENDED_MILLIS));
    }
    return due == Long.MAX_VALUE ? due : Math.max(due, next);
  }

  /** Whether an earlier slice end was already the dormancy or more after the last valid event. */
  private boolean isDormantAt(long sliceEnd, Session session) {
    return sliceEnd - rules.sliceMillis >= session.lastValid + rules.dormancyMillis;
  }

  private long silenceEnd(Session session) {
    return rules.firstSliceEndFrom(session.lastValid + rules.silenceMillis);
  }

  private static Long sessionStartFor(Event event, StreamState state) {
    if (state.endedAt != StreamState.NONE
        && event.eventTime >= state.endedAt
        && event.eventTime < state.endedAt + Rules.ENDED_MILLIS) {
      return state.endedSessionStart;
    }
    // Before its first valid event there was no session yet, though the slice is the same.
    boolean open = state.session != null && event.eventTime >= state.session.start;
    return open ? state.session.start : null;
  }

  /** Hands out the slice end's measurement, unless dormant, and closes the session if it ends. */
  private void publish(
      String streamId,
      long sliceEnd,
      boolean ends,
      List<Mark> marks,
      StreamState state,
      Results results) {
    Session session = state.session;
    String endedBy = null;
    if (ends) {
      endedBy = ENDED_BY_STREAM_END;
      state.endedAt = sliceEnd;
      state.endedSessionStart = session.start;
    } else if (sliceEnd >= silenceEnd(session)) {
      endedBy = ENDED_BY_SILENCE;
    }
    if (endedBy != null || !isDormantAt(sliceEnd, session)) {
      results.measurement(measure(streamId, sliceEnd, session, marks, endedBy));
    }
    if (endedBy != null) {
      state.session = null;
    }
  }

  /** The taking-in of one slice. */
  private final class Closing {
    private final long number;
    private final Session session;
    private final Results results;
    private final Slice slice = new Slice();
    private final List<Mark> marks = new ArrayList<>(0);

    Closing(long sliceEnd, Session session, Results results) {
      this.number = sliceEnd / rules.sliceMillis - 1;
      this.session = session;
      this.results = results;
    }

    /** Returns the slice's marks: the first of them, where there are too many for one record. */
    List<Mark> run(List<SlicePartial> partials) {
      // The caps look at the window that ended with the previous slice.
      session.dropSlicesBefore(number - rules.windowSlices);
      long[] caps = caps();
      for (SlicePartial partial : partials) {
        merge(partial);
      }
      takeMarks(partials);
      takeOrders(partials);
      for (SlicePartial partial : partials) {
        takeNotices(partial);
      }
      cap(caps);
      slice.figures.set(Figure.VIEWER_MILLIS, session.viewerMillis.get(number));
      session.viewerMillis.dropBefore(number + 1);
      for (int i = 0; i < Figure.COUNT; i++) {
        long value = slice.figures.values()[i];
        session.total.values()[i] = SaturatedSum.add(session.total.values()[i], value);
      }
      session.slices.put(number, slice);
      session.addToWindow(slice);
      long first = firstOfWindow(number);
      session.dropSlicesBefore(first);
      session.present.dropBefore(first);
      session.clickers.dropBefore(first);
      session.pinnedClickers.dropBefore(first);
      session.players.dropBefore(first);
      session.buyersBySlice.dropBefore(first);
      session.peak = Math.max(session.peak, session.present.sumFrom(number + 1));
      marks.sort(MARK_ORDER);
      return marks.size() <= rules.sliceMarks
          ? marks
          : new ArrayList<>(marks.subList(0, rules.sliceMarks));
    }

    private long[] caps() {
      long[] caps = new long[Interaction.values().length];
      for (int kind = 0; kind < caps.length; kind++) {
        caps[kind] =
            Medians.cap(session.interactions[kind], rules.capFloors[kind], rules.capDeviations);
      }
      return caps;
    }

    private void merge(SlicePartial partial) {
      session.valid += partial.valid;
      session.start = Math.min(session.start, partial.firstValid);
      session.lastValid = Math.max(session.lastValid, partial.lastValid);
      for (int i = 0; i < partial.rejected.length; i++) {
        session.rejected[i] += partial.rejected[i];
      }
      for (int i = 0; i < Figure.COUNT; i++) {
        slice.figures.values()[i] += partial.figures.values()[i];
      }
      session.giftValue = SaturatedSum.add(session.giftValue, partial.giftValue);
      session.viewerMillis.addAll(partial.viewerMillis);
      // Who was last seen before the window was dropped from it already.
      long first = firstOfWindow(number);
      session.present.addFrom(partial.present, first);
      session.clickers.addFrom(partial.clickers, first);
      session.pinnedClickers.addFrom(partial.pinnedClickers, first);
      session.players.addFrom(partial.players, first);
      session.total.add(Figure.VIEWERS, partial.newViewers);
      session.total.add(Figure.CLICKERS, partial.newClickers);
      session.total.add(Figure.PINNED_CLICKERS, partial.newPinnedClickers);
      session.total.add(Figure.PLAYERS, partial.newPlayers);
      for (int i = 0; i < partial.viewersBySource.length; i++) {
        session.viewersBySource[i] += partial.viewersBySource[i];
      }
      for (int kind = 0; kind < slice.interactions.length; kind++) {
        slice.interactions[kind].addAll(partial.interactions[kind]);
      }
      if (session.started == null && partial.start != null) {
        session.started = partial.start;
      }
    }

    private void takeMarks(List<SlicePartial> partials) {
      List<Event> events = new ArrayList<>(0);
      partials.forEach(partial -> events.addAll(partial.marks));
      events.sort(CanonicalOrder.INSTANCE);
      for (Event event : events) {
        if (event.type == EventType.GAME_JOIN) {
          markFirst(event.eventTime, MarkKind.GAME, event.gameId, session.markedGames);
        } else {
          MarkKind kind = event.type == EventType.PRODUCT_PIN ? MarkKind.PIN : MarkKind.UNPIN;
          marks.add(new Mark(event.eventTime, kind, event.itemId));
        }
      }
    }

    private void markFirst(long time, MarkKind kind, String id, Set<String> marked) {
      if (marked.size() < rules.markIds && marked.add(id)) {
        marks.add(new Mark(time, kind, id));
      }
    }

    private void takeOrders(List<SlicePartial> partials) {
      List<Order> orders = new ArrayList<>();
      partials.forEach(partial -> orders.addAll(partial.orders));
      if (orders.isEmpty()) {
        return;
      }
      orders.sort(Comparator.comparing(Order::event, CanonicalOrder.INSTANCE));
      Spread spread =
          session.ordersInRange < rules.orderMinSample ? null : session.lnAmounts.spread();
      for (Order order : orders) {
        double lnAmount = StrictMath.log((double) order.event().amount);
        if (spread == null || isUsual(order.event(), lnAmount, spread)) {
          accept(order);
        }
      }
      for (Order order : orders) {
        session.lnAmounts.add(StrictMath.log((double) order.event().amount), rules.orderSample);
        session.ordersInRange++;
      }
    }

    private boolean isUsual(Event event, double lnAmount, Spread spread) {
      double scaled =
          Math.max(Rules.MAD_SCALE.doubleValue() * spread.mad(), rules.orderDeviationFloor);
      double limit = rules.orderDeviations * scaled;
      double distance = Math.abs(lnAmount - spread.median());
      if (distance <= limit) {
        return true;
      }
      session.rejected[Reason.ABNORMAL_ORDER.ordinal()]++;
      results.rejection(
          Rejection.of(
              Reason.ABNORMAL_ORDER,
              "ln amount "
                  + lnAmount
                  + " is "
                  + distance
                  + " from the median "
                  + spread.median()
                  + " of the session's last orders; up to "
                  + limit
                  + " is usual",
              event));
      return false;
    }

    private void accept(Order order) {
      Event event = order.event();
      session.orders++;
      slice.figures.add(Figure.PAID, event.amount);
      if (event.promoCode != null) {
        markFirst(event.eventTime, MarkKind.PROMO, event.promoCode, session.markedPromos);
        Promo promo = session.promos.get(event.promoCode);
        if (promo == null) {
          promo = session.otherPromos;
          if (session.promos.size() < rules.promoCodes) {
            promo = new Promo();
            session.promos.put(event.promoCode, promo);
          }
        }
        promo.orders++;
        promo.paid = SaturatedSum.add(promo.paid, event.amount);
        promo.discount =
            SaturatedSum.add(promo.discount, event.discount == null ? 0 : event.discount);
      }
      Buyer buyer = order.buyer();
      BuyerState known = session.buyers.get(buyer.userHash());
      if (known == null || known.firstValid != buyer.firstValid()) {
        known = new BuyerState(buyer, number);
        session.buyers.put(buyer.userHash(), known);
        session.total.add(Figure.BUYERS, 1);
        session.buyersBySource[known.source.ordinal()]++;
        session.buyersBySlice.add(number, 1);
      } else {
        if (known.lastSlice >= firstOfWindow(number)) {
          session.buyersBySlice.add(known.lastSlice, -1);
        }
        session.buyersBySlice.add(number, 1);
        known.lastSlice = number;
        moveBuyer(known, buyer.source());
      }
    }

    private void takeNotices(SlicePartial partial) {
      for (Buyer notice : partial.sourceNotices) {
        BuyerState known = session.buyers.get(notice.userHash());
        if (known != null && known.firstValid == notice.firstValid()) {
          moveBuyer(known, notice.source());
        }
      }
      for (Buyer gone : partial.forgotten) {
        BuyerState known = session.buyers.get(gone.userHash());
        if (known != null && known.firstValid == gone.firstValid()) {
          session.buyers.remove(gone.userHash());
        }
      }
    }

    private void moveBuyer(BuyerState known, Source source) {
      if (known.source != source) {
        session.buyersBySource[known.source.ordinal()]--;
        session.buyersBySource[source.ordinal()]++;
        known.source = source;
      }
    }

    private void cap(long[] caps) {
      for (Interaction kind : Interaction.values()) {
        long cap = caps[kind.ordinal()];
        long[] sums = new long[2];
        slice.interactions[kind.ordinal()].forEach(
            (count, users) -> {
              sums[0] += Math.min(count, cap) * users;
              sums[1] += Math.max(0, count - cap) * users;
            });
        slice.figures.set(figureOf(kind), sums[0]);
        session.excess[kind.ordinal()] += sums[1];
      }
    }
  }

  private static Figure figureOf(Interaction kind) {
    return switch (kind) {
      case LIKE -> Figure.LIKES;
      case BARRAGE -> Figure.BARRAGES;
      case CLICK -> Figure.CLICKS;
      case SHARE -> Figure.SHARES;
    };
  }

  private long firstOfWindow(long slice) {
    return slice - rules.windowSlices + 1;
  }

  private Measurement measure(
      String streamId, long sliceEnd, Session session, List<Mark> marks, String endedBy) {
    long number = sliceEnd / rules.sliceMillis - 1;
    long first = firstOfWindow(number);
    Figures window = session.window.copy();
    window.set(Figure.VIEWERS, session.present.sumFrom(first));
    window.set(Figure.CLICKERS, session.clickers.sumFrom(first));
    window.set(Figure.PINNED_CLICKERS, session.pinnedClickers.sumFrom(first));
    window.set(Figure.PLAYERS, session.players.sumFrom(first));
    window.set(Figure.BUYERS, session.buyersBySlice.sumFrom(first));
    Figures total = session.total.copy();
    Event started = session.started;
    long[] rejected = session.rejected.clone();
    long accepted = session.valid;
    for (long count : rejected) {
      accepted -= count;
    }
    long presentUntil = Math.min(sliceEnd, session.lastValid + rules.presenceMillis);
    return new Measurement(
        streamId,
        started == null ? null : started.hostId,
        started == null ? null : started.category,
        started == null ? null : started.currency,
        started == null ? null : started.followers,
        session.start,
        sliceEnd - rules.windowMillis,
        sliceEnd,
        endedBy != null,
        window,
        total,
        new Measurement.Audience(
            session.present.sumFrom(number + 1),
            window.get(Figure.VIEWERS),
            total.get(Figure.VIEWERS),
            session.peak,
            total.get(Figure.VIEWER_MILLIS),
            presentUntil - session.start),
        new Measurement.Quality(session.valid, accepted, rejected, session.excess.clone()),
        new Measurement.Sales(
            session.orders,
            total.get(Figure.PAID),
            total.get(Figure.REFUNDED),
            total.get(Figure.GIFTS),
            session.giftValue),
        marks,
        endedBy == null ? null : summary(sliceEnd, session, endedBy));
  }

  private Measurement.Summary summary(long sliceEnd, Session session, String endedBy) {
    List<Measurement.Promotion> promotions = new ArrayList<>();
    for (Map.Entry<String, Promo> entry : session.promos.entrySet()) {
      promotions.add(promotion(entry.getKey(), entry.getValue()));
    }
    if (session.otherPromos.orders > 0) {
      promotions.add(promotion(OTHER_PROMOS, session.otherPromos));
    }
    List<Measurement.SourceCount> sources = new ArrayList<>();
    for (Source source : Source.values()) {
      long viewers = session.viewersBySource[source.ordinal()];
      long buyers = session.buyersBySource[source.ordinal()];
      if (viewers > 0 || buyers > 0) {
        sources.add(new Measurement.SourceCount(source.wireName(), viewers, buyers));
      }
    }
    return new Measurement.Summary(sliceEnd, endedBy, promotions, sources);
  }

  private static Measurement.Promotion promotion(String code, Promo promo) {
    return new Measurement.Promotion(code, promo.orders, promo.paid, promo.discount);
  }
}
