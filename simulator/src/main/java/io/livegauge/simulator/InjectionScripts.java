package io.livegauge.simulator;

import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong in one room. Every script has users of its own who do nothing else, so that what
 * it injects changes the fate of no other record, and has only one fate itself.
 */
final class InjectionScripts {
  private static final double SCRIPTS_PER_RECORD = 0.012;
  private static final double BOTS_PER_RECORD = 1.0 / 12;
  private static final long CLICK_ROTATION_MILLIS = 150;
  private static final long SLICE_MILLIS = 5_000;
  private static final long MINUTE = 60_000;
  private static final long TEN_MINUTES = 600_000;

  /** A story that begins at that time; false where the room's rest is too short for it. */
  private interface Script {
    boolean play(long time);
  }

  private record Weighted(double upTo, Script script) {}

  private final LiveStream stream;
  private final SimulationConfig config;
  private final Emitter emitter;
  private final List<Weighted> scripts = new ArrayList<>();

  private double debt;
  private long basePrice;
  private long unusualOrders;
  private long orderHints;

  InjectionScripts(LiveStream stream, SimulationConfig config, Emitter emitter) {
    this.stream = stream;
    this.config = config;
    this.emitter = emitter;
    add(Impairment.ABNORMAL_CART, 6, this::abnormalCart);
    add(Impairment.ABNORMAL_ORDER, 5, this::abnormalOrder);
    add(Impairment.ABNORMAL_ORDER, 2, this::unusualOrder);
    add(Impairment.ORPHAN_CLICK, 5, this::orphanClick);
    add(Impairment.SUSPECT_RATING, 5, this::suspectRating);
    add(Impairment.UNKNOWN_USER, 5, this::unknownUser);
    add(Impairment.FLOOD, 2, this::flood);
    add(Impairment.ACCESS_STORM, 2, this::accessStorm);
    add(Impairment.BOUNDARY, 12, this::boundary);
    add(Impairment.ODD_VALID, 8, this::oddValid);
    add(Impairment.LATE, 6, this::late);
    add(Impairment.MALFORMED, 16, this::malformed);
    if (config.medium() == Medium.LIVE) {
      add(Impairment.FUTURE, 5, this::future);
    }
  }

  private void add(Impairment impairment, double weight, Script script) {
    if (stream.on(impairment)) {
      double before = scripts.isEmpty() ? 0 : scripts.get(scripts.size() - 1).upTo;
      scripts.add(new Weighted(before + weight, script));
    }
  }

  /** Tells the room's price level. */
  void prepare(long price) {
    this.basePrice = price;
  }

  /** Counts an order of the room's own. */
  void ordered() {
    orderHints++;
  }

  /** Plays what is due between two times, at a room's rate of that many records a second. */
  void inject(long from, long until, double target) {
    if (scripts.isEmpty()) {
      return;
    }
    long begin = Math.max(from, stream.startTime + 1);
    debt += target * SCRIPTS_PER_RECORD;
    while (debt >= 1 && begin < until) {
      debt--;
      double roll = stream.random.unit() * scripts.get(scripts.size() - 1).upTo;
      int i = 0;
      while (scripts.get(i).upTo <= roll) {
        i++;
      }
      scripts.get(i).script.play(stream.random.between(begin, until - 1));
    }
  }

  // Carts, orders, ads, ratings

  private boolean abnormalCart(long time) {
    if (!stream.fits(time + 6_000)) {
      return false;
    }
    Actor actor = new Actor("abnormal_cart");
    actor.enter(time);
    int[] quantities = {0, -1, -20, 51, 200, Integer.MAX_VALUE, Integer.MIN_VALUE};
    String item = LiveStream.itemName(stream.random.below(stream.items()));
    actor.cart(time + 2_000, item, quantities[below(quantities.length)], Reason.ABNORMAL_CART);
    if (stream.random.chance(0.5)) {
      // What was rejected makes nothing a duplicate.
      actor.cart(time + 6_000, item, 1, null);
    }
    return true;
  }

