package io.livegauge.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.dashboard.room.Rooms;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedOptionsTest {
  @Test
  void shouldRefuseWhatIsOutOfRange() {
    assertThatThrownBy(() -> options(" ", Duration.ofHours(1), Map.of()))
        .hasMessageContaining("bootstrap is empty");
    assertThatThrownBy(() -> options("k:1", Duration.ofMinutes(9), Map.of()))
        .hasMessage("history is PT9M: 10 minutes to 366 days are allowed");
    assertThatThrownBy(() -> options("k:1", Duration.ofDays(367), Map.of()))
        .hasMessageContaining("history");
  }

  @Test
  void shouldNameAPropertyThatIsNotAllowed() {
    FeedOptions options = options("k:1", Duration.ofHours(1), Map.of("fetch.max.wait.ms", "soon"));

    assertThatThrownBy(
            () ->
                Feeds.start(
                    options, new Rooms(options.history(), options.bootstrap(), Clock.systemUTC())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fetch.max.wait.ms");
  }

  @Test
  void shouldLetPropertiesGoOverTheBuiltInOnesButTheVitalOnes() {
    Map<String, Object> settings =
        new ClientSettings(
                options(
                    "k:1",
                    Duration.ofHours(1),
                    Map.of(
                        "fetch.max.bytes", "77",
                        "group.id", "mine",
                        "bootstrap.servers", "elsewhere:1",
                        "enable.auto.commit", "true")))
            .consumer("scores", 1, 2, 3);

    assertThat(settings)
        .containsEntry("fetch.max.bytes", "77")
        .containsEntry("bootstrap.servers", "k:1")
        .containsEntry("enable.auto.commit", false)
        .doesNotContainKey("group.id");
  }

  private static FeedOptions options(
      String bootstrap, Duration history, Map<String, String> properties) {
    return new FeedOptions(bootstrap, "live.", history, properties);
  }
}
