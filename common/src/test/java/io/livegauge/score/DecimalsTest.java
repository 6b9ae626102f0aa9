package io.livegauge.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.json.Utf8Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "0.00005, 1",
    "0.00004999, 0",
    "-0.00005, -1",
    "0.00015, 2",
    "2.5, 25000",
    "-0.0, 0",
    "71.38125, 713813",
    "1.00005, 10001",
    "100, 1000000"
  })
  void shouldRoundTiesOfTheShortestDecimalUp(double value, long scaled) {
    assertThat(Decimals.scaled(value, 4)).isEqualTo(scaled);
  }

  @Property
  void shouldRoundLikeDecimals(@ForAll @DoubleRange(min = -1e13, max = 1e13) double value) {
    assertThat(Decimals.scaled(value, 4)).isEqualTo(slow(value, 4));
  }

  /** Values that lie on ties, or a rounding error beside them. */
  @Property
  void shouldRoundLikeDecimalsNearTies(
      @ForAll @LongRange(min = -3_000_000_000L, max = 3_000_000_000L) long half,
      @ForAll @IntRange(min = -3, max = 3) int ulps) {
    double value = (2 * half + 1) / 2e4;
    value += ulps * Math.ulp(value);
    assertThat(Decimals.scaled(value, 4)).isEqualTo(slow(value, 4));
  }

  /** Up to 10^8: no ratio of the contract comes near, and a double holds 6 digits well beyond. */
  @Property
  void shouldDivideLikeDecimals(
      @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long numerator,
      @ForAll @LongRange(min = 10_000, max = 10_000_000) long denominator) {
    assertThat(BigDecimal.valueOf(Decimals.quotient6(numerator, denominator)))
        .isEqualByComparingTo(
            BigDecimal.valueOf(numerator)
                .divide(BigDecimal.valueOf(denominator), 6, RoundingMode.HALF_UP));
  }

  @Property
  void shouldDivideTiesUp(@ForAll @LongRange(min = 0, max = 100_000_000) long odd) {
    // An odd number of halves of the last digit.
    assertThat(BigDecimal.valueOf(Decimals.quotient6(2 * odd + 1, 2_000_000)))
        .isEqualByComparingTo(BigDecimal.valueOf(odd + 1, 6));
  }

  @Property
  void shouldPrintWhatCanBeReadBack(@ForAll @DoubleRange(min = -1e18, max = 1e18) double value) {
    double rounded = Decimals.rounded6(value);
    Utf8Text out = new Utf8Text(4);
    Decimals.print6(rounded, out);

    assertThat(text(out)).matches("-?(0|[1-9][0-9]*)(\\.[0-9]{0,5}[1-9])?");
    assertThat(new BigDecimal(text(out)))
        .isEqualByComparingTo(BigDecimal.valueOf(rounded).setScale(6, RoundingMode.HALF_UP));
    assertThat(Double.parseDouble(text(out))).isEqualTo(rounded);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4, 0",
    "1, 4, 0.0001",
    "-1, 4, -0.0001",
    "-10000, 4, -1",
    "123400, 4, 12.34",
    "33192039, 3, 33192.039",
    "-1050, 3, -1.05",
    "7, 0, 7",
    "-7, 0, -7",
    "9223372036854775807, 4, 922337203685477.5807",
    "1000001, 6, 1.000001"
  })
  void shouldPrintWithoutTrailingZeros(long scaled, int digits, String expected) {
    Utf8Text out = new Utf8Text(4);
    Decimals.print(scaled, digits, out);

    assertThat(text(out)).isEqualTo(expected);
  }

  @Test
  void shouldAverageOverNothingAsNothing() {
    assertThat(Decimals.quotient1000(5, 0)).isZero();
    assertThat(Decimals.quotient1000(5, 3)).isEqualTo(1667);
    assertThat(Decimals.quotient1000(1, 2000)).isEqualTo(1);
  }

  @Test
  void shouldNotWrapAround() {
    assertThatThrownBy(() -> Decimals.scaled(1e18, 4)).isInstanceOf(ArithmeticException.class);
  }

  private static long slow(double value, int digits) {
    return BigDecimal.valueOf(value)
        .setScale(digits, RoundingMode.HALF_UP)
        .movePointRight(digits)
        .longValueExact();
  }

  private static String text(Utf8Text out) {
    return new String(out.toBytes(), StandardCharsets.UTF_8);
  }
}
