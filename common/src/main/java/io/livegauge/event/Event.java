package io.livegauge.event;

import java.util.SortedMap;

/**
 * One decoded event: the declared fields of its type, defaults filled in, and where the record was
 * found. Fields that the type does not declare, and optional ones that are absent, are null or 0.
 *
 * <p>The raw user id is not here: {@link #userHash} stands for it (0 for events of no user). A
 * mutable carrier for those who look inside an event; on its way it is a {@link PackedEvent}.
 */
public final class Event {
  // Common fields
  public EventType type;
  public String eventId;
  public String streamId;

  /** 64-bit keyed hash of the user id; 0 where {@link EventType#hasUser()} is false. */
  public long userHash;

  /** Epoch milliseconds. */
  public long eventTime;

  // Where the record was found
  /** File that holds the record, or null for a record from Kafka. */
  public String file;

  /** Kafka partition; 0 in files. */
  public int partition;

  /** Kafka offset; in files the line number, from 1. */
  public long offset;

  // Strings (null = absent)
  public String source;
  public SortedMap<String, String> traits;
  public String text;
  public String channel;
  public String giftId;
  public String streakId;
  public String itemId;
  public String orderId;
  public String promoCode;
  public String adId;
  public String impressionId;
  public String gameId;

  /** {@code survey_answer}: the field {@code item}. */
  public String item;

  public String hostId;
  public String title;
  public String category;
  public String currency;

  // Numbers
  /** {@code like}: 1 to 10,000, default 1. */
  public long count;

  /** {@code gift}, minor units. */
  public long unitValue;

  /** {@code gift}: default 1. */
  public long repeatCount;

  /** {@code cart_add}, {@code order_paid}: int32, any sign. */
  public int quantity;

  /** {@code order_paid}, {@code order_refunded}, minor units. */
  public long amount;

  /** {@code cart_add}, minor units, null = absent. */
  public Long price;

  /** {@code order_paid}, minor units, null = absent. */
  public Long discount;

  /** {@code stream_start}: followers at the start, null = absent. */
  public Long followers;

  /** {@code rating}: 1 to 5. */
  public int stars;

  /** {@code survey_answer}: 1 to 5. */
  public int answer;

  // Flags
  /** {@code gift}: default true. */
  public boolean streakEnd;

  /** {@code product_click}: default false. */
  public boolean pinned;

  /** Makes all fields null, 0 or false, as they are in a new event. */
  void clear() {
    type = null;
    eventId = null;
    streamId = null;
    userHash = 0;
    eventTime = 0;
    file = null;
    partition = 0;
    offset = 0;
    source = null;
    traits = null;
    text = null;
    channel = null;
    giftId = null;
    streakId = null;
    itemId = null;
    orderId = null;
    promoCode = null;
    adId = null;
    impressionId = null;
    gameId = null;
    item = null;
    hostId = null;
    title = null;
    category = null;
    currency = null;
    count = 0;
    unitValue = 0;
    repeatCount = 0;
    quantity = 0;
    amount = 0;
    price = null;
    discount = null;
    followers = null;
    stars = 0;
    answer = 0;
    streakEnd = false;
    pinned = false;
  }
}
