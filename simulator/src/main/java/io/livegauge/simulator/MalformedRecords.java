package io.livegauge.simulator;

import io.livegauge.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Records that are no events of the contract, each kind for one reason. Values hold no line end
 * unless their kind is for Kafka only.
 */
final class MalformedRecords {
  private static final List<Kind> FOR_FILES = kinds(false);

  private static final List<Kind> FOR_KAFKA = kinds(true);

  private MalformedRecords() {}

  /** Whom a malformed record pretends to be from. */
  record Sender(String eventId, String streamId, String userId, long time) {}

  /** Makes a value from a sender; the result is null for a tombstone. */
  private interface Maker {
    byte[] make(Sender sender);
  }

  /**
   * One kind.
   *
   * @param name what is wrong
   * @param topic where it goes
   * @param readable whether the event id can be read from the bytes
   */
  private record Kind(String name, Topic topic, boolean readable, Maker maker) {}

  /** One record. */
  static final class Malformed {
    final String kind;
    final Topic topic;
    final byte[] value;
    final String readableId;

    private Malformed(Kind kind, Sender sender) {
      this.kind = "malformed_" + kind.name;
      this.topic = kind.topic;
      this.value = kind.maker.make(sender);
      this.readableId = kind.readable ? sender.eventId : null;
    }
  }

  /** How many kinds there are. */
  static int kindCount(Medium medium) {
    return medium == Medium.LIVE ? FOR_KAFKA.size() : FOR_FILES.size();
  }

  /** A record of the kind of that number, from 0 to {@link #kindCount} - 1. */
  static Malformed make(Medium medium, int number, Sender sender) {
    return new Malformed((medium == Medium.LIVE ? FOR_KAFKA : FOR_FILES).get(number), sender);
  }

