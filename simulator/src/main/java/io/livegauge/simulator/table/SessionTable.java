package io.livegauge.simulator.table;

import io.livegauge.indicator.Indicator;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of ended sessions as CSV, one row a session: id, category, the 14 indicators and a target
 * that is {@link PerformanceFunction} plus Gaussian noise. Comments before the header say all of
 * that, with how well a model can do at best.
 *
 * <p>Rows are made as they are asked for, so that any number of them takes no memory.
 */
public final class SessionTable {
  private static final int TARGET_DIGITS = 4;

  private final SessionTableOptions options;
  private final SessionGenerator generator;
  private final double variance;
  private final int outside;

  /** A table by its options. */
  public SessionTable(SessionTableOptions options) {
    this.options = options;
    this.generator = new SessionGenerator(options);
    // Welford's, since squares of large numbers would cancel.
    double mean = 0;
    double squares = 0;
    int beyond = 0;
    for (int i = 0; i < options.rows(); i++) {
      double target = row(i).target();
      double distance = target - mean;
      mean += distance / (i + 1);
      squares += distance * (target - mean);
      if (target < 0 || target > 100) {
        beyond++;
      }
    }
    variance = squares / options.rows();
    outside = beyond;
  }

  /** Sessions in it. */
  public int rows() {
    return options.rows();
  }

  /** A session by its number, from 0. */
  public SessionRow row(int number) {
    return generator.row(number);
  }

  /** Variance of the target over the table: the mean squared distance from its mean. */
  public double targetVariance() {
    return variance;
  }

  /**
   * The R² that nobody beats but by chance: 1 − noise² / {@link #targetVariance}, at least 0; 0
   * where the target is noise alone, NaN where all targets are equal.
   */
  public double attainableR2() {
    double noise = options.noise();
    if (options.signal() == 0) {
      return noise == 0 ? Double.NaN : 0;
    }
    return variance == 0 ? Double.NaN : Math.max(0, 1 - noise * noise / variance);
  }

  /** Targets below 0 or above 100: nothing is clipped, so much noise can take some there. */
  public int outsideScale() {
    return outside;
  }

  /** Writes the whole table; the stream stays open. */
  public void write(OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    for (String line : comments()) {
      writer.write(line.isEmpty() ? "#\n" : "# " + line + "\n");
    }
    writer.write("session,category");
    for (Indicator indicator : Indicator.values()) {
      writer.write("," + indicator);
    }
    writer.write(",target\n");
    for (int i = 0; i < rows(); i++) {
      writer.write(line(row(i)));
    }
    writer.flush();
  }

  /** Writes the whole table to a file; one that exists is replaced. */
  public void write(Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      write(out);
    }
  }

  private static String line(SessionRow row) {
    StringBuilder line = new StringBuilder(160);
    line.append(row.session()).append(',').append(row.category());
    for (Indicator indicator : Indicator.values()) {
      line.append(',').append(fixed(row.value(indicator), SessionGenerator.digits(indicator)));
    }
    return line.append(',').append(fixed(row.target(), TARGET_DIGITS)).append('\n').toString();
  }

  private List<String> comments() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "SIMULATED: "
            + options.rows()
            + " invented sessions, with a target made by a formula. For trying the trainer;");
    lines.add("not for any decision. A11 is in seconds, A32 in minor units.");
    lines.add(
        "Made by: ./livegauge simulate --table FILE.csv --rows "
            + options.rows()
            + " --noise "
            + plain(options.noise())
            + " --signal "
            + plain(options.signal())
            + " --seed "
            + options.seed());
    lines.add("");
    lines.add("target = 50 + signal (f - 50) + noise, in points of 0 to 100; nothing is clipped.");
    lines.add(
        "signal = "
            + plain(options.signal())
            + "; noise is Gaussian, its sigma is "
            + plain(options.noise())
            + " points; "
            + (outside == 0 ? "no" : outside)
            + (outside == 1 ? " target lies" : " targets lie")
            + " outside 0 to 100.");
    lines.addAll(PerformanceFunction.formula());
    lines.add("");
    lines.add("Variance of the target: " + fixed(variance, TARGET_DIGITS) + ".");
    lines.add(attainable());
    lines.add(
        options.signal() == 0
            ? "True importance: none of any indicator, since f does not count. Of f itself:"
            : "True importance: share of f's mean squared change when one column is shuffled.");
    List<String> shares = new ArrayList<>();
    for (TrueImportance importance : TrueImportance.ranking()) {
      shares.add(importance.indicator() + " " + fixed(importance.share(), 3));
    }
    lines.addAll(PerformanceFunction.wrapped("", ",", " ", shares));
    return lines;
  }

  private String attainable() {
    double r2 = attainableR2();
    if (Double.isNaN(r2)) {
      return "Attainable R2: none, all targets are equal.";
    }
    return "Attainable R2: "
        + (options.signal() == 0
            ? "0, the target is noise alone."
            : "1 - sigma^2 / variance = " + fixed(r2, TARGET_DIGITS) + ".");
  }

  private static String fixed(double value, int digits) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
    return rounded.toPlainString();
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
