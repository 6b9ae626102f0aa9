package io.livegauge.benchmark.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.livegauge.event.EventType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes events as JSON, byte by byte into one buffer. */
final class EventText {
  private static final int LONGEST = 1024;
  private static final byte[] HEX = bytes("0123456789abcdef");

  private static final byte[] EVENT_ID = bytes("{\"eventId\":\"");
  private static final byte[] TYPE = bytes("\",\"type\":\"");
  private static final byte[] STREAM_ID = bytes("\",\"streamId\":\"");
  private static final byte[] USER_ID = bytes(",\"userId\":\"user-");
  private static final byte[] EVENT_TIME = bytes("\",\"eventTime\":");
  private static final byte[] EVENT_TIME_ALONE = bytes(",\"eventTime\":");

  private static final Map<EventType, byte[]> NAMES = new EnumMap<>(EventType.class);
  private static final List<byte[]> SOURCES =
      texts("recommend", "recommend", "recommend", "follow", "follow", "search", "share", "ad");
  private static final List<byte[]> CHANNELS = texts("wechat", "weibo", "link", "qq");
  private static final List<byte[]> PHRASES =
      texts(
          "looks great in this light",
          "主播今天状态真好",
          "how long does delivery take?",
          "这个颜色还有货吗",
          "can you show the back please",
          "already ordered two of them",
          "是不是买一送一",
          "what size do you wear",
          "hello from the new viewers",
          "666666",
          "which one is better for dry skin",
          "价格再低一点就买了",
          "the music is too loud",
          "my third order this week",
          "支持支持",
          "is the discount still on?");

  static {
    for (EventType type : EventType.values()) {
      NAMES.put(type, bytes(type.wireName()));
    }
  }

  private final byte[] buffer = new byte[LONGEST];
  private final byte[] digits = new byte[20];
  private int length;

  /** The bytes of what was written last. */
  byte[] copy() {
    return Arrays.copyOf(buffer, length);
  }

  /**
   * Writes a viewer's event.
   *
   * @param draw the step's random bits
   * @param before those of the step before
   */
  void write(
      EventType type,
      byte[] streamId,
      int room,
      long viewer,
      int step,
      long eventTime,
      long draw,
      long before) {
    begin(type, streamId, draw);
    put(USER_ID);
    putPadded(viewer, 10);
    put(EVENT_TIME);
    putNumber(eventTime);
    switch (type) {
      case ENTER -> {
        text(",\"source\":\"", pick(SOURCES, draw));
        put(",\"traits\":{\"region\":\"r");
        putNumber(draw & 31);
        put("\",\"level\":\"");
        putNumber((draw >>> 5) & 15);
        put("\"}");
      }
      case HEARTBEAT -> text(",\"source\":\"", pick(SOURCES, viewer));
      case BARRAGE -> {
        // Steps of the same remainder are 16 x 1.5 s apart at least.
        text(",\"text\":\"", PHRASES.get((int) ((viewer + step) % PHRASES.size())));
      }
      case LIKE -> number(",\"count\":", 1 + (draw & 7));
      case SHARE -> text(",\"channel\":\"", pick(CHANNELS, draw));
      case GIFT -> {
        id(",\"giftId\":\"gift-", draw & 31);
        number(",\"unitValue\":", 10 * (1 + (draw & 31)));
        number(",\"repeatCount\":", 1 + ((draw >>> 8) & 7));
      }
      case PRODUCT_IMPRESSION -> item(viewer, step);
      case PRODUCT_CLICK -> {
        item(viewer, step);
        if ((draw & 7) == 0) {
          put(",\"pinned\":true");
        }
      }
      case CART_ADD -> {
        item(viewer, step);
        number(",\"quantity\":", 1 + (draw & 3));
        number(",\"price\":", 990 + 100 * ((draw >>> 2) & 63));
      }
      case ORDER_PAID -> {
        order(draw);
        item(viewer, step);
        number(",\"quantity\":", 1 + (draw & 3));
        number(",\"amount\":", amount(draw));
        if ((draw & 0x30) == 0) {
          id(",\"promoCode\":\"p", room % 7);
          number(",\"discount\":", 500);
        }
      }
      case ORDER_REFUNDED -> {
        order(before);
        item(viewer, step - 1);
        number(",\"amount\":", amount(before));
      }
      case RATING -> {
        number(",\"stars\":", 3 + (draw >>> 4 & 0xF) % 3);
        order(before);
      }
      case AD_IMPRESSION -> advertisement(draw);
      case AD_CLICK -> advertisement(before);
      case GAME_JOIN -> id(",\"gameId\":\"game-", draw & 3);
      case SURVEY_ANSWER -> {
        put(",\"item\":\"A2");
        putNumber(1 + (draw >>> 3 & 0xF) % 3);
        put("\"");
        number(",\"answer\":", 1 + (draw >>> 7 & 0xF) % 5);
      }
      default -> {
        // leave, follow, unfollow: nothing of their own
      }
    }
    put("}");
  }

