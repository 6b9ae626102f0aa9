package io.livegauge.simulator.replay.kuailive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of followers as KuaiLive gives them: a plain number or a range.
 *
 * <p>A range counts as its geometric mean, rounded half up; one that begins at 0 has none but 0.
 * What is open to one side ({@code <100}, {@code 1000000+}) tells no number.
 */
final class FollowerRange {
  static final long UNKNOWN = -1;

  /** The contract's largest number of followers. */
  private static final long MOST = 1_000_000_000_000L;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,13})(?:\\s*-\\s*(\\d{1,13}))?");

  private FollowerRange() {}

  /** The number, or {@link #UNKNOWN}. */
  static long followers(String text) {
    Matcher range = RANGE.matcher(text.strip());
    if (!range.matches()) {
      return UNKNOWN;
    }
    long low = Long.parseLong(range.group(1));
    long high = range.group(2) == null ? low : Long.parseLong(range.group(2));
    if (low > high || high > MOST) {
      return UNKNOWN;
    }
    // In decimals: a double cannot tell roots of this size from the halves beside them.
    BigInteger product = BigInteger.valueOf(low).multiply(BigInteger.valueOf(high));
    return new BigDecimal(product)
        .sqrt(MathContext.DECIMAL128)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
