package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Made-up tables of sessions: a target in another unit that rises with all 14 indicators. */
public final class Tables {
  private Tables() {}

  /** The columns, the target last. */
  public static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("session", "category"));
    for (Indicator indicator : Indicator.values()) {
      columns.add(indicator.name());
    }
    columns.add("target");
    return columns;
  }

  /** Lines of so many sessions, header first. */
  public static List<String> lines(int rows, long seed) {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of(String.join(",", columns())));
    for (int row = 0; row < rows; row++) {
      double quality = random.nextDouble();
      List<String> cells = new ArrayList<>(List.of("s" + row, row % 2 == 0 ? "beauty" : "food"));
      for (Indicator indicator : Indicator.values()) {
        double noisy = Math.max(0, Math.min(1, quality + 0.1 * random.nextGaussian()));
        double good = indicator.direction() == '-' ? 1 - noisy : noisy;
        cells.add(number(good * scale(indicator) + offset(indicator)));
      }
      cells.add(number(1_000 + 4_000 * quality));
      lines.add(String.join(",", cells));
    }
    return lines;
  }

  private static double scale(Indicator indicator) {
    return switch (indicator) {
      case A11 -> 600;
      case A12, A13, A14 -> 2_000;
      case A21, A22, A23, A41 -> 4;
      case A32 -> 1_000_000;
      default -> 0.2;
    };
  }

  private static double offset(Indicator indicator) {
    return switch (indicator) {
      case A21, A22, A23, A41 -> 1;
      default -> 0;
    };
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