  /** Writes the start of a room. */
  void writeStart(byte[] streamId, int room, long eventTime, long draw) {
    begin(EventType.STREAM_START, streamId, draw);
    put(EVENT_TIME_ALONE);
    putNumber(eventTime);
    id(",\"hostId\":\"host-", room);
    put(",\"title\":\"Evening sale\",\"category\":\"beauty\",\"currency\":\"CNY\"");
    number(",\"followers\":", 1_000 + (draw & 0xFFFF));
    put("}");
  }

  private void begin(EventType type, byte[] streamId, long draw) {
    length = 0;
    put(EVENT_ID);
    putUuid(draw, SplitMix.mix(draw));
    put(TYPE);
    put(NAMES.get(type));
    put(STREAM_ID);
    put(streamId);
    put("\"");
  }

  /** An item that the same viewer does not come back to. */
  private void item(long viewer, int step) {
    id(",\"itemId\":\"item-", (viewer + step) % 500);
  }

  private void order(long draw) {
    put(",\"orderId\":\"");
    putHex(draw, 16);
    put("\"");
  }

  /** Within a factor of 3, so that no amount is far from the median. */
  private static long amount(long draw) {
    return 5_000 + Long.remainderUnsigned(draw, 10_000);
  }

  private void advertisement(long draw) {
    id(",\"adId\":\"ad-", draw & 63);
    put(",\"impressionId\":\"");
    putHex(draw, 16);
    put("\"");
  }

  private void text(String name, byte[] value) {
    put(name);
    put(value);
    put("\"");
  }

  private void id(String name, long value) {
    put(name);
    putPadded(value, 4);
    put("\"");
  }

  private void number(String name, long value) {
    put(name);
    putNumber(value);
  }

  private void putUuid(long high, long low) {
    putHex(high >>> 32, 8);
    put("-");
    putHex(high >>> 16, 4);
    put("-");
    putHex(high, 4);
    put("-");
    putHex(low >>> 48, 4);
    put("-");
    putHex(low, 12);
  }

  /** The lowest digits. */
  private void putHex(long value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      buffer[length++] = HEX[(int) (value >>> (4 * i)) & 0xF];
    }
  }

  /** Decimal digits of a number of 0 or more. */
  private void putNumber(long value) {
    putPadded(value, 1);
  }

  private void putPadded(long value, int least) {
    int count = 0;
    long rest = value;
    while (rest > 0 || count < least) {
      digits[count++] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    while (count > 0) {
      buffer[length++] = digits[--count];
    }
  }

  /** ASCII only. */
  @SuppressWarnings("deprecation") // the high bytes that it drops are all 0
  private void put(String ascii) {
    ascii.getBytes(0, ascii.length(), buffer, length);
    length += ascii.length();
  }

  private void put(byte[] bytes) {
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private static byte[] pick(List<byte[]> values, long draw) {
    return values.get((int) Long.remainderUnsigned(draw, values.size()));
  }

  private static List<byte[]> texts(String... values) {
    return Arrays.stream(values).map(EventText::bytes).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
