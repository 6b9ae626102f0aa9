package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up sessions whose indicators all rise and fall with one hidden quality. */
public final class Sessions {
  private Sessions() {}

  /** Windows of some sessions, the last of each final. */
  public static List<WindowObservation> of(int sessions, int windows, long seed) {
    Random random = new Random(seed);
    List<WindowObservation> observations = new ArrayList<>();
    for (int session = 0; session < sessions; session++) {
      SessionKey key = new SessionKey("s" + session, 1_000L + session);
      double quality = random.nextDouble();
      for (int window = 1; window <= windows; window++) {
        Fractions scored = fractions(quality, 1, random);
        Fractions settled = window == windows ? fractions(quality, windows, random) : null;
        observations.add(
            new WindowObservation(
                key, 5_000L * window + 300_000L, "CNY", "beauty", scored, settled));
      }
    }
    return observations;
  }

  /** All 14, the counts as those of so many windows. */
  public static Fractions fractions(double quality, int length, Random random) {
    Fractions fractions = new Fractions();
    for (Indicator indicator : Indicator.values()) {
      double noisy = Math.max(0, Math.min(1, quality + 0.1 * random.nextGaussian()));
      double good = indicator.direction() == '-' ? 1 - noisy : noisy;
      switch (indicator) {
        case A11 -> fractions.set(indicator, 200 * (50 + 200 * good), 200, false);
        case A12, A13, A14 -> fractions.set(indicator, Math.rint(100 * good) * length, 1, false);
        case A32 -> fractions.set(indicator, Math.rint(100_000 * good) * length, 1, false);
        case A21, A23 -> fractions.set(indicator, Math.rint(60 * good) + 1, 200, true);
        case A22, A41 -> fractions.set(indicator, 20 * (1 + 4 * good), 20, false);
        default -> fractions.set(indicator, Math.rint(40 * good), 200, false);
      }
    }
    return fractions;
  }
}
