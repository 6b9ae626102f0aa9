package io.livegauge.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KafkaLookupTest {
  @Test
  @Timeout(30)
  void shouldAskNobodyWhileKafkaIsKnownToBeAway() {
    FeedOptions options = new FeedOptions("127.0.0.1:1", "live.", Duration.ofHours(1), Map.of());
    try (KafkaLookup lookup =
        new KafkaLookup(new ClientSettings(options), Duration.ofHours(1), () -> true)) {
      for (int i = 0; i < 1_000; i++) {
        assertThatThrownBy(() -> lookup.read("live.scores", 0, 7))
            .isInstanceOf(KafkaUnavailableException.class)
            .hasMessageContaining("offset 7 of live.scores-0");
      }
    }
  }
}
