package io.livegauge.benchmark.scale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Topic;
import io.livegauge.event.UserHasher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateSizesTest {
  private static final long START = 1_700_000_000_000L;

  @Test
  void shouldFindWhatMadeTheState() {
    int viewers = 1_000;

    StateSizes sizes =
        StateSizes.of(
            viewers,
            weigh(StateSizes.base(viewers)),
            weigh(StateSizes.moreViewers(viewers)),
            weigh(StateSizes.moreEvents(viewers)),
            weigh(StateSizes.moreStreams(viewers)));

    assertThat(sizes.viewerBytes()).isEqualTo(150, within(1e-9));
    assertThat(sizes.fingerprintBytes()).isEqualTo(12, within(1e-9));
    assertThat(sizes.streamBytes()).isEqualTo(4_000, within(1e-9));
  }

  private static long weigh(StateWorld world) {
    return 7_777 + 150L * world.viewers() + 12 * world.size() + 4_000L * world.streams();
  }

  @Test
  void shouldMakeWorldsOfValidEventsWithinAMinute() {
    StateWorld world = new StateWorld(3, 12, 2);
    EventDecoder decoder =
        new EventDecoder(new UserHasher(new byte[UserHasher.KEY_LENGTH]), 300_000);
    Set<String> streams = new HashSet<>();
    Set<Long> users = new HashSet<>();
    List<Long> times = new ArrayList<>();

    world.write(
        START,
        (stream, json) -> {
          Decoded decoded = decoder.fromKafka(json, Topic.ACCESS, 0, 0, START);
          assertThat(decoded).as(new String(json, UTF_8)).isInstanceOf(PackedEvent.class);
          Event event = ((PackedEvent) decoded).unpack();
          assertThat(event.streamId).isEqualTo(stream);
          streams.add(stream);
          users.add(event.userHash);
          times.add(event.eventTime);
        });

    assertThat(streams).hasSize(3);
    assertThat(users).hasSize(12);
    assertThat(times).hasSize(24).isSorted().startsWith(START).endsWith(START + 60_000);
  }
}
