package io.livegauge.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.trainer.training.Epoch;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final StringWriter err = new StringWriter();
  private long now = 7 * SECOND;

  @Test
  void shouldTellTenLinesWhereThereIsNoTerminal() {
    TrainingProgress progress = progress(false);
    for (int epoch = 1; epoch <= 100; epoch++) {
      now += 2 * SECOND;
      progress.epoch(new Epoch(epoch, 0.25 / epoch, 0.5 / epoch, 0.1, 0.1), 100);
    }
    progress.end();
    assertThat(err.toString().lines()).hasSize(10);
    assertThat(err.toString().lines().findFirst())
        .hasValue("epoch  10/100  loss 0.02500  val 0.05000  rate 0.001  3:00 left");
    assertThat(err.toString())
        .endsWith("epoch 100/100  loss 0.00250  val 0.00500  rate 0.001\n")
        .doesNotContain("\r");
  }

  @Test
  void shouldDrawOneLineOnATerminal() {
    TrainingProgress progress = progress(true);
    for (int epoch = 1; epoch <= 4; epoch++) {
      now += SECOND;
      progress.epoch(new Epoch(epoch, 0.25, Double.NaN, Double.NaN, Double.NaN), 4);
    }
    String[] drawn = err.toString().split("\r\u001b\\[K");
    assertThat(drawn)
        .containsExactly(
            "",
            "epoch 1/4 ██░░░░░░░░ loss 0.25000  rate 0.001  0:03 left",
            "epoch 2/4 █████░░░░░ loss 0.25000  rate 0.001  0:02 left",
            "epoch 3/4 ███████░░░ loss 0.25000  rate 0.001  0:01 left",
            "epoch 4/4 ██████████ loss 0.25000  rate 0.001\n");
  }

  @Test
  void shouldDrawNoMoreThanTenTimesASecond() {
    TrainingProgress progress = progress(true);
    for (int epoch = 1; epoch <= 1_000; epoch++) {
      now += SECOND / 1_000;
      progress.epoch(new Epoch(epoch, 1, 1, 1, 1), 100_000);
    }
    progress.end();
    String[] drawn = err.toString().split("\r\u001b\\[K");
    assertThat(drawn).hasSize(11);
    assertThat(drawn[10].strip().length()).isLessThan(80);
    assertThat(err.toString()).endsWith("\n");
  }

  @Test
  void shouldTellOfASearch() {
    TrainingProgress progress = progress(false);
    now += 30 * SECOND;
    progress.trained(5, 50, 5);
    assertThat(err.toString()).isEqualTo("search  5/50  hidden size 5  4:30 left\n");
  }

  @Test
  void shouldCountHoursWhereItTakesThem() {
    assertThat(TrainingProgress.left(3_599 * SECOND)).isEqualTo("59:59");
    assertThat(TrainingProgress.left(3_661 * SECOND)).isEqualTo("1:01:01");
    assertThat(TrainingProgress.left(-SECOND)).isEqualTo("0:00");
  }

  private TrainingProgress progress(boolean isTerminal) {
    return new TrainingProgress(new PrintWriter(err, true), 0.001, () -> now, isTerminal, true);
  }
}
