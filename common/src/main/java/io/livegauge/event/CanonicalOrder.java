package io.livegauge.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which rules look at the events of a slice: eventTime; then {@code stream_start}, all
 * other types, then {@code ad_click}, {@code rating}, {@code order_refunded} and {@code
 * survey_answer}, then {@code leave} and {@code logout}, then {@code stream_end}; then eventId by
 * its UTF-8 bytes, then type, then the declared fields as canonical JSON. Events equal in all of
 * this differ in their user at most, and no rule sees a difference between them.
 */
public final class CanonicalOrder implements Comparator<Event> {
  public static final CanonicalOrder INSTANCE = new CanonicalOrder();

  private CanonicalOrder() {}

  @Override
  public int compare(Event a, Event b) {
    int order = Long.compare(a.eventTime, b.eventTime);
    if (order == 0) {
      order = Integer.compare(rank(a.type), rank(b.type));
    }
    if (order == 0) {
      order = compareUtf8(a.eventId, b.eventId);
    }
    if (order == 0) {
      order = compareUtf8(a.type.wireName(), b.type.wireName());
    }
    if (order == 0) {
      order = compareUtf8(EventContent.canonicalJson(a), EventContent.canonicalJson(b));
    }
    return order;
  }

  static int rank(EventType type) {
    return switch (type) {
      case STREAM_START -> 0;
      case AD_CLICK, RATING, ORDER_REFUNDED, SURVEY_ANSWER -> 2;
      case LEAVE, LOGOUT -> 3;
      case STREAM_END -> 4;
      default -> 1;
    };
  }

  /** Compares two well-formed strings by their UTF-8 bytes, unsigned. */
  public static int compareUtf8(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        if (Character.isSurrogate(x) || Character.isSurrogate(y)) {
          return Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
        }
        return Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
