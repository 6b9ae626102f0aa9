package io.livegauge.simulator;

import io.livegauge.event.CanonicalOrder;
import io.livegauge.event.Event;
import io.livegauge.event.EventContent;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of cleaning for one stream, written down plainly from the contract and as slow as they
 * read: all events of the stream at hand, nothing ever forgotten but by the rules' own limits. Runs
 * of less than six hours only.
 */
final class CleaningOracle {
  private static final long SLICE = 5_000;
  private static final long TEN_MINUTES = 600_000;
  private static final long MINUTE = 60_000;

  private final IdentityHashMap<Event, String> fates = new IdentityHashMap<>();
  private final Map<EventType, Long> excess = new EnumMap<>(EventType.class);

  /** The events before the one at hand that are distinct, by user and by what makes them equal. */
  private final Map<String, Long> lastDistinct = new HashMap<>();

  private final Map<String, Long> lastAccepted = new HashMap<>();
  private final Map<String, List<Long>> accesses = new HashMap<>();
  private final Set<Long> remembered = new HashSet<>();
  private final Set<Long> buyers = new HashSet<>();
  private final Map<Long, Presence> presence = new HashMap<>();
  private final List<Event> ordersInRange = new ArrayList<>();
  private final Map<String, Long> sums = new HashMap<>();

  private static final class Presence {
    private long total;
    private long since = -1;
    private long until;

    long upTo(long time) {
      return since < 0 ? total : total + Math.min(time, until) - since;
    }

    void seen(long time) {
      if (since >= 0 && time >= until) {
        total += until - since;
        since = -1;
      }
      if (since < 0) {
        since = time;
      }
      until = time + MINUTE;
    }

    void left(long time) {
      if (since >= 0) {
        total += Math.min(time, until) - since;
        since = -1;
      }
    }
  }

  /** Judges all events of one stream that came in time; the fates are in {@link Truth}'s words. */
  CleaningOracle(List<Event> events) {
    List<Event> inOrder = new ArrayList<>(events);
    inOrder.sort(CanonicalOrder.INSTANCE);
    long end = Long.MAX_VALUE;
    for (Event e : inOrder) {
      if (e.type == EventType.STREAM_END && end == Long.MAX_VALUE) {
        end = (e.eventTime / SLICE + 1) * SLICE;
      }
      fates.put(e, e.eventTime >= end ? afterEnd(e) : judge(e));
    }
  }

  String fate(Event event) {
    return fates.get(event);
  }

  /** What is cut with every cap at its floor. */
  Map<EventType, Long> excess() {
    return excess;
  }

  private static boolean settles(Event e) {
    return e.type == EventType.RATING
        || e.type == EventType.SURVEY_ANSWER
        || e.type == EventType.ORDER_REFUNDED;
  }

  private static String afterEnd(Event e) {
    return settles(e) ? Truth.SETTLEMENT : Reason.STREAM_ENDED.name();
  }

  private String judge(Event e) {
    if (settles(e) && !remembered.contains(e.userHash)) {
      return Truth.SETTLEMENT;
    }
    remembered.add(e.userHash);
    Reason reason = duplicate(e);
    if (reason != null) {
      return reason.name();
    }
    reason = outlier(e);
    becomeDistinct(e, reason == null);
    return reason == null ? Truth.ACCEPTED : reason.name();
  }

  private Reason duplicate(Event e) {
    if (within(key(e, "id", e.eventId), e, TEN_MINUTES)) {
      return Reason.DUPLICATE_ID;
    }
    return switch (e.type) {
      case LOGIN, LOGOUT -> within(key(e, e.type, "time"), e, 0) ? Reason.DUPLICATE_LOGIN : null;
      case BARRAGE ->
          within(key(e, e.type, e.text), e, 10_000) ? Reason.DUPLICATE_INTERACTION : null;
      case PRODUCT_CLICK ->
          within(key(e, e.type, e.itemId), e, 1_000) ? Reason.DUPLICATE_INTERACTION : null;
      case SURVEY_ANSWER ->
          within(key(e, e.type, e.item), e, Long.MAX_VALUE / 2)
              ? Reason.DUPLICATE_INTERACTION
              : null;
      case LIKE, SHARE, GIFT, GAME_JOIN, FOLLOW, UNFOLLOW, RATING, PRODUCT_IMPRESSION ->
          within(key(e, e.type, EventContent.canonicalJson(e)), e, 0)
              ? Reason.DUPLICATE_INTERACTION
              : null;
      case CART_ADD -> {
        Long last = lastAccepted.get(key(e, e.type, e.itemId));
        yield last != null && e.eventTime - last <= TEN_MINUTES ? Reason.DUPLICATE_CART : null;
      }
      case ORDER_PAID, ORDER_REFUNDED ->
          within(key(e, e.type, e.orderId + "/" + e.itemId), e, 0) ? Reason.DUPLICATE_ORDER : null;
      case AD_IMPRESSION ->
          within(key(e, e.type, e.impressionId), e, TEN_MINUTES) ? Reason.DUPLICATE_AD : null;
      case AD_CLICK -> {
        if (within(key(e, e.type, e.impressionId), e, TEN_MINUTES)) {
          yield Reason.DUPLICATE_AD;
        }
        yield within(key(e, EventType.AD_IMPRESSION, e.impressionId), e, TEN_MINUTES)
            ? null
            : Reason.ORPHAN_CLICK;
      }
      default -> null;
    };
  }

