package io.livegauge.trainer.data;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.Knots;
import io.livegauge.model.Model;
import io.livegauge.score.ScoringOptions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How fractions become values under the model that is being trained: the same shrinkage and the
 * same proxy knots that the job will apply, with references and knots taken from training windows.
 * (The values in the store were shrunk to the references of the model that scored them; the new
 * model will see others, so the fractions are what is learned from.)
 *
 * @param references by indicator, in its unit
 * @param knots ratios that map to 1, 2, 3, 4 and 5, strictly increasing; of A21 and A23
 * @param currency whose sales count, or null: then those of every stream do
 * @param scoring says how much a small sample is drawn to the reference
 */
public record Valuation(
    Map<Indicator, Double> references,
    Map<Indicator, Knots> knots,
    String currency,
    ScoringOptions scoring) {
  public static final List<Indicator> PROXIED = List.of(Indicator.A21, Indicator.A23);
  private static final double[] KNOT_SHARES = {0.1, 0.3, 0.5, 0.7, 0.9};

  /** Stand in where no training window has a proxy. */
  static final Knots DEFAULT_KNOTS = new Knots(0.02, 0.05, 0.1, 0.2, 0.4);

  /** The middle of the scale from 1 to 5: stands in where no training window has an answer. */
  private static final double MIDDLE = 3;

  /**
   * Learns references and knots from training windows. A reference is the median of the indicator's
   * raw values over windows whose denominator is at least its κ, since those of a handful of
   * viewers say little; over all that have one, where none is that large.
   */
  static Valuation fit(List<WindowObservation> training, String currency, ScoringOptions scoring) {
    Map<Indicator, Knots> knots = new EnumMap<>(Indicator.class);
    for (Indicator indicator : PROXIED) {
      double[] ratios =
          training.stream()
              .map(WindowObservation::scored)
              .filter(scored -> scored.isProxy(indicator))
              .mapToDouble(scored -> scored.raw(indicator))
              .toArray();
      knots.put(indicator, ratios.length == 0 ? DEFAULT_KNOTS : knots(ratios));
    }
    Map<Indicator, Double> references = new EnumMap<>(Indicator.class);
    Valuation unshrunk = new Valuation(references, knots, currency, scoring);
    for (Indicator indicator : Indicator.values()) {
      double kappa = unshrunk.kappa(indicator);
      double[] sample = unshrunk.sample(indicator, training, kappa);
      if (sample.length == 0) {
        sample = unshrunk.sample(indicator, training, 0);
      }
      references.put(
          indicator, sample.length == 0 ? neutral(indicator) : new Quantiles(sample).median());
    }
    return unshrunk;
  }

  /** How a model values fractions. */
  static Valuation of(Model model, ScoringOptions scoring) {
    Map<Indicator, Double> references = new EnumMap<>(Indicator.class);
    for (Indicator indicator : Indicator.values()) {
      references.put(indicator, model.feature(indicator).reference());
    }
    Map<Indicator, Knots> knots = new EnumMap<>(Indicator.class);
    for (Indicator indicator : PROXIED) {
      knots.put(indicator, model.proxy(indicator));
    }
    return new Valuation(references, knots, model.currency(), scoring);
  }

  private static Knots knots(double[] ratios) {
    Quantiles quantiles = new Quantiles(ratios);
    double[] knots = new double[KNOT_SHARES.length];
    double gap = Math.max(1e-4, 0.01 * quantiles.at(0.9));
    for (int i = 0; i < knots.length; i++) {
      double knot = quantiles.at(KNOT_SHARES[i]);
      knots[i] = i == 0 ? knot : Math.max(knot, knots[i - 1] + gap);
    }
    return new Knots(knots);
  }

  private static double neutral(Indicator indicator) {
    return switch (indicator) {
      case A21, A22, A23, A41 -> MIDDLE;
      default -> 0;
    };
  }

  /** The unshrunk values of what is known from so large a denominator on. */
  private double[] sample(
      Indicator indicator, List<WindowObservation> windows, double leastDenominator) {
    return windows.stream()
        .filter(window -> isKnown(indicator, window.scored(), window.currency()))
        .filter(window -> window.scored().denominator(indicator) >= leastDenominator)
        .mapToDouble(window -> scaled(indicator, window.scored()))
        .toArray();
  }

  /** Whether the scope says anything about the indicator; if not, its value is the reference. */
  boolean isKnown(Indicator indicator, Fractions fractions, String streamCurrency) {
    if (indicator == Indicator.A32 && !sharesCurrency(streamCurrency)) {
      return false;
    }
    return fractions.denominator(indicator) > 0;
  }

  private boolean sharesCurrency(String streamCurrency) {
    return currency == null || streamCurrency == null || currency.equals(streamCurrency);
  }

  /** The ratios of A21 or A23 that map to 1, 2, 3, 4 and 5. */
  Knots knots(Indicator indicator) {
    return knots.get(indicator);
  }

  double reference(Indicator indicator) {
    return references.get(indicator);
  }

  /** The value that the model will be given. */
  double value(Indicator indicator, Fractions fractions, String streamCurrency) {
    double reference = references.get(indicator);
    if (!isKnown(indicator, fractions, streamCurrency)) {
      return reference;
    }
    double denominator = fractions.denominator(indicator);
    double kappa = kappa(indicator);
    if (fractions.isProxy(indicator)) {
      return (denominator * scaled(indicator, fractions) + kappa * reference)
          / (denominator + kappa);
    }
    return (fractions.numerator(indicator) + kappa * reference) / (denominator + kappa);
  }

  /** The unshrunk value: of a proxy what its knots make of the ratio. */
  private double scaled(Indicator indicator, Fractions fractions) {
    double raw = fractions.raw(indicator);
    return fractions.isProxy(indicator) ? knots.get(indicator).map(raw) : raw;
  }

  private double kappa(Indicator indicator) {
    return switch (indicator.shrinkage()) {
      case NONE -> 0;
      case RATIO -> scoring.kappaRatio();
      case MEAN -> scoring.kappaMean();
    };
  }
}
