package io.livegauge.event;

import java.util.HashMap;
import java.util.Map;

/** The event types of the contract, each with the topic that carries it. */
public enum EventType {
  LOGIN("login", Topic.ACCESS),
  LOGOUT("logout", Topic.ACCESS),
  ENTER("enter", Topic.ACCESS),
  LEAVE("leave", Topic.ACCESS),
  HEARTBEAT("heartbeat", Topic.ACCESS),
  BARRAGE("barrage", Topic.BARRAGE),
  LIKE("like", Topic.LIKE),
  SHARE("share", Topic.LIKE),
  GIFT("gift", Topic.GIFT),
  CART_ADD("cart_add", Topic.CART),
  ORDER_PAID("order_paid", Topic.ORDER),
  ORDER_REFUNDED("order_refunded", Topic.ORDER),
  PRODUCT_IMPRESSION("product_impression", Topic.PRODUCT),
  PRODUCT_CLICK("product_click", Topic.PRODUCT),
  PRODUCT_PIN("product_pin", Topic.PRODUCT),
  PRODUCT_UNPIN("product_unpin", Topic.PRODUCT),
  RATING("rating", Topic.RATING),
  FOLLOW("follow", Topic.FOLLOW),
  UNFOLLOW("unfollow", Topic.FOLLOW),
  AD_IMPRESSION("ad_impression", Topic.AD),
  AD_CLICK("ad_click", Topic.AD),
  GAME_JOIN("game_join", Topic.GAME),
  SURVEY_ANSWER("survey_answer", Topic.SURVEY),
  STREAM_START("stream_start", Topic.STREAM),
  STREAM_END("stream_end", Topic.STREAM);

  private static final Map<String, EventType> BY_NAME = new HashMap<>();

  static {
    for (EventType type : values()) {
      BY_NAME.put(type.wireName, type);
    }
  }

  private final String wireName;
  private final Topic topic;

  EventType(String wireName, Topic topic) {
    this.wireName = wireName;
    this.topic = topic;
  }

  /** The value of the field {@code type}, e.g. {@code order_paid}. */
  public String wireName() {
    return wireName;
  }

  /** The one topic that carries this type. */
  public Topic topic() {
    return topic;
  }

  /** Whether the event belongs to a viewer; {@code stream_start} and {@code stream_end} do not. */
  public boolean hasUser() {
    return this != STREAM_START && this != STREAM_END;
  }

  /** The type of that wire name, or null. */
  public static EventType ofWireName(String name) {
    return BY_NAME.get(name);
  }
}
