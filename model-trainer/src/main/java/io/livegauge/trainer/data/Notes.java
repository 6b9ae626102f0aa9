package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Sentences on what a data set cannot tell. */
final class Notes {
  /** Below these the middle of a sample is too few values to call the rest far out. */
  private static final int FEWEST_FOR_OUTLIERS = 10;

  /** Of the range that the middle 98 % span: below it few values make up that range. */
  private static final double NARROW = 0.05;

  private Notes() {}

  /** The indicators whose normalised inputs are all the same. */
  static List<Indicator> constant(double[][] inputs) {
    List<Indicator> constant = new ArrayList<>();
    for (Indicator indicator : Indicator.values()) {
      boolean isConstant = true;
      for (int row = 1; row < inputs.length && isConstant; row++) {
        isConstant = inputs[row][indicator.ordinal()] == inputs[0][indicator.ordinal()];
      }
      if (isConstant) {
        constant.add(indicator);
      }
    }
    return constant;
  }

  /** What constant indicators mean; of none nothing. */
  static List<String> onConstant(List<Indicator> constant, List<Feature> features) {
    List<String> notes = new ArrayList<>();
    for (Indicator indicator : constant) {
      Feature feature = features.get(indicator.ordinal());
      double middle = (feature.min() + feature.max()) / 2;
      notes.add(
          "Constant: "
              + indicator
              + " is "
              + plain(middle)
              + " in all training rows, so nothing can be learned of it and it has no weight.");
    }
    return notes;
  }

  private static String plain(double value) {
    double rounded = Math.round(value * 1e6) / 1e6;
    return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15
        ? Long.toString((long) rounded)
        : Double.toString(rounded);
  }

  /** Said where the categories that are known are all the same one. */
  static List<String> onCategories(Collection<String> categories) {
    Set<String> known = new TreeSet<>();
    for (String category : categories) {
      if (category != null) {
        known.add(category);
      }
    }
    return known.size() == 1
        ? List.of(
            "One category only, '"
                + known.iterator().next()
                + "': the figures say nothing of streams of another.")
        : List.of();
  }

  /**
   * Said where the target's range comes from few that lie far out, or held-out ones lie far outside
   * it: then figures on its scale say little.
   *
   * @param training targets on the scale that 0 and 1 of these targets bound
   * @param heldOut on the same scale
   * @param one what there is a target of
   * @param many several of them
   */
  static List<String> onTarget(double[] training, double[] heldOut, String one, String many) {
    List<String> notes = new ArrayList<>();
    double[] sorted = training.clone();
    Arrays.sort(sorted);
    int apart = Math.max(1, (sorted.length + 99) / 100);
    if (sorted.length >= FEWEST_FOR_OUTLIERS) {
      double low = sorted[apart];
      double high = sorted[sorted.length - 1 - apart];
      double span = high - low;
      if (span < NARROW) {
        int far = beyond(sorted, low - span, high + span);
        notes.add(
            String.format(
                Locale.ROOT,
                "The target's range comes from few: %d of %d training %s far out, and the middle 98"
                    + " %% span %s of it. On the scale from 0 to 1 the others hardly differ, so"
                    + " errors look small there and R2 says little.",
                far,
                sorted.length,
                far == 1 ? many + " lies" : many + " lie",
                percent(span)));
      }
    }
    int outside = beyond(heldOut, -1, 2);
    if (outside > 0) {
      notes.add(
          outside
              + " of "
              + count(heldOut.length, "held-out " + one, "held-out " + many)
              + (outside == 1 ? " has" : " have")
              + " a target far outside the range that was learned from: the errors there outweigh"
              + " all others.");
    }
    return notes;
  }

  private static String percent(double share) {
    return share < 1e-4 ? "less than 0.01 %" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static int beyond(double[] values, double low, double high) {
    return (int) Arrays.stream(values).filter(value -> value < low || value > high).count();
  }

  static String count(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
