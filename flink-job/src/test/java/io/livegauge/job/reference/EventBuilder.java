package io.livegauge.job.reference;

import io.livegauge.event.Event;
import io.livegauge.event.EventContent;
import io.livegauge.event.EventType;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds decoded events as the decoder would hand them out: every type with values for its required
 * fields and the contract's defaults, to be changed one by one.
 */
public final class EventBuilder {
  /** Where {@link #at} counts from: a slice boundary, epoch ms. */
  public static final long BASE = 1_700_000_000_000L;

  private final Event event = new Event();

  private EventBuilder(EventType type, String eventId) {
    event.type = type;
    event.eventId = eventId;
    event.streamId = "s1";
    event.userHash = type.hasUser() ? userHash(1) : 0;
    event.eventTime = BASE;
    switch (type) {
      case BARRAGE -> event.text = "hello";
      case LIKE -> event.count = 1;
      case GIFT -> {
        event.giftId = "g1";
        event.unitValue = 100;
        event.repeatCount = 1;
        event.streakEnd = true;
      }
      case CART_ADD -> {
        event.itemId = "i1";
        event.quantity = 1;
      }
      case ORDER_PAID -> {
        event.orderId = "o1";
        event.itemId = "i1";
        event.quantity = 1;
        event.amount = 1_000;
      }
      case ORDER_REFUNDED -> {
        event.orderId = "o1";
        event.itemId = "i1";
        event.amount = 1_000;
      }
      case PRODUCT_IMPRESSION, PRODUCT_CLICK, PRODUCT_PIN, PRODUCT_UNPIN -> event.itemId = "i1";
      case RATING -> event.stars = 5;
      case AD_IMPRESSION, AD_CLICK -> {
        event.adId = "a1";
        event.impressionId = "m1";
      }
      case GAME_JOIN -> event.gameId = "w1";
      case SURVEY_ANSWER -> {
        event.item = "A21";
        event.answer = 5;
      }
      case STREAM_START -> event.hostId = "h1";
      case LOGIN, LOGOUT, ENTER, LEAVE, HEARTBEAT, SHARE, FOLLOW, UNFOLLOW, STREAM_END -> {
        // Nothing is required.
      }
    }
  }

  /** An event of stream s1 and user 1 at {@link #BASE}. */
  public static EventBuilder event(EventType type, String eventId) {
    return new EventBuilder(type, eventId);
  }

  /** What stands for a user's id: never 0, of either sign, spread over buckets. */
  public static long userHash(int user) {
    return user * 0x9E37_79B9_7F4A_7C15L;
  }

  /** Event time, ms after {@link #BASE}. */
  public EventBuilder at(long millis) {
    event.eventTime = BASE + millis;
    return this;
  }

  public EventBuilder stream(String streamId) {
    event.streamId = streamId;
    return this;
  }

  /** Nothing for types without a user. */
  public EventBuilder user(int user) {
    event.userHash = event.type.hasUser() ? userHash(user) : 0;
    return this;
  }

  public EventBuilder source(String source) {
    event.source = source;
    return this;
  }

  public EventBuilder text(String text) {
    event.text = text;
    return this;
  }

  public EventBuilder count(long count) {
    event.count = count;
    return this;
  }

  /** A frame of a streak, which it does not end. */
  public EventBuilder frame(String streakId, long repeatCount, long unitValue) {
    event.streakId = streakId;
    event.streakEnd = false;
    return gifts(repeatCount, unitValue);
  }

  public EventBuilder gifts(long repeatCount, long unitValue) {
    event.repeatCount = repeatCount;
    event.unitValue = unitValue;
    return this;
  }

  public EventBuilder streakEnd(boolean streakEnd) {
    event.streakEnd = streakEnd;
    return this;
  }

  public EventBuilder item(String itemId) {
    event.itemId = itemId;
    return this;
  }

  public EventBuilder quantity(int quantity) {
    event.quantity = quantity;
    return this;
  }

  public EventBuilder order(String orderId, long amount) {
    event.orderId = orderId;
    event.amount = amount;
    return this;
  }

  /** With a discount, or null for none. */
  public EventBuilder promo(String promoCode, Long discount) {
    event.promoCode = promoCode;
    event.discount = discount;
    return this;
  }

  public EventBuilder pinned(boolean pinned) {
    event.pinned = pinned;
    return this;
  }

  public EventBuilder stars(int stars) {
    event.stars = stars;
    return this;
  }

  public EventBuilder impression(String impressionId) {
    event.impressionId = impressionId;
    return this;
  }

  public EventBuilder game(String gameId) {
    event.gameId = gameId;
    return this;
  }

  public EventBuilder answer(String item, int answer) {
    event.item = item;
    event.answer = answer;
    return this;
  }

  /** Of {@code stream_start}; currency and category may be null, and so may followers. */
  public EventBuilder host(String hostId, String category, String currency, Long followers) {
    event.hostId = hostId;
    event.category = category;
    event.currency = currency;
    event.followers = followers;
    return this;
  }

  public Event build() {
    return event;
  }

  /** The built events in the order given. */
  public static List<Event> events(EventBuilder... builders) {
    List<Event> events = new ArrayList<>();
    for (EventBuilder builder : builders) {
      events.add(builder.build());
    }
    return events;
  }

  /**
   * The event as a JSON line of the file format. The user id in it stands for the user hash; the
   * decoder makes another hash of it, which changes no result.
   */
  public static String toJsonLine(Event event) {
    StringBuilder out = new StringBuilder();
    out.append("{\"eventId\":").append(quoted(event.eventId));
    out.append(",\"type\":").append(quoted(event.type.wireName()));
    out.append(",\"streamId\":").append(quoted(event.streamId));
    if (event.type.hasUser()) {
      out.append(",\"userId\":\"u").append(Long.toHexString(event.userHash)).append('"');
    }
    out.append(",\"eventTime\":").append(event.eventTime);
    String content = EventContent.canonicalJson(event);
    String fields = content.substring(1, content.length() - 1);
    if (!fields.isEmpty()) {
      out.append(',').append(fields);
    }
    return out.append('}').toString();
  }

  private static String quoted(String id) {
    return '"' + id.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