  private boolean abnormalOrder(long time) {
    if (!stream.fits(time + 8_000)) {
      return false;
    }
    Actor actor = new Actor("abnormal_order");
    actor.enter(time);
    long[] amounts = {0, -1, -5_000, -1_000_000_000_000L, 10_000_001, 1_000_000_000_000L};
    actor.order(time + 3_000, amounts[below(amounts.length)], Reason.ABNORMAL_ORDER);
    if (stream.on(Impairment.SUSPECT_RATING) && stream.random.chance(0.4)) {
      // An order out of range gives no right to rate.
      actor.rate(time + 8_000, Reason.SUSPECT_RATING);
    }
    return true;
  }

  /** In range, but far from the room's median; whether too far depends on its orders. */
  private boolean unusualOrder(long time) {
    if (!stream.fits(time + 3_000) || orderHints < 40 || unusualOrders * 10 > orderHints) {
      return false;
    }
    unusualOrders++;
    Actor actor = new Actor("unusual_order");
    actor.enter(time);
    Draft order = actor.orderDraft(time + 3_000, basePrice * (150 + stream.random.below(200)));
    stream.spend();
    emitter.emit(
        stream,
        order.type.topic(),
        order.toBytes(),
        order.type.wireName(),
        order.eventId,
        order.eventTime,
        order.eventTime + stream.shortDelay(),
        actor.kind,
        Reason.ABNORMAL_ORDER.name(),
        false,
        0);
    return true;
  }

  private boolean orphanClick(long time) {
    int variant = below(3);
    long after = variant == 2 ? TEN_MINUTES + 1 + below(20_000) : 2_000;
    if (!stream.fits(time + after + 3_000)) {
      return false;
    }
    Actor actor = new Actor("orphan_click");
    actor.enter(time);
    String impression = "i" + stream.nextEventId();
    if (variant == 1) {
      // Shown to somebody else
      Actor other = new Actor("orphan_click");
      other.enter(time);
      other.ad(EventType.AD_IMPRESSION, time + 500, impression, null);
    } else if (variant == 2) {
      actor.ad(EventType.AD_IMPRESSION, time + 1, impression, null);
      after++;
    }
    actor.ad(EventType.AD_CLICK, time + after, impression, Reason.ORPHAN_CLICK);
    if (stream.random.chance(0.3)) {
      // An orphan makes nothing a duplicate: the next one is an orphan too.
      actor.ad(EventType.AD_CLICK, time + after + 1_500, impression, Reason.ORPHAN_CLICK);
    }
    return true;
  }

  private boolean suspectRating(long time) {
    int variant = below(4);
    if (!stream.fits(time + 100_000)) {
      return false;
    }
    Actor actor = new Actor("suspect_rating");
    switch (variant) {
      case 0 -> {
        // A login is no presence.
        actor.event(EventType.LOGIN, time, null);
        actor.rate(time + 5_000, Reason.SUSPECT_RATING);
      }
      case 1 -> {
        actor.enter(time);
        actor.rate(time + 1_000 + below(20_000), Reason.SUSPECT_RATING);
      }
      case 2 -> {
        actor.enter(time);
        actor.event(EventType.LEAVE, time + 20_000, null);
        actor.rate(time + 100_000, Reason.SUSPECT_RATING);
      }
      default -> {
        actor.enter(time);
        actor.rate(time + 29_999, Reason.SUSPECT_RATING);
      }
    }
    return true;
  }

  private boolean unknownUser(long time) {
    settle(new Actor("unknown_user"), time);
    return true;
  }

  private void settle(Actor actor, long time) {
    Draft draft =
        switch (below(3)) {
          case 0 ->
              actor.draft(
                  EventType.RATING, time, "stars", 1 + below(5), "orderId", "o" + time % 10_000);
          case 1 ->
              actor.draft(
                  EventType.SURVEY_ANSWER,
                  time,
                  "item",
                  stream.random.pick(Phrases.SURVEY_ITEMS),
                  "answer",
                  1 + below(5));
          default ->
              actor.draft(
                  EventType.ORDER_REFUNDED,
                  time,
                  "orderId",
                  "o" + time % 10_000,
                  "itemId",
                  LiveStream.itemName(below(stream.items())),
                  "amount",
                  stream.price(below(stream.items())));
        };
    actor.send(draft, Truth.SETTLEMENT);
  }

