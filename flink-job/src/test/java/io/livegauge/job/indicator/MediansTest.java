package io.livegauge.job.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.job.indicator.Medians.Spread;
import io.livegauge.job.slice.Tally;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MediansTest {
  private static final BigDecimal SIX = BigDecimal.valueOf(6);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  @Test
  void shouldTakeTheMiddleOfAnOddNumberOfValues() {
    assertThat(spreadOf(9, 1, 4)).isEqualTo(new Spread(4, 3));
    assertThat(spreadOf(5)).isEqualTo(new Spread(5, 0));
  }

  @Test
  void shouldTakeTheMeanOfTheMiddleTwoOfAnEvenNumber() {
    // Deviations from 3.5: 0.5, 0.5, 2.5, 5.5.
    assertThat(spreadOf(9, 1, 4, 3)).isEqualTo(new Spread(3.5, 1.5));
    assertThat(spreadOf(2, 1)).isEqualTo(new Spread(1.5, 0.5));
  }

  @Test
  void shouldCapByTheFloorWhereNothingWasCounted() {
    assertThat(Medians.cap(new Tally(), 100, SIX)).isEqualTo(100);
  }

  @Test
  void shouldCapByMedianAndDeviationInHalves() {
    // Median 1.5 and MAD 0.5: 1.5 + 8.8956 · 0.5 = 5.9478.
    assertThat(Medians.cap(tally(1, 2), 0, SIX)).isEqualTo(5);
    // Median 2.5; deviations 1.5, 0.5, 0.5, 2.5, so MAD 1: 2.5 + 8.8956 = 11.3956.
    assertThat(Medians.cap(tally(1, 2, 3, 5), 0, SIX)).isEqualTo(11);
    // Median 4.5; deviations 3.5, 0.5, 0.5, 5.5: MAD 2, 4.5 + 17.7912 = 22.2912.
    assertThat(Medians.cap(tally(1, 4, 5, 10), 0, SIX)).isEqualTo(22);
    // Median 4; deviations 3, 0, 6, of an odd number: MAD 3, 4 + 26.6868 = 30.6868.
    assertThat(Medians.cap(tally(1, 4, 10), 0, SIX)).isEqualTo(30);
    // Median 4; deviations 0, 0, 3, 6: MAD 1.5, 4 + 13.3434 = 17.3434.
    assertThat(Medians.cap(tally(1, 4, 4, 10), 0, SIX)).isEqualTo(17);
    assertThat(Medians.cap(tally(7, 7, 7), 5, SIX)).isEqualTo(7);
    assertThat(Medians.cap(tally(7, 7, 7), 8, SIX)).isEqualTo(8);
  }

  @Test
  void shouldCountUsersRatherThanListThem() {
    Tally counts = new Tally();
    counts.add(1, 4_000_000_000_000L);
    counts.add(10_000, 4_000_000_000_000L);
    // Median 5000.5 and MAD 4999.5: 5000.5 + 8.8956 · 4999.5 = 49474.0522.
    assertThat(Medians.cap(counts, 100, SIX)).isEqualTo(49_474);
    counts.add(10_000, 1);
    // The median is 10,000 now, and so is the middle deviation 0.
    assertThat(Medians.cap(counts, 100, SIX)).isEqualTo(10_000);
  }

  @Test
  void shouldStayExactForBigCounts() {
    // Doubles cannot tell these apart.
    long big = 9_007_199_254_740_993L;
    assertThat(Medians.cap(tally(big, big, big), 1, SIX)).isEqualTo(big);
  }

  @Property(tries = 500)
  void shouldBeExact(
      @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 1, max = 60) Long> counts,
      @ForAll @IntRange(min = 0, max = 120) int floor,
      @ForAll @IntRange(min = 0, max = 20_000) int thousandths) {
    BigDecimal deviations = BigDecimal.valueOf(thousandths, 3);
    List<BigDecimal> values = new ArrayList<>(counts.stream().map(BigDecimal::valueOf).toList());
    BigDecimal median = medianOf(values);
    BigDecimal mad = medianOf(values.stream().map(v -> v.subtract(median).abs()).toList());
    long expected =
        median
            .add(deviations.multiply(new BigDecimal("1.4826")).multiply(mad))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();

    Tally tally = new Tally();
    counts.forEach(count -> tally.add(count, 1));
    assertThat(Medians.cap(tally, floor, deviations)).isEqualTo(Math.max(floor, expected));
  }

  @Property(tries = 300)
  void shouldAgreeWithTheDefinitionOnDoubles(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = -5_000, max = 5_000) Integer> eighths) {
    // Eighths and their means are exact in doubles, so equality is.
    double[] values = eighths.stream().mapToDouble(e -> e / 8.0).toArray();
    List<BigDecimal> exact = eighths.stream().map(e -> new BigDecimal(e / 8.0)).toList();
    BigDecimal median = medianOf(exact);
    Spread spread = spreadOf(values);

    assertThat(new BigDecimal(spread.median())).isEqualByComparingTo(median);
    assertThat(new BigDecimal(spread.mad()))
        .isEqualByComparingTo(medianOf(exact.stream().map(v -> v.subtract(median).abs()).toList()));
  }

  private static Spread spreadOf(double... values) {
    OrderSample sample = new OrderSample();
    for (double value : values) {
      sample.add(value, values.length);
    }
    return sample.spread();
  }

  private static BigDecimal medianOf(List<BigDecimal> values) {
    List<BigDecimal> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int size = sorted.size();
    return size % 2 == 1
        ? sorted.get(size / 2)
        : sorted.get(size / 2 - 1).add(sorted.get(size / 2)).divide(TWO);
  }

  private static Tally tally(long... counts) {
    Tally tally = new Tally();
    for (long count : counts) {
      tally.add(count, 1);
    }
    return tally;
  }
}
