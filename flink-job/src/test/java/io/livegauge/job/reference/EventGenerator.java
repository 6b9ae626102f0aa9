package io.livegauge.job.reference;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/**
 * Small sets of valid events that lie where rules change their minds: few users and few ids, so
 * that they collide, and times exactly on, just before and just after the bounds of the rules.
 *
 * <p>The same profile, seed and size give the same events. The order in which they come is the
 * order in which they were thought of, not that of time.
 */
public final class EventGenerator {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long SLICE = 5 * SECOND;

  private static final long[] SHORT_STEPS = {
    0, 1, SECOND, SLICE, 2 * SLICE, 10 * SECOND, 30 * SECOND, MINUTE
  };
  private static final long[] MIDDLE_STEPS = {5 * MINUTE, 10 * MINUTE};
  private static final long[] LONG_STEPS = {
    10 * MINUTE, HOUR, 6 * HOUR, 6 * HOUR + SLICE, 24 * HOUR, 24 * HOUR + SLICE
  };

  private static final EventType[] ALL_TYPES = EventType.values();

  /** What a set is made to try. */
  public enum Profile {
    /** A quarter of an hour of everything, many events at the same ms. */
    DENSE_SHORT(2, 4, 15 * MINUTE, 5),
    /** Sessions that end by silence or by their host, dormancy, forgotten users. */
    LONG_GAPS(2, 3, 5 * 24 * HOUR, 40),
    /** Enough orders for the median rule, then odd amounts, refunds, ratings and promotions. */
    ORDER_HEAVY(1, 8, 20 * MINUTE, 3),
    /** Gift streaks with lost end frames, and frames after what was booked. */
    STREAK_HEAVY(1, 3, 40 * MINUTE, 5),
    /** Bursts of interactions over the caps, and caps over their floors. */
    CAP_HEAVY(1, 6, 12 * MINUTE, 2),
    /** All of it, over some hours. */
    EVERYTHING(3, 5, 40 * HOUR, 10);

    private final int streams;
    private final int users;
    private final long spanMillis;

    /** How often, in a thousand events, the host ends the stream. */
    private final int endsPerThousand;

    Profile(int streams, int users, long spanMillis, int endsPerThousand) {
      this.streams = streams;
      this.users = users;
      this.spanMillis = spanMillis;
      this.endsPerThousand = endsPerThousand;
    }
  }

  private final Profile profile;
  private final Random random;
  private final long base;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Long> cursors = new HashMap<>();

  /** What an order of this set usually costs, minor units. */
  private final long usualAmount;

  private EventGenerator(Profile profile, long seed) {
    this.profile = profile;
    this.random = new Random(seed);
    // Now and then at the beginning of time, where windows start before it.
    this.base = chance(10) ? 1 : EventBuilder.BASE + pick(0L, 1L, 2_500L, SLICE - 1);
    this.usualAmount = pick(100L, 1_000L, 99_999L);
  }

  /** At least that many events. */
  public static List<Event> generate(Profile profile, long seed, int size) {
    EventGenerator generator = new EventGenerator(profile, seed);
    if (profile == Profile.ORDER_HEAVY) {
      generator.openWithOrders();
    }
    while (generator.events.size() < size) {
      generator.step();
    }
    long offset = 0;
    for (Event event : generator.events) {
      event.offset = offset++;
    }
    return generator.events;
  }

  /** The same events in another order. */
  public static List<Event> shuffled(List<Event> events, long seed) {
    List<Event> copy = new ArrayList<>(events);
    Collections.shuffle(copy, new Random(seed));
    return copy;
  }

  /** Sets of one profile that shrink by leaving events out. */
  public static Arbitrary<List<Event>> eventSets(Profile profile, int size) {
    return Arbitraries.longs()
        .dontShrink()
        .flatMap(
            seed -> {
              List<Event> all = generate(profile, seed, size);
              return Arbitraries.frequency(Tuple.of(1, false), Tuple.of(29, true))
                  .list()
                  .ofSize(all.size())
                  .map(keep -> kept(all, keep));
            });
  }

  /** Sets of any profile. */
  public static Arbitrary<List<Event>> eventSets(int size) {
    return Arbitraries.of(Profile.class).flatMap(profile -> eventSets(profile, size));
  }