  // Bots

  private boolean flood(long time) {
    if (!stream.fits(time + 6_000)) {
      return false;
    }
    flood(new Actor("flood"), time);
    return true;
  }

  /** Bots come by the second, as many as a twelfth of the room's records and at least one. */
  void surge(long from, long until, double target) {
    for (double bots = Math.max(1, target * BOTS_PER_RECORD); bots >= 1; bots--) {
      long time = stream.random.between(from, until - 1);
      if (stream.fits(time + 6_000)) {
        flood(new Actor("bot_surge"), time);
      }
    }
  }

  private void flood(Actor actor, long time) {
    actor.enter(time);
    switch (below(4)) {
      case 0 -> actor.flood(EventType.LIKE, time + 50, 12, 100, 40);
      case 1 -> actor.flood(EventType.BARRAGE, time + 50, 22, 5, 1);
      case 2 -> actor.flood(EventType.PRODUCT_CLICK, time + 50, 32, 15, 1);
      default -> actor.flood(EventType.SHARE, time + 50, 14, 5, 1);
    }
  }

  private boolean accessStorm(long time) {
    if (!stream.fits(time + 40_000)) {
      return false;
    }
    Actor actor = new Actor("access_storm");
    boolean logins = stream.random.chance(0.6);
    int accepted = logins ? 10 : 5;
    int all = accepted + 3 + below(8);
    if (!logins) {
      actor.enter(time);
    }
    long at = time;
    for (int i = 0; i < all; i++) {
      at += 200 + below(1_000);
      actor.event(
          logins ? EventType.LOGIN : EventType.LOGOUT,
          at,
          i < accepted ? null : Reason.ABNORMAL_ACCESS);
    }
    return true;
  }

  // Limits

  private boolean boundary(long time) {
    int variant = below(15);
    boolean tenMinutes = variant == 2 || variant == 3 || variant == 5 || variant == 6;
    if (!stream.fits(time + (tenMinutes ? TEN_MINUTES + 2_000 : 65_000))) {
      return false;
    }
    Actor actor = new Actor("boundary");
    switch (variant) {
      case 0 -> {
        String text = "wow " + stream.nextEventId();
        actor.say(time, text, null);
        actor.say(time + 10_000, text, Reason.DUPLICATE_INTERACTION);
        actor.say(time + 10_001, text, null);
      }
      case 1 -> {
        String item = LiveStream.itemName(below(stream.items()));
        actor.click(time, item, null);
        actor.click(time + 1_000, item, Reason.DUPLICATE_INTERACTION);
        actor.click(time + 1_001, item, null);
      }
      case 2 -> {
        actor.cart(time, "p1", 1, null);
        actor.cart(time + TEN_MINUTES, "p1", 2, Reason.DUPLICATE_CART);
        actor.cart(time + TEN_MINUTES + 1, "p1", 1, null);
      }
      case 3 -> {
        Draft share = actor.draft(EventType.SHARE, time, "channel", "link");
        actor.send(share, Truth.ACCEPTED);
        actor.send(share.as(share.eventId, time + TEN_MINUTES), Reason.DUPLICATE_ID.name());
        actor.send(share.as(share.eventId, time + TEN_MINUTES + 1), Truth.ACCEPTED);
      }
      case 4 -> {
        Draft login = actor.draft(EventType.LOGIN, time);
        actor.send(login, Truth.ACCEPTED);
        actor.send(login.as(login.eventId + "~", time), Reason.DUPLICATE_LOGIN.name());
        actor.event(EventType.LOGIN, time + 1, null);
      }
      case 5 -> adLimits(actor, time);
      case 6 -> {
        String impression = "i" + stream.nextEventId();
        actor.ad(EventType.AD_IMPRESSION, time, impression, null);
        actor.ad(EventType.AD_CLICK, time + TEN_MINUTES, impression, null);
      }
      case 7 -> {
        // 30 s of presence, to the millisecond
        actor.enter(time);
        actor.rate(time + 30_000, null);
      }
      case 8 -> {
        // An order of the same millisecond comes first in canonical order.
        actor.event(EventType.LOGIN, time, null);
        actor.order(time + 1_000, basePrice, null);
        actor.rate(time + 1_000, null);
      }
      case 9 -> {
        // One id is one event, whatever its type.
        Draft like = actor.draft(EventType.LIKE, time, "count", 2);
        actor.send(like, Truth.ACCEPTED);
        Draft other =
            new Draft(EventType.HEARTBEAT, like.eventId, like.streamId, like.userId, time + 5_000);
        actor.send(other, Reason.DUPLICATE_ID.name());
      }
      case 10 -> {
        // An id is one user's: somebody else's is another event.
        Draft like = actor.draft(EventType.LIKE, time, "count", 3);
        actor.send(like, Truth.ACCEPTED);
        Actor other = new Actor("boundary");
        other.send(
            new Draft(EventType.LIKE, like.eventId, like.streamId, other.userId, time, "count", 3),
            Truth.ACCEPTED);
      }
      case 11 -> actor.cart(time, "p2", 50, null);
      case 12 -> {
        // Only the id makes a heartbeat a duplicate.
        Draft heartbeat = actor.draft(EventType.HEARTBEAT, time);
        actor.send(heartbeat, Truth.ACCEPTED);
        actor.send(heartbeat.as(heartbeat.eventId + "~", time), Truth.ACCEPTED);
      }
      case 13 -> {
        // Rating, then leaving, within one millisecond
        actor.enter(time);
        actor.event(EventType.LEAVE, time + 30_000, null);
        actor.rate(time + 30_000, null);
      }
      default -> {
        // The 11th login, 60.5 s after the first
        for (int i = 0; i < 10; i++) {
          actor.event(EventType.LOGIN, time + i * 1_000L, null);
        }
        actor.event(EventType.LOGIN, time + 60_500, null);
      }
    }
    return true;
  }

