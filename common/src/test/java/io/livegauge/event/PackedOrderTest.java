package io.livegauge.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is said of packed events without looking inside is what their fields say. */
class PackedOrderTest {
  private static final Comparator<Event> PLAIN =
      CanonicalOrder.INSTANCE
          .thenComparing(
              (Event event) -> event.file, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparingInt(event -> event.partition)
          .thenComparingLong(event -> event.offset);

  @Property(tries = 200)
  void shouldOrderAsTheUnpackedEvents(@ForAll long seed) {
    List<Event> events = alike(new Random(seed));
    for (Event one : events) {
      for (Event other : events) {
        assertThat(
                Integer.signum(
                    PackedOrder.INSTANCE.compare(PackedEvent.of(one), PackedEvent.of(other))))
            .isEqualTo(Integer.signum(PLAIN.compare(one, other)));
      }
    }
  }

  @Property(tries = 200)
  void shouldHashEqualIdsAndContentsAlone(@ForAll long seed) {
    List<Event> events = alike(new Random(seed));
    for (Event one : events) {
      for (Event other : events) {
        PackedEvent a = PackedEvent.of(one);
        PackedEvent b = PackedEvent.of(other);
        assertThat(a.eventIdHash(7) == b.eventIdHash(7))
            .isEqualTo(one.eventId.equals(other.eventId));
        assertThat(a.contentHash(7) == b.contentHash(7)).isEqualTo(sameContent(one, other));
        assertThat(a.eventIdHash(7)).isNotEqualTo(a.eventIdHash(8));
      }
    }
  }

  private static boolean sameContent(Event one, Event other) {
    return one.type == other.type
        && EventContent.canonicalJson(one).equals(EventContent.canonicalJson(other));
  }

  /** Events that share much, so that each step of the order is come to. */
  private static List<Event> alike(Random random) {
    RandomEvents generator = new RandomEvents(random);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Event event =
          i % 3 == 0 || random.nextInt(4) == 0
              ? decoded(generator.valid(generator.type()).toString())
              : PackedEvent.of(events.get(i - 1)).unpack();
      event.eventTime = 1_700_000_000_000L + random.nextInt(2);
      if (random.nextBoolean()) {
        event.eventId = List.of("a", "b", "é", "\uD83D\uDE00", "\uFFFD").get(random.nextInt(5));
      }
      event.file = random.nextInt(3) == 0 ? "f" + random.nextInt(2) : null;
      event.partition = event.file == null ? random.nextInt(2) : 0;
      event.offset = random.nextInt(3);
      events.add(event);
    }
    return events;
  }

  private static Event decoded(String json) {
    EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);
    return ((PackedEvent) decoder.fromFile(json.getBytes(StandardCharsets.UTF_8), "f", 1)).unpack();
  }
}
