package io.livegauge.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.EventType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedLineTest {

  @Test
  void shouldReadWhatRoutingNeeds() {
    RecordedLine line =
        read("{\"traits\":{\"type\":\"x\"},\"type\":\"like\",\"eventTime\":5,\"streamId\":\"s\"}");

    assertThat(line).isEqualTo(new RecordedLine(5L, EventType.LIKE, "s", true));
    assertThat(line.isReadable()).isTrue();
  }

  @Test
  void shouldLetTheLastOfDuplicateKeysCount() {
    assertThat(read("{\"type\":\"like\",\"type\":\"nope\",\"eventTime\":1,\"eventTime\":2}"))
        .isEqualTo(new RecordedLine(2L, null, null, true));
  }

  @Test
  void shouldKeepWhatItReadBeforeTheJsonBroke() {
    assertThat(read("{\"type\":\"gift\",\"eventTime\":7,\"x\":NaN}"))
        .isEqualTo(new RecordedLine(7L, EventType.GIFT, null, false));
    assertThat(read("{\"type\":\"gift\"} x").isReadable()).isFalse();
  }

  @Test
  void shouldNotReadOtherShapes() {
    assertThat(read("[1]").isReadable()).isFalse();
    assertThat(read("{\"eventTime\":5.0}").eventTime()).isNull();
    assertThat(read("{\"eventTime\":99999999999999999999}").eventTime()).isNull();
    assertThat(read("{\"eventTime\":{\"a\":[1]},\"type\":7,\"streamId\":[]}"))
        .isEqualTo(new RecordedLine(null, null, null, true));
    assertThat(read("[".repeat(5_000)).complete()).isFalse();
  }

  @Test
  void shouldReadNoTimeThatNoEventCanHave() {
    for (long time : new long[] {Long.MIN_VALUE, -5, 0, 253_402_300_800_000L, Long.MAX_VALUE}) {
      assertThat(read("{\"eventTime\":" + time + "}").eventTime()).isNull();
    }
    assertThat(read("{\"eventTime\":1}").eventTime()).isEqualTo(1);
    assertThat(read("{\"eventTime\":253402300799999}").eventTime()).isEqualTo(253402300799999L);
  }

  @Test
  void shouldNameWhatIsWrongWithTheOptions(@TempDir Path directory) {
    assertThatThrownBy(() -> ReplayOptions.of("localhost:1", 0))
        .hasMessage("speed is 0.0: above 0 and at most 1000000 is allowed");
    assertThatThrownBy(() -> new ReplayOptions("localhost:1", "live.", 1, -1))
        .hasMessageContaining("longest pause is -1 ms");
    assertThatThrownBy(() -> new Replay(List.of(), ReplayOptions.of("localhost:1", 1)))
        .hasMessageContaining("no file");
    assertThatThrownBy(() -> new Replay(List.of(directory), ReplayOptions.of("localhost:1", 1)))
        .hasMessageContaining("Cannot replay " + directory);
  }

  private static RecordedLine read(String json) {
    return RecordedLine.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