  private void adLimits(Actor actor, long time) {
    String impression = "i" + stream.nextEventId();
    // The click's id sorts first; in canonical order it comes after the impression all the same.
    String id = stream.nextEventId();
    Object[] fields = {"adId", "ad1", "impressionId", impression};
    actor.send(actor.draft(EventType.AD_CLICK, id + "a", time, fields), Truth.ACCEPTED);
    actor.send(actor.draft(EventType.AD_IMPRESSION, id + "b", time, fields), Truth.ACCEPTED);
    long limit = time + TEN_MINUTES;
    actor.ad(EventType.AD_IMPRESSION, limit, impression, Reason.DUPLICATE_AD);
    actor.ad(EventType.AD_CLICK, limit, impression, Reason.DUPLICATE_AD);
    actor.ad(EventType.AD_IMPRESSION, limit + 1, impression, null);
    actor.ad(EventType.AD_CLICK, limit + 1, impression, null);
  }

  // Times

  private boolean late(long time) {
    long delay = MINUTE + below(90_000);
    if (!stream.fits(time + 1_000) || time + 1_000 + delay > config.endTime()) {
      return false;
    }
    Actor actor = new Actor("late");
    actor.enter(time);
    Draft draft =
        switch (below(3)) {
          case 0 -> actor.draft(EventType.LIKE, time + 1_000, "count", 1 + below(5));
          case 1 -> actor.draft(EventType.HEARTBEAT, time + 1_000);
          default -> actor.draft(EventType.BARRAGE, time + 1_000, "text", "sorry, bad network");
        };
    stream.spend();
    emitter.emit(
        stream,
        draft,
        draft.eventTime + delay,
        actor.kind,
        config.medium() == Medium.LIVE ? Reason.LATE.name() : Truth.ACCEPTED);
    return true;
  }

  private boolean future(long time) {
    Actor actor = new Actor("future");
    long ahead = stream.random.chance(0.7) ? 6 * MINUTE + below(3_600_000) : 40_000_000_000L;
    Draft draft = actor.draft(EventType.LIKE, time + ahead, "count", 1 + below(5));
    stream.spend();
    emitter.emit(stream, draft, time + stream.shortDelay(), actor.kind, Reason.FUTURE.name());
    return true;
  }

