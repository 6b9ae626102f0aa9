package io.livegauge.job.reference;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import io.livegauge.measure.Measurement.Mark;
import io.livegauge.measure.Measurement.MarkKind;
import io.livegauge.measure.Measurement.Promotion;
import io.livegauge.measure.Measurement.SourceCount;
import io.livegauge.measure.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is measured of a session at one slice end, all of it counted anew from its events. */
final class Measuring {
  private static final String OTHER_PROMOTIONS = "other";

  private final Session session;
  private final long sliceStart;
  private final long sliceEnd;
  private final ReferenceOptions options;

  /** Distinct events of every user that is a viewer, in canonical order. */
  private final Map<Viewer, List<Event>> distinctByUser = new LinkedHashMap<>();

  private final Map<Viewer, Presence> presences = new LinkedHashMap<>();

  Measuring(Session session, long sliceStart, long sliceEnd, ReferenceOptions options) {
    this.session = session;
    this.sliceStart = sliceStart;
    this.sliceEnd = sliceEnd;
    this.options = options;
    for (Judged judged : session.events) {
      if (judged.isDistinct() && judged.event().type.hasUser()) {
        distinctByUser.computeIfAbsent(judged.viewer(), v -> new ArrayList<>()).add(judged.event());
      }
    }
    distinctByUser.forEach(
        (viewer, events) -> presences.put(viewer, new Presence(events, options.presenceMillis())));
  }

  /** Users whose presence reaches past the slice end. */
  long concurrent() {
    return presences.values().stream().filter(p -> p.reachesPast(sliceEnd)).count();
  }

  /**
   * @param endedBy how the session ends here, or null if it goes on
   */
  Measurement measure(String endedBy) {
    long windowStart = sliceEnd - options.windowMillis();
    Figures window = figures(windowStart);
    Figures whole = figures(session.start);
    Event host = host();
    long spanEnd = Math.min(sliceEnd, session.lastValid() + options.presenceMillis());
    return new Measurement(
        session.events.get(0).event().streamId,
        host == null ? null : host.hostId,
        host == null ? null : host.category,
        host == null ? null : host.currency,
        host == null ? null : host.followers,
        session.start,
        windowStart,
        sliceEnd,
        endedBy != null,
        window,
        whole,
        new Measurement.Audience(
            concurrent(),
            window.get(Figure.VIEWERS),
            whole.get(Figure.VIEWERS),
            session.peak,
            whole.get(Figure.VIEWER_MILLIS),
            spanEnd - session.start),
        quality(),
        sales(whole),
        marks(),
        endedBy == null
            ? null
            : new Measurement.Summary(sliceEnd, endedBy, promotions(), sources()));
  }

  private Event host() {
    return session.events.stream()
        .filter(Judged::isDistinct)
        .map(Judged::event)
        .filter(e -> e.type == EventType.STREAM_START)
        .findFirst()
        .orElse(null);
  }

  /** The figures from an instant, where a slice or the session starts, to the slice end. */
  private Figures figures(long from) {
    Figures figures = new Figures();
    Set<Viewer> pinnedClickers = new HashSet<>();
    Set<Viewer> players = new HashSet<>();
    Set<Viewer> buyers = new HashSet<>();
    Set<Viewer> clickers = new HashSet<>();
    for (Judged judged : session.events) {
      Event event = judged.event();
      if (!judged.isAccepted() || event.eventTime < from) {
        continue;
      }
      switch (event.type) {
        case SURVEY_ANSWER -> {
          switch (event.item) {
            case "A21" -> add(figures, Figure.A21_SUM, Figure.A21_ANSWERS, event.answer);
            case "A22" -> add(figures, Figure.A22_SUM, Figure.A22_ANSWERS, event.answer);
            case "A23" -> add(figures, Figure.A23_SUM, Figure.A23_ANSWERS, event.answer);
            default -> {
              // No indicator asks for it.
            }
          }
        }
        case PRODUCT_CLICK -> {
          clickers.add(judged.viewer());
          if (event.pinned) {
            pinnedClickers.add(judged.viewer());
          }
        }
        case GAME_JOIN -> players.add(judged.viewer());
        case ORDER_PAID -> {
          buyers.add(judged.viewer());
          add(figures, Figure.PAID, event.amount);
        }
        case ORDER_REFUNDED -> add(figures, Figure.REFUNDED, event.amount);
        case PRODUCT_IMPRESSION -> add(figures, Figure.IMPRESSIONS, 1);
        case RATING -> add(figures, Figure.STARS, Figure.RATINGS, event.stars);
        case FOLLOW -> add(figures, Figure.FOLLOWS, 1);
        case UNFOLLOW -> add(figures, Figure.UNFOLLOWS, 1);
        case AD_CLICK -> add(figures, Figure.AD_CLICKS, 1);
        case AD_IMPRESSION -> add(figures, Figure.AD_IMPRESSIONS, 1);
        default -> {
          // Capped interactions and gifts follow; the rest makes no indicator.
        }
      }
    }
    add(figures, Figure.PINNED_CLICKERS, pinnedClickers.size());
    add(figures, Figure.PLAYERS, players.size());
    add(figures, Figure.BUYERS, buyers.size());
    add(figures, Figure.CLICKERS, clickers.size());
    for (Session.Counted counted : session.counts) {
      if (counted.sliceEnd() > from) {
        Figure figure =
            switch (counted.kind()) {
              case LIKE -> Figure.LIKES;
              case BARRAGE -> Figure.BARRAGES;
              case CLICK -> Figure.CLICKS;
              case SHARE -> Figure.SHARES;
            };
        add(figures, figure, counted.kept());
      }
    }
    for (Session.Booking booking : session.bookings) {
      if (booking.sliceEnd() > from) {
        add(figures, Figure.GIFTS, booking.gifts());
      }
    }
    for (Presence presence : presences.values()) {
      add(figures, Figure.VIEWER_MILLIS, presence.millis(from, sliceEnd));
      if (presence.isIn(from, sliceEnd)) {
        add(figures, Figure.VIEWERS, 1);
      }
    }
    return figures;
  }

