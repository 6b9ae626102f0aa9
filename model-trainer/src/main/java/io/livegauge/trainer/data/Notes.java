package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Feature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sentences on what a data set cannot tell. */
final class Notes {
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

  static String count(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