  // Bytes

  private boolean malformed(long time) {
    int number = below(MalformedRecords.kindCount(config.medium()));
    var sender =
        new MalformedRecords.Sender(stream.nextEventId(), stream.streamId, stream.nextUser(), time);
    var record = MalformedRecords.make(config.medium(), number, sender);
    stream.spend();
    emitter.emit(
        stream,
        record.topic,
        record.value,
        null,
        record.readableId,
        time,
        time + stream.shortDelay(),
        record.kind,
        Reason.INVALID.name(),
        true,
        0);
    return true;
  }

  private boolean oddValid(long time) {
    Actor actor = new Actor("odd_valid");
    String id = stream.nextEventId();
    int variant = below(config.medium() == Medium.LIVE ? 12 : 11);
    switch (variant) {
      case 0 ->
          odd(
              actor,
              EventType.LIKE,
              id,
              time,
              ",\"appVersion\":\"8.1.2\",\"net\":{\"type\":\"5g\",\"ms\":[1,2.5,null,true]}");
      case 1 -> odd(actor, EventType.LIKE, id, time, ",\"count\":0,\"count\":3");
      case 2 -> odd(actor, EventType.SHARE, id, time, ",\"channel\":null");
      case 3 -> odd(actor, EventType.SHARE, id, time, ",\"channel\":\"\"");
      case 4 -> odd(actor, EventType.LIKE, id, time, " ,\t\"count\" :\t 5  ");
      case 5 ->
          odd(actor, EventType.BARRAGE, id, time, ",\"text\":\"\\u597d\\ud83d\\ude00 \\\"\\/\"");
      case 6 ->
          odd(
              actor,
              EventType.BARRAGE,
              id,
              time,
              ",\"text\":\"" + "\uD83D\uDD25".repeat(500) + "\"");
      case 7 -> odd(actor, EventType.LIKE, id, time, ",\"count\":null");
      case 8 ->
          odd(
              actor,
              EventType.ENTER,
              id,
              time,
              ",\"source\":\"billboard\",\"traits\":{\"age\":\"\",\"x\":\"y\"}");
      case 9 -> odd(actor, EventType.ENTER, id, time, ",\"source\":\"\",\"traits\":{}");
      case 10 ->
          odd(
              actor,
              EventType.LIKE,
              id + "\uD83D\uDD25".repeat(64 - id.length()),
              time,
              ",\"text\":5,\"stars\":99");
      default -> odd(actor, EventType.LIKE, id, time, "\n,\r\n\"count\":2\n");
    }
    return true;
  }

  private void odd(Actor actor, EventType type, String id, long time, String more) {
    String json =
        "{\"eventTime\":"
            + time
            + ",\"userId\":\""
            + actor.userId
            + "\",\"streamId\":\""
            + stream.streamId
            + "\",\"type\":\""
            + type.wireName()
            + "\",\"eventId\":\""
            + id
            + "\""
            + more
            + "}";
    stream.spend();
    emitter.emit(
        stream,
        type.topic(),
        json.getBytes(StandardCharsets.UTF_8),
        type.wireName(),
        id,
        time,
        time + stream.shortDelay(),
        actor.kind,
        Truth.ACCEPTED,
        true,
        0);
  }

  // After the end

  /** What still comes after a stream_end of that time; the session is over within seconds. */
  void afterEnd(long endTime) {
    long begin = endTime + 30_000;
    long until = Math.min(endTime + TEN_MINUTES, config.endTime());
    if (!stream.on(Impairment.AFTER_END) || begin >= until) {
      return;
    }
    for (int i = stream.stragglers(); i > 0; i--) {
      long time = stream.random.between(begin, until - 1);
      // Whether the user was there before makes no difference any more.
      String known = stream.random.chance(0.5) ? stream.anyPresent() : null;
      Actor actor = new Actor("after_end", known == null ? stream.nextUser() : known);
      switch (below(9)) {
        case 0 -> actor.event(EventType.HEARTBEAT, time, Reason.STREAM_ENDED);
        case 1 -> actor.event(EventType.LIKE, time, Reason.STREAM_ENDED);
        case 2 -> actor.say(time, "over already?", Reason.STREAM_ENDED);
        case 3 -> actor.order(time, basePrice, Reason.STREAM_ENDED);
        case 4 -> actor.event(EventType.LOGIN, time, Reason.STREAM_ENDED);
        case 5 ->
            actor.send(
                new Draft(
                    EventType.STREAM_START,
                    stream.nextEventId(),
                    stream.streamId,
                    null,
                    time,
                    "hostId",
                    "h1"),
                Reason.STREAM_ENDED.name());
        default -> settle(actor, time);
      }
    }
  }