  private static void add(Figures figures, Figure sum, Figure number, long value) {
    add(figures, sum, value);
    add(figures, number, 1);
  }

  private static void add(Figures figures, Figure figure, long amount) {
    figures.set(figure, saturatingSum(figures.get(figure), amount));
  }

  /** The sum of two numbers that are not negative, Long.MAX_VALUE at most. */
  private static long saturatingSum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private Measurement.Quality quality() {
    long accepted = 0;
    long[] rejected = new long[Reason.values().length];
    for (Judged judged : session.events) {
      if (judged.isAccepted()) {
        accepted++;
      } else {
        rejected[judged.reason().ordinal()]++;
      }
    }
    long[] excess = new long[Interaction.values().length];
    for (Session.Counted counted : session.counts) {
      excess[counted.kind().ordinal()] += counted.excess();
    }
    return new Measurement.Quality(session.events.size(), accepted, rejected, excess);
  }

  private Measurement.Sales sales(Figures whole) {
    long giftValue = 0;
    for (Session.Booking booking : session.bookings) {
      giftValue = saturatingSum(giftValue, booking.value());
    }
    return new Measurement.Sales(
        orders().size(),
        whole.get(Figure.PAID),
        whole.get(Figure.REFUNDED),
        whole.get(Figure.GIFTS),
        giftValue);
  }

  /** Accepted order_paid, in canonical order. */
  private List<Judged> orders() {
    return session.events.stream()
        .filter(j -> j.isAccepted() && j.event().type == EventType.ORDER_PAID)
        .toList();
  }

  private List<Mark> marks() {
    List<Mark> marks = new ArrayList<>();
    Set<String> games = new HashSet<>();
    Set<String> promotions = new HashSet<>();
    for (Judged judged : session.events) {
      Event event = judged.event();
      if (!judged.isAccepted()) {
        continue;
      }
      switch (event.type) {
        case PRODUCT_PIN -> marks.add(new Mark(event.eventTime, MarkKind.PIN, event.itemId));
        case PRODUCT_UNPIN -> marks.add(new Mark(event.eventTime, MarkKind.UNPIN, event.itemId));
        case GAME_JOIN -> {
          if (games.add(event.gameId)) {
            marks.add(new Mark(event.eventTime, MarkKind.GAME, event.gameId));
          }
        }
        case ORDER_PAID -> {
          if (event.promoCode != null && promotions.add(event.promoCode)) {
            marks.add(new Mark(event.eventTime, MarkKind.PROMO, event.promoCode));
          }
        }
        default -> {
          // Not for the timeline.
        }
      }
    }
    return marks.stream()
        .filter(mark -> mark.time() >= sliceStart)
        .sorted(
            Comparator.comparingLong(Mark::time)
                .thenComparing(Mark::kind)
                .thenComparing(Mark::id, Measuring::compareUtf8))
        .toList();
  }

  private static int compareUtf8(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private List<Promotion> promotions() {
    List<String> named = new ArrayList<>();
    for (Judged judged : orders()) {
      String code = judged.event().promoCode;
      if (code != null && !named.contains(code) && named.size() < options.maxPromotions()) {
        named.add(code);
      }
    }
    List<Promotion> promotions = new ArrayList<>();
    for (String code : named) {
      promotions.add(
          promotion(
              code,
              orders().stream().map(Judged::event).filter(e -> code.equals(e.promoCode)).toList()));
    }
    List<Event> others =
        orders().stream()
            .map(Judged::event)
            .filter(e -> e.promoCode != null && !named.contains(e.promoCode))
            .toList();
    if (!others.isEmpty()) {
      promotions.add(promotion(OTHER_PROMOTIONS, others));
    }
    return promotions;
  }

  private static Promotion promotion(String code, List<Event> orders) {
    long paid = 0;
    long discount = 0;
    for (Event order : orders) {
      paid = saturatingSum(paid, order.amount);
      discount = saturatingSum(discount, order.discount == null ? 0 : order.discount);
    }
    return new Promotion(code, orders.size(), paid, discount);
  }

  private List<SourceCount> sources() {
    long[] viewers = new long[Source.values().length];
    long[] buyers = new long[Source.values().length];
    Set<Viewer> buying = new HashSet<>();
    orders().forEach(judged -> buying.add(judged.viewer()));
    distinctByUser.forEach(
        (viewer, events) -> {
          int source = sourceOf(events).ordinal();
          if (presences.get(viewer).isIn(session.start, sliceEnd)) {
            viewers[source]++;
          }
          if (buying.contains(viewer)) {
            buyers[source]++;
          }
        });
    List<SourceCount> counts = new ArrayList<>();
    for (Source source : Source.values()) {
      int i = source.ordinal();
      if (viewers[i] > 0 || buyers[i] > 0) {
        counts.add(new SourceCount(source.wireName(), viewers[i], buyers[i]));
      }
    }
    return counts;
  }

  private static Source sourceOf(List<Event> events) {
    return events.stream()
        .filter(e -> e.source != null)
        .findFirst()
        .map(e -> Source.ofWireName(e.source))
        .orElse(Source.OTHER);
  }
}
