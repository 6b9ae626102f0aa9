package io.livegauge.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.trainer.training.Machine.Answer;
import io.livegauge.trainer.training.Machine.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalMachineTest {
  private static Answer run(String script) {
    return new LocalMachine().run(List.of("sh", "-c", script));
  }

  @Test
  void shouldTellWhatAProgramPrints() {
    assertThat(run("echo ' NVIDIA A40, 8.6'; echo; echo second >&2"))
        .isEqualTo(new Answer(Outcome.ANSWERED, List.of("NVIDIA A40, 8.6", "second")));
    assertThat(run(":")).isEqualTo(new Answer(Outcome.ANSWERED, List.of()));
  }

  @Test
  void shouldTellHowAProgramFails() {
    assertThat(run("echo no driver >&2; exit 9"))
        .isEqualTo(new Answer(Outcome.FAILED, List.of("no driver")));
    assertThat(new LocalMachine().run(List.of("/nowhere/nvidia-smi")).outcome())
        .isEqualTo(Outcome.MISSING);
  }

  @Test
  void shouldNotWaitForEver() {
    LocalMachine impatient = new LocalMachine(Duration.ofMillis(20));

    assertThat(impatient.run(List.of("sleep", "600")).outcome()).isEqualTo(Outcome.TOO_SLOW);
  }

  @Test
  void shouldGiveAProgramNothingToRead() {
    assertThat(run("cat").outcome()).isEqualTo(Outcome.ANSWERED);
  }
}
