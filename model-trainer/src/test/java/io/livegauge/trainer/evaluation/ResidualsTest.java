package io.livegauge.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ResidualsTest {
  @Test
  void shouldSummarise() {
    Residuals residuals =
        Residuals.of(
            new double[] {0.5, 0.5, 0.5, 0.5, 0.5}, new double[] {0.4, 0.5, 0.6, 0.7, 0.8});

    assertThat(residuals.mean()).isCloseTo(0.1, within(1e-12));
    assertThat(residuals.median()).isCloseTo(0.1, within(1e-12));
    assertThat(residuals.deviation()).isCloseTo(Math.sqrt(0.02), within(1e-12));
    assertThat(residuals.low()).isCloseTo(-0.08, within(1e-12));
    assertThat(residuals.high()).isCloseTo(0.28, within(1e-12));
    assertThat(residuals.width()).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void shouldTakeWhatNeverVaries() {
    Residuals residuals = Residuals.of(new double[] {0.5, 0.5}, new double[] {0.5, 0.5});

    assertThat(residuals.counts()).containsExactly(2);
    assertThat(residuals.deviation()).isZero();
  }

  @Property(tries = 200)
  void shouldCountEveryRowInFewBins(
      @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -3, max = 3) Double> values) {
    double[] targets = values.stream().mapToDouble(value -> value).toArray();

    Residuals residuals = Residuals.of(new double[targets.length], targets);

    assertThat(Arrays.stream(residuals.counts()).sum()).isEqualTo(targets.length);
    assertThat(residuals.counts().length).isBetween(1, 40);
  }

  @Test
  void shouldRefuseWhatIsNotFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Residuals.of(new double[2], new double[] {0, Double.NaN}));
  }
}