  private static List<Kind> kinds(boolean kafka) {
    Kinds k = new Kinds();
    // No JSON object at all
    k.unreadable("text", s -> utf8("hello from " + s.eventId));
    k.unreadable("scalar", s -> utf8(Long.toString(s.time)));
    k.unreadable("string", s -> utf8("\"" + s.eventId + "\""));
    k.unreadable("array", s -> utf8("[" + like(s, "") + "]"));
    k.unreadable("nested", s -> utf8("[".repeat(3_000) + s.time));
    k.unreadable("truncated", s -> utf8(like(s, "").substring(0, 15)));
    k.unreadable("trailing", s -> utf8(like(s, "") + " " + s.eventId));
    k.unreadable("single_quotes", s -> utf8(like(s, "").replace('"', '\'')));
    k.unreadable("comment", s -> utf8("/* " + s.eventId + " */" + like(s, "")));
    k.unreadable("not_a_number", s -> utf8(like(s, ",\"count\":NaN")));
    k.unreadable("plus_sign", s -> utf8(like(s, ",\"count\":+3")));
    k.unreadable("control_character", s -> utf8(like(s, ",\"channel\":\"a\u0001b\"")));
    k.unreadable("bad_utf8", s -> broken(barrage(s, "\"text\":\"bad ?! bytes\"")));
    k.unreadable("binary", MalformedRecords::binary);
    // Common fields
    k.add("no_event_id", Topic.LIKE, false, s -> utf8(event(null, "like", s)));
    k.add("empty_event_id", Topic.LIKE, false, s -> utf8(event("\"\"", "like", s)));
    k.add("null_event_id", Topic.LIKE, false, s -> utf8(event("null", "like", s)));
    k.add("number_event_id", Topic.LIKE, false, s -> utf8(event("12", "like", s)));
    k.add(
        "long_event_id",
        Topic.LIKE,
        false,
        s -> utf8(event("\"" + "x".repeat(65) + "\"", "like", s)));
    k.like("no_type", s -> like(s, "").replace("\"type\":\"like\",", ""));
    k.like("unknown_type", s -> like(s, "").replace("\"type\":\"like\"", "\"type\":\"applause\""));
    k.like("number_type", s -> like(s, "").replace("\"type\":\"like\"", "\"type\":7"));
    k.like("type_by_last_key", s -> like(s, ",\"type\":\"applause\""));
    k.like("no_stream", s -> without(s, "streamId", s.streamId));
    k.like("long_stream", s -> replace(s, s.streamId, "x".repeat(129)));
    k.like("no_user", s -> without(s, "userId", s.userId));
    k.like("null_user", s -> like(s, ",\"userId\":null"));
    k.like("empty_user", s -> replace(s, s.userId, ""));
    k.like("object_user", s -> like(s, ",\"userId\":{\"id\":1}"));
    k.like("no_time", s -> like(s, "").replace(",\"eventTime\":" + s.time, ""));
    k.like("null_time", s -> like(s, ",\"eventTime\":null"));
    k.like("text_time", s -> like(s, ",\"eventTime\":\"" + s.time + "\""));
    k.like("fraction_time", s -> like(s, ",\"eventTime\":" + s.time + ".0"));
    k.like("zero_time", s -> like(s, ",\"eventTime\":0"));
    k.like("negative_time", s -> like(s, ",\"eventTime\":-5"));
    k.like("time_beyond_calendar", s -> like(s, ",\"eventTime\":253402300800000"));
    k.like("time_beyond_64_bits", s -> like(s, ",\"eventTime\":99999999999999999999999"));
    // Fields of the types
    k.like("zero_count", s -> like(s, ",\"count\":0"));
    k.like("large_count", s -> like(s, ",\"count\":10001"));
    k.like("text_count", s -> like(s, ",\"count\":\"3\""));
    k.like("fraction_count", s -> like(s, ",\"count\":3.0"));
    k.like("true_count", s -> like(s, ",\"count\":true"));
    k.typed("no_text", Topic.BARRAGE, s -> event("barrage", s, ""));
    k.typed("empty_text", Topic.BARRAGE, s -> barrage(s, "\"text\":\"\""));
    k.typed("long_text", Topic.BARRAGE, s -> barrage(s, "\"text\":\"" + "好".repeat(501) + "\""));
    k.typed("lone_surrogate", Topic.BARRAGE, s -> barrage(s, "\"text\":\"a\\ud83d\""));
    k.typed(
        "negative_value",
        Topic.GIFT,
        s -> event("gift", s, ",\"giftId\":\"rose\",\"unitValue\":-1"));
    k.typed(
        "large_value",
        Topic.GIFT,
        s -> event("gift", s, ",\"giftId\":\"rose\",\"unitValue\":1000000001"));
    k.typed(
        "zero_repeat",
        Topic.GIFT,
        s -> event("gift", s, ",\"giftId\":\"rose\",\"unitValue\":10,\"repeatCount\":0"));
    k.typed(
        "text_flag",
        Topic.GIFT,
        s -> event("gift", s, ",\"giftId\":\"rose\",\"unitValue\":10,\"streakEnd\":\"true\""));
    k.typed(
        "quantity_beyond_32_bits",
        Topic.CART,
        s -> event("cart_add", s, ",\"itemId\":\"p1\",\"quantity\":2147483648"));
    k.typed("no_quantity", Topic.CART, s -> event("cart_add", s, ",\"itemId\":\"p1\""));
    k.typed(
        "negative_price",
        Topic.CART,
        s -> event("cart_add", s, ",\"itemId\":\"p1\",\"quantity\":1,\"price\":-1"));
    k.typed(
        "amount_out_of_bounds",
        Topic.ORDER,
        s ->
            event(
                "order_paid",
                s,
                ",\"orderId\":\"o1\",\"itemId\":\"p1\",\"quantity\":1,"
                    + "\"amount\":1000000000001"));
    k.typed(
        "no_amount",
        Topic.ORDER,
        s -> event("order_paid", s, ",\"orderId\":\"o1\",\"itemId\":\"p1\",\"quantity\":1"));
    k.typed(
        "zero_refund",
        Topic.ORDER,
        s -> event("order_refunded", s, ",\"orderId\":\"o1\",\"itemId\":\"p1\",\"amount\":0"));
    k.typed("zero_stars", Topic.RATING, s -> event("rating", s, ",\"stars\":0"));
    k.typed("six_stars", Topic.RATING, s -> event("rating", s, ",\"stars\":6"));
    k.typed(
        "zero_answer",
        Topic.SURVEY,
        s -> event("survey_answer", s, ",\"item\":\"A21\",\"answer\":0"));
    k.typed(
        "long_item",
        Topic.SURVEY,
        s -> event("survey_answer", s, ",\"item\":\"" + "q".repeat(65) + "\",\"answer\":3"));
    k.typed("traits_list", Topic.ACCESS, s -> event("enter", s, ",\"traits\":[\"age\"]"));
    k.typed("traits_number", Topic.ACCESS, s -> event("enter", s, ",\"traits\":{\"age\":30}"));
    k.typed("empty_trait_name", Topic.ACCESS, s -> event("enter", s, ",\"traits\":{\"\":\"x\"}"));
    k.typed("no_host", Topic.STREAM, s -> event("stream_start", s, ",\"title\":\"x\""));
    if (kafka) {
      k.unreadable("tombstone", s -> null);
      k.unreadable("empty", s -> new byte[0]);
      k.unreadable("blank", s -> utf8("   "));
      k.unreadable("line_end_in_text", s -> utf8(like(s, ",\"channel\":\"a\nb\"")));
      k.unreadable("two_lines", s -> utf8(like(s, "") + "\n" + like(s, "")));
      k.typed("wrong_topic", Topic.BARRAGE, s -> like(s, ""));
    }
    return List.copyOf(k.list);
  }

