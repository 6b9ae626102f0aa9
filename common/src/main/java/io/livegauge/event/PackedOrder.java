package io.livegauge.event;

import java.util.Arrays;
import java.util.Comparator;

/**
 * {@link CanonicalOrder} of packed events without unpacking them, but for the few that differ in
 * their content alone. Of events that are equal in it the one found first comes first: by file,
 * partition, and offset or line.
 */
public final class PackedOrder implements Comparator<PackedEvent> {
  public static final PackedOrder INSTANCE = new PackedOrder();

  private static final Comparator<String> BY_FILE =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private PackedOrder() {}

  @Override
  public int compare(PackedEvent one, PackedEvent other) {
    int order = Long.compare(one.eventTime(), other.eventTime());
    if (order != 0) {
      return order;
    }
    byte[] a = one.bytes();
    byte[] b = other.bytes();
    EventType type = EventFormat.type(a);
    EventType otherType = EventFormat.type(b);
    order = Integer.compare(CanonicalOrder.rank(type), CanonicalOrder.rank(otherType));
    if (order == 0) {
      order =
          Arrays.compareUnsigned(
              a,
              EventFormat.EVENT_ID_AT,
              EventFormat.eventIdEnd(a),
              b,
              EventFormat.EVENT_ID_AT,
              EventFormat.eventIdEnd(b));
    }
    if (order == 0) {
      order = CanonicalOrder.compareUtf8(type.wireName(), otherType.wireName());
    }
    if (order == 0 && !sameContent(a, b)) {
      order =
          CanonicalOrder.compareUtf8(
              EventContent.canonicalJson(one.unpack()), EventContent.canonicalJson(other.unpack()));
    }
    return order == 0 ? comparePlaces(one, other) : order;
  }

  /** Of events of one type: equal contents have equal bytes. */
  private static boolean sameContent(byte[] a, byte[] b) {
    return a[EventFormat.MASK_AT] == b[EventFormat.MASK_AT]
        && Arrays.equals(
            a,
            EventFormat.streamIdEnd(a),
            EventFormat.contentEnd(a),
            b,
            EventFormat.streamIdEnd(b),
            EventFormat.contentEnd(b));
  }

  private static int comparePlaces(PackedEvent one, PackedEvent other) {
    int order = BY_FILE.compare(one.file(), other.file());
    if (order == 0) {
      order =
          Integer.compare(EventFormat.partition(one.bytes()), EventFormat.partition(other.bytes()));
    }
    return order == 0 ? Long.compare(one.offset(), other.offset()) : order;
  }
}
