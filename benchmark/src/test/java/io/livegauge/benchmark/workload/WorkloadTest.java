package io.livegauge.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.EventType;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.UserHasher;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final int MANY = 400_000;

  @Property(tries = 20)
  void shouldGiveTheSameBytesForTheSameValues(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int rooms) {
    Workload workload =
        Workload.standard().withSeed(seed).withPace(600, 100).withRooms(rooms, 1, 0.1);

    WorkloadEvents once = workload.events();
    WorkloadEvents again = workload.events();

    for (int i = 0; i < 2_000; i++) {
      once.next();
      again.next();
      assertThat(again.value()).isEqualTo(once.value());
      assertThat(again.key()).isEqualTo(once.key());
      assertThat(again.eventTime()).isEqualTo(once.eventTime());
    }
  }

  @Test
  void shouldGiveOtherEventsForAnotherSeed() {
    WorkloadEvents one = Workload.standard().events();
    WorkloadEvents other = Workload.standard().withSeed(2).events();
    one.next();
    other.next();

    assertThat(other.value()).isNotEqualTo(one.value());
  }

  @Test
  void shouldHoldTheContractAndTheShape() {
    WorkloadEvents events = Workload.standard().events();
    EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 0);
    Map<String, Long> firstTimes = new HashMap<>();
    Map<EventType, Integer> types = new EnumMap<>(EventType.class);
    int[] rooms = new int[100];
    long newest = 0;
    long bytes = 0;
    int sentAgain = 0;
    int repeated = 0;

    for (int i = 0; i < MANY; i++) {
      events.next();
      Event event = decoded(decoder, events);
      assertThat(event.streamId).isEqualTo(Workload.streamId(events.room()));
      assertThat(event.type).isEqualTo(events.type());
      assertThat(event.eventTime).isEqualTo(events.eventTime());
      bytes += events.value().length;
      types.merge(event.type, 1, Integer::sum);
      rooms[events.room()]++;

      Long first = firstTimes.putIfAbsent(event.eventId, event.eventTime);
      assertThat(first != null).as("event %d is a duplicate", i).isEqualTo(events.duplicate());
      long now = Workload.standard().timeOf(i);
      if (first != null && event.eventTime == now) {
        repeated++;
        assertThat(now - first).isBetween(0L, 300_000L);
      } else if (first != null) {
        sentAgain++;
        assertThat(event.eventTime).isEqualTo(first);
        assertThat(now - first).isBetween(0L, 2_000L);
      } else {
        assertThat(event.eventTime).as("event %d is in order", i).isGreaterThanOrEqualTo(newest);
        newest = event.eventTime;
      }
    }

    assertThat(events.duplicates()).isEqualTo(sentAgain + repeated);
    assertThat(sentAgain / (double) MANY).isCloseTo(0.025, within(0.002));
    assertThat(repeated / (double) MANY).isCloseTo(0.025, within(0.002));
    assertThat(bytes / MANY).isBetween(165L, 195L);
    assertThat(types.keySet()).hasSize(20);
    assertThat(types.get(EventType.ENTER)).isGreaterThan(MANY / 100);
    assertThat(types.get(EventType.HEARTBEAT)).isGreaterThan(MANY / 5);
    // Zipf's law: the first of 100 rooms has 1 / (1 + 1/2 + ... + 1/100), the second half of it
    assertThat(rooms[0] / (double) MANY).isCloseTo(0.193, within(0.01));
    assertThat(rooms[1] / (double) MANY).isCloseTo(0.096, within(0.01));
    assertThat(rooms).doesNotContain(0);
  }

  @Test
  void shouldKeepViewersInOneRoomForMinutes() {
    Workload workload = Workload.standard().withPace(300, 60).withRooms(5, 1, 0);
    WorkloadEvents events = workload.events();
    EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 0);
    Map<Long, String> rooms = new HashMap<>();
    Map<Long, List<Long>> times = new HashMap<>();
    Set<Long> left = new HashSet<>();

    for (int i = 0; i < 60_000; i++) {
      events.next();
      Event event = decoded(decoder, events);
      if (!event.type.hasUser() || events.duplicate()) {
        continue;
      }
      assertThat(left).doesNotContain(event.userHash);
      String room = rooms.putIfAbsent(event.userHash, event.streamId);
      assertThat(room == null ? event.streamId : room).isEqualTo(event.streamId);
      List<Long> own = times.computeIfAbsent(event.userHash, user -> new ArrayList<>());
      if (!own.isEmpty()) {
        assertThat(event.eventTime - own.get(own.size() - 1)).isGreaterThanOrEqualTo(1_500);
      }
      own.add(event.eventTime);
      if (event.type == EventType.LEAVE) {
        left.add(event.userHash);
      }
    }

    assertThat(left).hasSizeGreaterThan(500);
    double seconds =
        left.stream()
                .mapToLong(
                    user ->
                        times.get(user).get(times.get(user).size() - 1) - times.get(user).get(0))
                .average()
                .orElseThrow()
            / 1_000;
    assertThat(seconds).isBetween(150.0, 500.0);
  }

  @Test
  void shouldGiveOneRoomItsShare() {
    WorkloadEvents events = Workload.standard().withRooms(1_000, 0, 0.5).events();
    int hot = 0;
    for (int i = 0; i < 101_000; i++) {
      events.next();
      if (i >= 1_000 && events.room() == 0) {
        hot++;
      }
    }

    assertThat(hot / 100_000.0).isCloseTo(0.5, within(0.02));
  }

  @Test
  void shouldRefuseMoreThanViewersCanDo() {
    assertThatThrownBy(() -> Workload.standard().withPace(1_000, 334))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("eventsPerSecond is 334; allowed: 1 to a third of the viewers (333)");
    assertThatThrownBy(() -> Workload.standard().withRooms(100_000, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("viewers is 37500; allowed: the number of rooms (100000) or more");
  }

  private static Event decoded(EventDecoder decoder, WorkloadEvents events) {
    Decoded decoded =
        decoder.fromKafka(events.value(), events.topic(), 0, events.index(), events.eventTime());
    assertThat(decoded).isInstanceOf(PackedEvent.class);
    return ((PackedEvent) decoded).unpack();
  }
}