  /** Collects kinds. */
  private static final class Kinds {
    private final List<Kind> list = new ArrayList<>();

    void add(String name, Topic topic, boolean readable, Maker maker) {
      list.add(new Kind(name, topic, readable, maker));
    }

    void unreadable(String name, Maker maker) {
      add(name, Topic.LIKE, false, maker);
    }

    void like(String name, Function<Sender, String> json) {
      typed(name, Topic.LIKE, json);
    }

    void typed(String name, Topic topic, Function<Sender, String> json) {
      add(name, topic, true, s -> utf8(json.apply(s)));
    }
  }

  private static String like(Sender s, String more) {
    return event("like", s, more);
  }

  private static String barrage(Sender s, String field) {
    return event("barrage", s, "," + field);
  }

  private static String event(String type, Sender s, String more) {
    return "{\"eventId\":\"" + s.eventId + "\"," + tail(type, s) + more + "}";
  }

  /** An event whose event id is that JSON, or that has none. */
  private static String event(String idJson, String type, Sender s) {
    return "{" + (idJson == null ? "" : "\"eventId\":" + idJson + ",") + tail(type, s) + "}";
  }

  private static String tail(String type, Sender s) {
    return "\"type\":\""
        + type
        + "\",\"streamId\":\""
        + s.streamId
        + "\",\"userId\":\""
        + s.userId
        + "\",\"eventTime\":"
        + s.time;
  }

  private static String without(Sender s, String field, String value) {
    return like(s, "").replace("\"" + field + "\":\"" + value + "\",", "");
  }

  private static String replace(Sender s, String value, String other) {
    return like(s, "").replace("\"" + value + "\"", "\"" + other + "\"");
  }

  /** Replaces the two marks by the start of a two-byte character without its end. */
  private static byte[] broken(String json) {
    byte[] bytes = utf8(json);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '?') {
        bytes[i] = (byte) 0xC3;
        bytes[i + 1] = '(';
      }
    }
    return bytes;
  }

  private static byte[] binary(Sender s) {
    SeededRandom random = new SeededRandom(s.time, s.eventId.hashCode());
    byte[] bytes = new byte[16 + random.below(100)];
    Arrays.fill(bytes, (byte) 0xFE);
    for (int i = 1; i < bytes.length; i++) {
      // From 0x80 up: no line end among them
      bytes[i] = (byte) (0x80 + random.below(0x80));
    }
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