  private int below(int bound) {
    return stream.random.below(bound);
  }

  /** A user of one script. */
  private final class Actor {
    final String kind;
    final String userId;

    Actor(String kind) {
      this(kind, stream.nextUser());
    }

    Actor(String kind, String userId) {
      this.kind = kind;
      this.userId = userId;
    }

    Draft draft(EventType type, long time, Object... fields) {
      return draft(type, stream.nextEventId(), time, fields);
    }

    Draft draft(EventType type, String eventId, long time, Object... fields) {
      return new Draft(type, eventId, stream.streamId, userId, time, fields);
    }

    void send(Draft draft, String expected) {
      stream.spend();
      emitter.emit(stream, draft, draft.eventTime + stream.shortDelay(), kind, expected);
    }

    /** Sends with the reason expected, or to be accepted where it is null. */
    private void send(Draft draft, Reason reason) {
      send(draft, reason == null ? Truth.ACCEPTED : reason.name());
    }

    void event(EventType type, long time, Reason reason) {
      send(draft(type, time), reason);
    }

    void enter(long time) {
      event(EventType.ENTER, time, null);
    }

    void say(long time, String text, Reason reason) {
      send(draft(EventType.BARRAGE, time, "text", text), reason);
    }

    void click(long time, String item, Reason reason) {
      send(draft(EventType.PRODUCT_CLICK, time, "itemId", item), reason);
    }

    void cart(long time, String item, int quantity, Reason reason) {
      send(draft(EventType.CART_ADD, time, "itemId", item, "quantity", quantity), reason);
    }

    void order(long time, long amount, Reason reason) {
      send(orderDraft(time, amount), reason);
    }

    Draft orderDraft(long time, long amount) {
      return draft(
          EventType.ORDER_PAID,
          time,
          "orderId",
          "o" + stream.nextEventId(),
          "itemId",
          LiveStream.itemName(below(stream.items())),
          "quantity",
          1,
          "amount",
          amount);
    }

    void rate(long time, Reason reason) {
      send(draft(EventType.RATING, time, "stars", 1 + below(5)), reason);
    }

    void ad(EventType type, long time, String impression, Reason reason) {
      send(draft(type, time, "adId", "ad1", "impressionId", impression), reason);
    }

    /** Many of one kind in quick succession, no two of them equal to a rule of duplicates. */
    void flood(EventType type, long begin, int times, long floor, int count) {
      long slice = Long.MIN_VALUE;
      long sum = 0;
      for (int i = 0; i < times; i++) {
        long time = begin + i * CLICK_ROTATION_MILLIS;
        Draft draft =
            switch (type) {
              case LIKE -> draft(type, time, "count", count);
              case BARRAGE -> draft(type, time, "text", "buy followers at no. " + i);
              case PRODUCT_CLICK ->
                  draft(type, time, "itemId", LiveStream.itemName(i % stream.items()));
              default -> draft(type, time);
            };
        if (time / SLICE_MILLIS != slice) {
          slice = time / SLICE_MILLIS;
          sum = 0;
        }
        long before = Math.max(0, sum - floor);
        sum += count;
        stream.spend();
        emitter.emit(
            stream,
            type.topic(),
            draft.toBytes(),
            type.wireName(),
            draft.eventId,
            time,
            time + stream.shortDelay(),
            kind,
            Truth.ACCEPTED,
            true,
            Math.max(0, sum - floor) - before);
      }
    }
  }
}