  private static List<Event> kept(List<Event> all, List<Boolean> keep) {
    List<Event> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (keep.get(i)) {
        kept.add(all.get(i));
      }
    }
    return kept;
  }

  /**
   * Leaves out events for as long as the rest still fails: ever smaller stretches of them, down to
   * single ones.
   *
   * @return a failing set of which no single event can be left out
   */
  public static List<Event> minimise(List<Event> failing, Predicate<List<Event>> fails) {
    List<Event> rest = new ArrayList<>(failing);
    int stretch = Math.max(1, rest.size() / 2);
    while (true) {
      boolean hasShrunk = false;
      for (int from = 0; from < rest.size(); ) {
        List<Event> fewer = new ArrayList<>(rest);
        fewer.subList(from, Math.min(from + stretch, fewer.size())).clear();
        if (fails.test(fewer)) {
          rest = fewer;
          hasShrunk = true;
        } else {
          from += stretch;
        }
      }
      if (stretch > 1) {
        stretch /= 2;
      } else if (!hasShrunk) {
        return rest;
      }
    }
  }

  /** One JSON line per event, for a failure's message. */
  public static String describe(List<Event> events) {
    StringBuilder out = new StringBuilder();
    for (Event event : events) {
      out.append(EventBuilder.toJsonLine(event)).append('\n');
    }
    return out.toString();
  }

  // What comes next

  private void step() {
    int choice = random.nextInt(100);
    if (events.isEmpty() || choice < 50) {
      add(fresh(type()));
    } else if (choice < 54) {
      add(copy(earlier()));
    } else if (choice < 66) {
      repeatUnderAnotherId();
    } else if (choice < 72) {
      repeatId();
    } else if (choice < 76) {
      addTwin();
    } else if (choice < 85) {
      followUp();
    } else if (choice < 95) {
      tryBound();
    } else {
      burst();
    }
  }

  /** The same content by the same user, some bound later (or earlier). */
  private void repeatUnderAnotherId() {
    Event repeated = copy(earlier());
    repeated.eventId = newId();
    repeated.eventTime = near(repeated.eventTime);
    add(repeated);
  }

  /** Another event of the same user under an id that is known. */
  private void repeatId() {
    Event known = earlier();
    Event other = fresh(chance(2) ? known.type : type());
    other.streamId = known.streamId;
    if (other.type.hasUser() && known.type.hasUser()) {
      other.userHash = known.userHash;
    }
    other.eventId = known.eventId;
    other.eventTime = chance(3) ? known.eventTime : near(known.eventTime);
    add(other);
  }

  /** The same event of another user. */
  private void addTwin() {
    Event twin = copy(earlier());
    if (twin.type.hasUser()) {
      twin.userHash = user();
    }
    add(twin);
  }

  /** What a rule relates to an earlier event of the same user. */
  private void followUp() {
    Event first = earlier();
    Event next =
        switch (first.type) {
          case AD_IMPRESSION -> fresh(EventType.AD_CLICK);
          case ORDER_PAID -> fresh(pick(EventType.ORDER_REFUNDED, EventType.RATING));
          case STREAM_END -> fresh(type());
          case GIFT -> fresh(pick(EventType.GIFT, EventType.GIFT, EventType.LEAVE));
          default ->
              fresh(
                  pick(
                      EventType.LEAVE,
                      EventType.LOGOUT,
                      EventType.RATING,
                      EventType.SURVEY_ANSWER,
                      EventType.HEARTBEAT));
        };
    next.streamId = first.streamId;
    if (next.type.hasUser() && first.type.hasUser()) {
      next.userHash = first.userHash;
    }
    if (next.type == EventType.AD_CLICK && first.type == EventType.AD_IMPRESSION) {
      next.impressionId = first.impressionId;
    }
    if (next.type == EventType.ORDER_REFUNDED && first.type == EventType.ORDER_PAID) {
      next.orderId = first.orderId;
      next.itemId = first.itemId;
    }
    if (next.type == EventType.GIFT && next.streakId != null) {
      next.streakId = first.streakId == null ? next.streakId : first.streakId;
    }
    if (first.type == EventType.STREAM_END) {
      long end = Math.floorDiv(first.eventTime, SLICE) * SLICE + SLICE;
      next.eventTime = Math.max(1, end + pick(0L, 24 * HOUR) + random.nextInt(3) - 1);
    } else {
      next.eventTime = chance(3) ? first.eventTime : near(first.eventTime);
    }
    add(next);
  }

  /** Many events of one kind by one user. */
  private void burst() {
    EventType type =
        profile == Profile.CAP_HEAVY
            ? pick(EventType.LIKE, EventType.BARRAGE, EventType.PRODUCT_CLICK, EventType.SHARE)
            : pick(
                EventType.LOGIN,
                EventType.LOGOUT,
                EventType.LIKE,
                EventType.BARRAGE,
                EventType.PRODUCT_CLICK,
                EventType.SHARE);
    Event first = fresh(type);
    int number =
        switch (type) {
          case LOGIN -> 9 + random.nextInt(5);
          case LOGOUT, BARRAGE, SHARE -> 4 + random.nextInt(5);
          case PRODUCT_CLICK -> 14 + random.nextInt(4);
          default -> 2 + random.nextInt(3);
        };
    boolean isAccess = type == EventType.LOGIN || type == EventType.LOGOUT;
    long slice = Math.floorDiv(first.eventTime, SLICE) * SLICE;
    for (int i = 0; i < number; i++) {
      Event event = fresh(type);
      event.eventId = newId();
      event.streamId = first.streamId;
      event.userHash = first.userHash;
      // Logins spread over the minute that they are counted in, the rest within a slice.
      event.eventTime =
          isAccess
              ? first.eventTime + MINUTE * i / (number - 1)
              : Math.max(1, slice + random.nextInt((int) SLICE));
      if (type == EventType.BARRAGE) {
        event.text = "text " + random.nextInt(40);
      }
      if (type == EventType.PRODUCT_CLICK) {
        event.itemId = "i" + random.nextInt(40);
      }
      add(event);
    }
  }

  /** A small story of one user that ends on a bound of one rule, or a ms off. */
  private void tryBound() {
    boolean isLong = profile == Profile.LONG_GAPS || profile == Profile.EVERYTHING;
    int story = random.nextInt(isLong ? 11 : 9);
    long off = random.nextInt(3) - 1L;
    switch (profile == Profile.STREAK_HEAVY && chance(2) ? 6 : story) {
      case 0 -> {
        Event first = add(fresh(type()));
        Event again = repeat(first, 10 * MINUTE + off);
        again.eventId = first.eventId;
        add(again);
      }
      case 1 -> {
        Event first = unlike(EventType.BARRAGE);
        add(repeat(add(first), 10 * SECOND + off));
      }
      case 2 -> {
        Event first = unlike(EventType.PRODUCT_CLICK);
        add(repeat(add(first), SECOND + off));
      }
      case 3 -> {
        // An add that is not accepted lies between, and must not count.
        Event first = unlike(EventType.CART_ADD);
        first.quantity = pick(1, 0);
        Event middle = repeat(add(first), 5 * MINUTE);
        middle.quantity = pick(1, 0, 51);
        Event last = repeat(first, 10 * MINUTE + off);
        last.quantity = 1;
        add(middle);
        add(last);
      }
      case 4 -> {
        Event first = unlike(pick(EventType.AD_IMPRESSION, EventType.AD_CLICK));
        if (first.type == EventType.AD_CLICK) {
          addImpression(first, -1);
        }
        Event last = repeat(add(first), 10 * MINUTE + off);
        if (first.type == EventType.AD_CLICK) {
          addImpression(last, 10 * MINUTE - SECOND);
        }
        add(last);
      }
      case 5 -> {
        Event click = unlike(EventType.AD_CLICK);
        click.eventTime += 10 * MINUTE + off;
        addImpression(click, -10 * MINUTE - off);
        add(click);
      }
      case 6 -> {
        Event first = unlike(EventType.GIFT);
        first.streakId = "k" + newId();
        first.streakEnd = chance(2);
        long step = pick(10 * MINUTE, 30 * SECOND, 30 * SECOND + SLICE);
        Event next = repeat(add(first), step + off);
        next.repeatCount = Math.min(1_000_000L, pick(first.repeatCount, first.repeatCount + 1, 1L));
        next.unitValue = Math.min(1_000_000_000L, pick(first.unitValue, first.unitValue + 7));
        next.streakEnd = chance(2);
        add(next);
      }
      case 7 -> {
        Event first = fresh(pick(EventType.LOGIN, EventType.LOGOUT));
        first.eventTime += 2 * MINUTE;
        int limit = first.type == EventType.LOGIN ? 10 : 5;
        for (int i = 0; i < limit; i++) {
          add(repeat(first, i));
        }
        add(repeat(first, MINUTE + off));
      }
      case 8 -> {
        // A viewer whom nobody else knows, with just enough presence or not.
        Event enter = fresh(EventType.ENTER);
        enter.userHash = EventBuilder.userHash(1_000 + events.size());
        add(enter);
        Event leave = fresh(EventType.LEAVE);
        Event rating = fresh(EventType.RATING);
        for (Event event : List.of(leave, rating)) {
          event.eventId = newId();
          event.streamId = enter.streamId;
          event.userHash = enter.userHash;
          event.eventTime = enter.eventTime + 30 * SECOND + off;
        }
        if (chance(2)) {
          leave.eventTime += random.nextInt(2);
          rating.eventTime += random.nextInt((int) MINUTE);
        }
        add(leave);
        add(rating);
      }
      case 9 -> {
        Event last = add(fresh(EventType.STREAM_END));
        long end = Math.floorDiv(last.eventTime, SLICE) * SLICE + SLICE;
        for (EventType type : List.of(EventType.ENTER, EventType.RATING)) {
          Event after = fresh(type);
          after.eventId = newId();
          after.streamId = last.streamId;
          after.eventTime = end + pick(0L, 24 * HOUR, 24 * HOUR) + off;
          add(after);
        }
      }
      default -> {
        // Remembered or not, while somebody else keeps the session open.
        Event first = add(fresh(EventType.HEARTBEAT));
        Event other = repeat(first, 3 * HOUR);
        other.userHash = EventBuilder.userHash(1_000);
        Event last =
            fresh(pick(EventType.HEARTBEAT, EventType.SURVEY_ANSWER, EventType.ORDER_REFUNDED));
        last.eventId = newId();
        last.streamId = first.streamId;
        last.userHash = first.userHash;
        last.eventTime = first.eventTime + 6 * HOUR + off;
        add(other);
        add(last);
      }
    }
  }

  /** An event of content that no other has. */
  private Event unlike(EventType type) {
    Event event = fresh(type);
    event.eventId = newId();
    switch (type) {
      case BARRAGE -> event.text = event.eventId;
      case PRODUCT_CLICK, CART_ADD -> event.itemId = event.eventId;
      case AD_IMPRESSION, AD_CLICK -> event.impressionId = event.eventId;
      default -> {
        // The id alone is new.
      }
    }
    return event;
  }

  private Event repeat(Event event, long later) {
    Event repeated = copy(event);
    repeated.eventId = newId();
    repeated.eventTime = event.eventTime + later;
    return repeated;
  }

  private void addImpression(Event click, long later) {
    Event impression = fresh(EventType.AD_IMPRESSION);
    impression.eventId = newId();
    impression.streamId = click.streamId;
    impression.userHash = click.userHash;
    impression.impressionId = click.impressionId;
    impression.eventTime = Math.max(1, click.eventTime + later);
    add(impression);
  }

  /** Orders of one slice or three, about as many as the median rule wants, then one far off. */
  private void openWithOrders() {
    if (chance(12)) {
      openWithManyOrders();
      return;
    }
    int number = 29 + random.nextInt(3);
    int spread = random.nextInt(3);
    for (int i = 0; i < number; i++) {
      Event order = opening(i);
      order.eventTime = base + random.nextInt(3) * SLICE + random.nextInt(500);
      order.amount =
          switch (spread) {
            case 0 -> usualAmount;
            case 1 -> usualAmount * (1 + random.nextInt(2));
            default -> Math.max(1, Math.round(usualAmount * Math.exp(random.nextGaussian())));
          };
      add(order);
    }
    Event far = opening(number);
    far.eventTime = base + 3 * SLICE;
    far.amount = Math.min(10_000_000, usualAmount * 50);
    add(far);
  }

  /**
   * More orders than the median rule looks back on: 501 of one price and then 500 of another, too
   * far away to be taken by the first alone. Only for exactly the last 1,000 the two are equally
   * many, so that both prices are usual. And about as many promotion codes as are named.
   */
  private void openWithManyOrders() {
    long low = 1_000;
    long high = 7_389;
    int codes = 199 + random.nextInt(4);
    for (int i = 0; i < 1_001; i++) {
      Event order = opening(i);
      order.eventTime = Math.floorDiv(base, SLICE) * SLICE + SLICE + i;
      order.amount = i < 501 ? low : high;
      order.promoCode = "code " + i % codes;
      add(order);
    }
    for (int i = 0; i < 2; i++) {
      Event order = opening(1_001 + i);
      order.eventTime = Math.floorDiv(base, SLICE) * SLICE + 2 * SLICE;
      order.amount = i == 0 ? low : high;
      add(order);
    }
  }

  private Event opening(int i) {
    Event order = fresh(EventType.ORDER_PAID);
    order.eventId = "order " + i;
    order.orderId = "paid " + i;
    return order;
  }

  private Event add(Event event) {
    events.add(event);
    cursors.merge(event.streamId, event.eventTime, Math::max);
    return event;
  }

  private Event fresh(EventType type) {
    Event event = EventBuilder.event(type, id()).build();
    event.streamId = "s" + (1 + random.nextInt(profile.streams));
    if (type.hasUser()) {
      event.userHash = user();
    }
    event.eventTime = nextTime(event.streamId);
    switch (type) {
      case LOGIN, LOGOUT, ENTER, LEAVE, HEARTBEAT -> {
        event.source = pick(null, null, "follow", "recommend", "ad", "search", "share", "cinema");
        if (chance(8)) {
          event.traits = new TreeMap<>(Map.of("age", pick("", "25")));
        }
      }
      case BARRAGE -> event.text = "text " + random.nextInt(5);
      case LIKE -> event.count = pick(1L, 1L, 2L, 50L, 99L, 100L, 101L, 500L, 10_000L);
      case SHARE -> event.channel = pick(null, "wechat", "weibo", "c" + random.nextInt(9));
      case GIFT -> setGift(event);
      case CART_ADD -> {
        event.itemId = item();
        event.quantity = pick(1, 1, 2, 50, 51, 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE);
        event.price = pick(null, 0L, 999L);
      }
      case ORDER_PAID -> {
        event.orderId = "o" + random.nextInt(6);
        event.itemId = item();
        event.amount = amount();
        event.promoCode = chance(2) ? null : "p" + random.nextInt(4);
        event.discount = pick(null, 0L, 50L, 1_000_000_000_000L);
      }
      case ORDER_REFUNDED -> {
        event.orderId = "o" + random.nextInt(6);
        event.itemId = item();
        event.amount = pick(1L, usualAmount, 1_000_000_000_000L);
      }
      case PRODUCT_CLICK -> {
        event.itemId = item();
        event.pinned = chance(2);
      }
      case PRODUCT_IMPRESSION, PRODUCT_PIN, PRODUCT_UNPIN -> event.itemId = item();
      case RATING -> {
        event.stars = 1 + random.nextInt(5);
        event.orderId = pick(null, "o1");
        event.text = pick(null, "fine");
      }
      case AD_IMPRESSION, AD_CLICK -> {
        event.adId = "a" + random.nextInt(2);
        event.impressionId = "m" + random.nextInt(3);
      }
      case GAME_JOIN -> event.gameId = "w" + random.nextInt(3);
      case SURVEY_ANSWER -> {
        event.item = pick("A21", "A22", "A23", "A41", "q7");
        event.answer = 1 + random.nextInt(5);
      }
      case STREAM_START -> {
        event.hostId = "h" + random.nextInt(2);
        event.category = pick(null, "beauty");
        event.currency = pick(null, "CNY", "EUR");
        event.followers = pick(null, 0L, 1_000L);
      }
      case FOLLOW, UNFOLLOW, STREAM_END -> {
        // No fields.
      }
    }
    return event;
  }

  private void setGift(Event gift) {
    gift.giftId = "g" + random.nextInt(2);
    gift.unitValue = pick(0L, 1L, 100L, 100L, 200L, 1_000_000_000L);
    gift.repeatCount = pick(1L, 2L, 3L, 3L, 5L, 8L, 1_000_000L);
    if (!chance(4)) {
      gift.streakId = "k" + random.nextInt(2);
      gift.streakEnd = chance(4);
    } else {
      gift.streakEnd = !chance(8);
    }
  }

  private long amount() {
    long low = Math.round(usualAmount * Math.exp(-1.5));
    long high = Math.round(usualAmount * Math.exp(1.5));
    return chance(2)
        ? usualAmount
        : pick(
            0L,
            -5L,
            1L,
            2L,
            low - 1,
            low,
            low + 1,
            high - 1,
            high,
            high + 1,
            usualAmount * 3,
            10_000_000L,
            10_000_001L,
            1_000_000_000_000L);
  }

  private EventType type() {
    if (random.nextInt(1_000) < profile.endsPerThousand) {
      return EventType.STREAM_END;
    }
    EventType favourite =
        switch (profile) {
          case ORDER_HEAVY ->
              pick(
                  EventType.ORDER_PAID,
                  EventType.ORDER_PAID,
                  EventType.ORDER_REFUNDED,
                  EventType.RATING,
                  EventType.CART_ADD);
          case STREAK_HEAVY -> EventType.GIFT;
          case CAP_HEAVY ->
              pick(EventType.LIKE, EventType.BARRAGE, EventType.PRODUCT_CLICK, EventType.SHARE);
          default -> null;
        };
    if (favourite != null && !chance(4)) {
      return favourite;
    }
    EventType any = pick(ALL_TYPES);
    return any == EventType.STREAM_END ? EventType.ENTER : any;
  }

  // Times

  private long nextTime(String stream) {
    long cursor = cursors.getOrDefault(stream, base);
    return switch (random.nextInt(6)) {
      case 0, 1 -> cursor;
      case 2 -> base + random.nextInt((int) Math.min(profile.spanMillis, MINUTE));
      case 3 -> within(Math.floorDiv(cursor, SLICE) * SLICE + pick(0L, SLICE - 1, SLICE));
      default -> near(cursor);
    };
  }

  /** A step of a rule away from a time: on the bound, or one ms off. */
  private long near(long time) {
    long step = step(random.nextInt(100));
    long off = chance(2) ? 0 : random.nextInt(3) - 1;
    return within(chance(6) ? time - step - off : time + step + off);
  }

  private long step(int percent) {
    return switch (profile) {
      case DENSE_SHORT -> percent < 90 ? pick(SHORT_STEPS) : pick(MIDDLE_STEPS);
      case LONG_GAPS ->
          percent < 45 ? pick(SHORT_STEPS) : percent < 65 ? pick(MIDDLE_STEPS) : pick(LONG_STEPS);
      case EVERYTHING ->
          percent < 80 ? pick(SHORT_STEPS) : percent < 95 ? pick(MIDDLE_STEPS) : pick(LONG_STEPS);
      default -> percent < 80 ? pick(SHORT_STEPS) : pick(MIDDLE_STEPS);
    };
  }

  private long within(long time) {
    return base + Math.floorMod(time - base, profile.spanMillis + 1);
  }

  // Values

  private Event earlier() {
    // Mostly one of the last ones, which are the ones a rule still remembers.
    int back = chance(3) ? events.size() : Math.min(8, events.size());
    return events.get(events.size() - 1 - random.nextInt(back));
  }

  private String id() {
    return chance(5)
        ? pick("same 1", "same 2", "same \uFF5E", "same \uD83D\uDE00", "same \u00E9")
        : newId();
  }

  private String newId() {
    return "e" + events.size() + "." + random.nextInt(1_000);
  }

  private long user() {
    return EventBuilder.userHash(1 + random.nextInt(profile.users));
  }

  private String item() {
    return "i" + random.nextInt(3);
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }

  private long pick(long[] values) {
    return values[random.nextInt(values.length)];
  }

  private static Event copy(Event event) {
    Event copy = new Event();
    try {
      for (Field field : Event.class.getFields()) {
        field.set(copy, field.get(event));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field of Event is not public", e);
    }
    return copy;
  }
}