  private void becomeDistinct(Event e, boolean accepted) {
    lastDistinct.put(key(e, "id", e.eventId), e.eventTime);
    Object what =
        switch (e.type) {
          case LOGIN, LOGOUT -> "time";
          case BARRAGE -> e.text;
          case PRODUCT_CLICK -> e.itemId;
          case SURVEY_ANSWER -> e.item;
          case ORDER_PAID, ORDER_REFUNDED -> e.orderId + "/" + e.itemId;
          case AD_IMPRESSION, AD_CLICK -> e.impressionId;
          default -> EventContent.canonicalJson(e);
        };
    lastDistinct.put(key(e, e.type, what), e.eventTime);
    if (accepted && e.type == EventType.CART_ADD) {
      lastAccepted.put(key(e, e.type, e.itemId), e.eventTime);
    }
    if (accepted && (e.type == EventType.LOGIN || e.type == EventType.LOGOUT)) {
      accesses.computeIfAbsent(key(e, e.type, ""), k -> new ArrayList<>()).add(e.eventTime);
    }
    if (e.type == EventType.ORDER_PAID && inRange(e)) {
      ordersInRange.add(e);
      buyers.add(e.userHash);
    }
    switch (e.type) {
      case LEAVE, LOGOUT ->
          presence.computeIfAbsent(e.userHash, k -> new Presence()).left(e.eventTime);
      case LOGIN, RATING, SURVEY_ANSWER, ORDER_REFUNDED, PRODUCT_PIN, PRODUCT_UNPIN -> {}
      case STREAM_START, STREAM_END -> {}
      default -> presence.computeIfAbsent(e.userHash, k -> new Presence()).seen(e.eventTime);
    }
    if (accepted) {
      switch (e.type) {
        case LIKE -> cap(e, e.count, 100);
        case BARRAGE, SHARE -> cap(e, 1, 5);
        case PRODUCT_CLICK -> cap(e, 1, 15);
        default -> {}
      }
    }
  }

  private void cap(Event e, long count, long floor) {
    String slice = key(e, e.type, e.eventTime / SLICE);
    long before = sums.getOrDefault(slice, 0L);
    long after = before + count;
    sums.put(slice, after);
    long cut = Math.max(0, after - floor) - Math.max(0, before - floor);
    if (cut > 0) {
      excess.merge(e.type, cut, Long::sum);
    }
  }

  private Reason outlier(Event e) {
    switch (e.type) {
      case LOGIN, LOGOUT -> {
        long recent =
            accesses.getOrDefault(key(e, e.type, ""), List.of()).stream()
                .filter(t -> e.eventTime - t <= MINUTE)
                .count();
        return recent >= (e.type == EventType.LOGIN ? 10 : 5) ? Reason.ABNORMAL_ACCESS : null;
      }
      case CART_ADD -> {
        return e.quantity <= 0 || e.quantity > 50 ? Reason.ABNORMAL_CART : null;
      }
      case ORDER_PAID -> {
        return !inRange(e) || unusual(e) ? Reason.ABNORMAL_ORDER : null;
      }
      case RATING -> {
        Presence p = presence.get(e.userHash);
        boolean watched = p != null && p.upTo(e.eventTime) >= 30_000;
        return watched || buyers.contains(e.userHash) ? null : Reason.SUSPECT_RATING;
      }
      default -> {
        return null;
      }
    }
  }

  private static boolean inRange(Event e) {
    return e.amount > 0 && e.amount <= 10_000_000;
  }

  private boolean unusual(Event e) {
    long slice = e.eventTime / SLICE * SLICE;
    Deque<Double> last = new ArrayDeque<>();
    for (Event order : ordersInRange) {
      if (order.eventTime < slice) {
        last.add(StrictMath.log((double) order.amount));
        if (last.size() > 1_000) {
          last.removeFirst();
        }
      }
    }
    if (last.size() < 30) {
      return false;
    }
    double[] logs = last.stream().mapToDouble(d -> d).toArray();
    double median = median(logs);
    double mad = median(Arrays.stream(logs).map(x -> Math.abs(x - median)).toArray());
    return Math.abs(StrictMath.log((double) e.amount) - median) > 6 * Math.max(1.4826 * mad, 0.25);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private boolean within(String key, Event e, long limit) {
    Long last = lastDistinct.get(key);
    return last != null && e.eventTime - last <= limit;
  }

  private static String key(Event e, Object kind, Object what) {
    return e.userHash + "|" + kind + "|" + what;
  }
}
