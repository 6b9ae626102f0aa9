package io.livegauge.benchmark.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegauge.benchmark.scale.Slopes.Sample;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SlopesTest {
  @Property
  void shouldFindTheSlopeOfALine(
      @ForAll @IntRange(min = -1_000, max = 1_000) int slope,
      @ForAll @IntRange(min = -1_000, max = 1_000) int start,
      @ForAll @IntRange(min = 2, max = 50) int samples) {
    List<Sample> line =
        IntStream.range(0, samples).mapToObj(x -> new Sample(x, start + slope * x)).toList();

    assertThat(Slopes.leastSquares(line)).isCloseTo(slope, within(1e-6));
  }

  @Test
  void shouldGoThroughTheMiddleOfScatteredMeasurements() {
    assertThat(
            Slopes.leastSquares(
                List.of(
                    new Sample(0, 1), new Sample(0, -1), new Sample(10, 21), new Sample(10, 19))))
        .isCloseTo(2, within(1e-9));
  }

  @Test
  void shouldRefuseMeasurementsOfOneSpot() {
    assertThatThrownBy(() -> Slopes.leastSquares(List.of())).hasMessageContaining("there are 0");
    assertThatThrownBy(() -> Slopes.leastSquares(List.of(new Sample(1, 1), new Sample(1, 2))))
        .hasMessageContaining("two different");
  }
}
