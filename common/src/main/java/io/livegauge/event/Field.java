package io.livegauge.event;

import java.util.SortedMap;

/**
 * Every field that the contract declares for some type, and where {@link Event} keeps it. The
 * common fields come first; they are no content of an event.
 */
enum Field {
  EVENT_ID("eventId"),
  TYPE("type"),
  STREAM_ID("streamId"),
  USER_ID("userId"),
  EVENT_TIME("eventTime"),
  SOURCE("source"),
  TRAITS("traits"),
  TEXT("text"),
  COUNT("count"),
  CHANNEL("channel"),
  GIFT_ID("giftId"),
  UNIT_VALUE("unitValue"),
  REPEAT_COUNT("repeatCount"),
  STREAK_ID("streakId"),
  STREAK_END("streakEnd"),
  ITEM_ID("itemId"),
  QUANTITY("quantity"),
  PRICE("price"),
  ORDER_ID("orderId"),
  AMOUNT("amount"),
  PROMO_CODE("promoCode"),
  DISCOUNT("discount"),
  PINNED("pinned"),
  STARS("stars"),
  AD_ID("adId"),
  IMPRESSION_ID("impressionId"),
  GAME_ID("gameId"),
  ITEM("item"),
  ANSWER("answer"),
  HOST_ID("hostId"),
  TITLE("title"),
  CATEGORY("category"),
  CURRENCY("currency"),
  FOLLOWERS("followers");

  private final String wireName;

  Field(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON. */
  String wireName() {
    return wireName;
  }

  /** The field of that name, or null for a name that the contract does not know. */
  static Field ofWireName(String name) {
    // A switch, not a map: names are looked up for every field of every record.
    return switch (name) {
      case "eventId" -> EVENT_ID;
      case "type" -> TYPE;
      case "streamId" -> STREAM_ID;
      case "userId" -> USER_ID;
      case "eventTime" -> EVENT_TIME;
      case "source" -> SOURCE;
      case "traits" -> TRAITS;
      case "text" -> TEXT;
      case "count" -> COUNT;
      case "channel" -> CHANNEL;
      case "giftId" -> GIFT_ID;
      case "unitValue" -> UNIT_VALUE;
      case "repeatCount" -> REPEAT_COUNT;
      case "streakId" -> STREAK_ID;
      case "streakEnd" -> STREAK_END;
      case "itemId" -> ITEM_ID;
      case "quantity" -> QUANTITY;
      case "price" -> PRICE;
      case "orderId" -> ORDER_ID;
      case "amount" -> AMOUNT;
      case "promoCode" -> PROMO_CODE;
      case "discount" -> DISCOUNT;
      case "pinned" -> PINNED;
      case "stars" -> STARS;
      case "adId" -> AD_ID;
      case "impressionId" -> IMPRESSION_ID;
      case "gameId" -> GAME_ID;
      case "item" -> ITEM;
      case "answer" -> ANSWER;
      case "hostId" -> HOST_ID;
      case "title" -> TITLE;
      case "category" -> CATEGORY;
      case "currency" -> CURRENCY;
      case "followers" -> FOLLOWERS;
      default -> null;
    };
  }

  /** Whether few values come again and again, so that it is worth to know them. */
  boolean hasFewValues() {
    return switch (this) {
      case SOURCE, CHANNEL, GIFT_ID, ITEM_ID, AD_ID, GAME_ID, ITEM -> true;
      default -> false;
    };
  }

  /** Whether the event carries this field; a field with a default always is carried. */
  boolean isPresent(Event event) {
    return switch (this) {
      case TRAITS -> event.traits != null;
      case PRICE -> event.price != null;
      case DISCOUNT -> event.discount != null;
      case FOLLOWERS -> event.followers != null;
      case COUNT, UNIT_VALUE, REPEAT_COUNT, QUANTITY, AMOUNT, STARS, ANSWER, STREAK_END, PINNED ->
          true;
      default -> string(event) != null;
    };
  }

  /** The value of a string field, null where it is absent. */
  String string(Event event) {
    return switch (this) {
      case SOURCE -> event.source;
      case TEXT -> event.text;
      case CHANNEL -> event.channel;
      case GIFT_ID -> event.giftId;
      case STREAK_ID -> event.streakId;
      case ITEM_ID -> event.itemId;
      case ORDER_ID -> event.orderId;
      case PROMO_CODE -> event.promoCode;
      case AD_ID -> event.adId;
      case IMPRESSION_ID -> event.impressionId;
      case GAME_ID -> event.gameId;
      case ITEM -> event.item;
      case HOST_ID -> event.hostId;
      case TITLE -> event.title;
      case CATEGORY -> event.category;
      case CURRENCY -> event.currency;
      default -> throw wrongKind("string");
    };
  }

  void setString(Event event, String value) {
    switch (this) {
      case SOURCE -> event.source = value;
      case TEXT -> event.text = value;
      case CHANNEL -> event.channel = value;
      case GIFT_ID -> event.giftId = value;
      case STREAK_ID -> event.streakId = value;
      case ITEM_ID -> event.itemId = value;
      case ORDER_ID -> event.orderId = value;
      case PROMO_CODE -> event.promoCode = value;
      case AD_ID -> event.adId = value;
      case IMPRESSION_ID -> event.impressionId = value;
      case GAME_ID -> event.gameId = value;
      case ITEM -> event.item = value;
      case HOST_ID -> event.hostId = value;
      case TITLE -> event.title = value;
      case CATEGORY -> event.category = value;
      case CURRENCY -> event.currency = value;
      default -> throw wrongKind("string");
    }
  }

  /** The value of an integer field that is present. */
  long number(Event event) {
    return switch (this) {
      case COUNT -> event.count;
      case UNIT_VALUE -> event.unitValue;
      case REPEAT_COUNT -> event.repeatCount;
      case QUANTITY -> event.quantity;
      case AMOUNT -> event.amount;
      case PRICE -> event.price;
      case DISCOUNT -> event.discount;
      case FOLLOWERS -> event.followers;
      case STARS -> event.stars;
      case ANSWER -> event.answer;
      default -> throw wrongKind("integer");
    };
  }

  /** Sets an integer field; a value in the range of its rule fits by construction. */
  void setNumber(Event event, long value) {
    switch (this) {
      case COUNT -> event.count = value;
      case UNIT_VALUE -> event.unitValue = value;
      case REPEAT_COUNT -> event.repeatCount = value;
      case QUANTITY -> event.quantity = Math.toIntExact(value);
      case AMOUNT -> event.amount = value;
      case PRICE -> event.price = value;
      case DISCOUNT -> event.discount = value;
      case FOLLOWERS -> event.followers = value;
      case STARS -> event.stars = Math.toIntExact(value);
      case ANSWER -> event.answer = Math.toIntExact(value);
      default -> throw wrongKind("integer");
    }
  }

  boolean flag(Event event) {
    return switch (this) {
      case STREAK_END -> event.streakEnd;
      case PINNED -> event.pinned;
      default -> throw wrongKind("boolean");
    };
  }

  void setFlag(Event event, boolean value) {
    switch (this) {
      case STREAK_END -> event.streakEnd = value;
      case PINNED -> event.pinned = value;
      default -> throw wrongKind("boolean");
    }
  }

  SortedMap<String, String> traits(Event event) {
    if (this != TRAITS) {
      throw wrongKind("object");
    }
    return event.traits;
  }

  private IllegalStateException wrongKind(String kind) {
    return new IllegalStateException("Field " + wireName + " is no " + kind);
  }
}
