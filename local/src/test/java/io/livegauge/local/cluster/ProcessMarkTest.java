package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMarkTest {
  @Test
  void shouldKnowAProcessAgain() {
    ProcessMark own = ProcessMark.own();

    assertThat(own.isAlive()).isTrue();
    assertThat(ProcessMark.parse(own.toText())).contains(own);
    assertThat(ProcessMark.own()).isEqualTo(own);
  }

  @Test
  void shouldTellAnotherProcessOfTheSameNumber() {
    ProcessMark recycled = new ProcessMark(ProcessMark.own().pid(), "12@another-boot");

    assertThat(recycled.isAlive()).isFalse();
  }

  @Test
  void shouldNotFindAProcessThatHasEnded() throws Exception {
    Process process = new ProcessBuilder("true").start();
    ProcessMark gone = new ProcessMark(process.pid(), "0@boot");
    process.waitFor();

    assertThat(gone.isAlive()).isFalse();
    assertThat(ProcessMark.of(process.pid())).isEmpty();
  }

  @Test
  void shouldReadNothingFromHalfAFile() {
    assertThat(ProcessMark.parse("")).isEmpty();
    assertThat(ProcessMark.parse("123")).isEmpty();
    assertThat(ProcessMark.parse("x 5")).isEmpty();
  }
}
