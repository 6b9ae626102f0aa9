package io.livegauge.job.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.PackedEvent;
import io.livegauge.job.reference.EventBuilder;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.java.tuple.Tuple2;
import org.junit.jupiter.api.Test;

class BucketKeysTest {
  private static final int BUCKETS = 3;

  private final BucketKeys keys = new BucketKeys(BUCKETS);

  @Test
  void shouldGiveStreamAndBucket() {
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      assertThat(keyOf("s1", bucket)).isEqualTo(Tuple2.of("s1", bucket));
      assertThat(keyOf("s1", bucket)).isSameAs(keyOf("s1", bucket));
      assertThat(keyOf("s2", bucket)).isEqualTo(Tuple2.of("s2", bucket));
    }
  }

  @Test
  void shouldStayRightWithMoreStreamsThanItKeeps() {
    Map<String, Tuple2<String, Integer>> seen = new HashMap<>();
    for (int i = 0; i < 20_100; i++) {
      seen.put("s" + i, keyOf("s" + i, i % BUCKETS));
    }
    seen.forEach((streamId, key) -> assertThat(key.f0).isEqualTo(streamId));
    assertThat(keyOf("s0", 2)).isEqualTo(Tuple2.of("s0", 2));
  }

  private Tuple2<String, Integer> keyOf(String streamId, int bucket) {
    Event event = EventBuilder.event(EventType.LIKE, "e").stream(streamId).build();
    return keys.getKey(new BucketedEvent(PackedEvent.of(event), bucket, true, false));
  }
}
