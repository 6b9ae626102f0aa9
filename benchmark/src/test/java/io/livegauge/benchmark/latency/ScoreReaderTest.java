package io.livegauge.benchmark.latency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScoreReaderTest {
  @Test
  void shouldFindTheEndOfTheWindow() {
    assertThat(
            ScoreReader.windowEnd(
                "{\"schema\":1,\"streamId\":\"windowEnd\",\"windowEnd\":1700000300000,\"x\":{}}"
                    .getBytes(UTF_8)))
        .isEqualTo(1_700_000_300_000L);
  }

  @Test
  void shouldRefuseWhatIsNoScore() {
    assertThatThrownBy(() -> ScoreReader.windowEnd("{}".getBytes(UTF_8)))
        .hasMessageContaining("no windowEnd");
    assertThatThrownBy(() -> ScoreReader.windowEnd("[1".getBytes(UTF_8)))
        .hasMessageContaining("no JSON");
  }
}
