package io.livegauge.score;

import io.livegauge.indicator.Indicator;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Figures;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Knots;
import io.livegauge.model.Model;
import io.livegauge.score.ScoreRecord.Scope;

/**
 * The 14 indicators of one scope, from its exact figures: numerator, denominator, what they rest
 * on, and the value drawn to the model's reference. Each scope chooses its own fallbacks.
 */
final class IndicatorValues {
  private static final Indicator[] INDICATORS = Indicator.values();

  private final double[] values = new double[INDICATORS.length];
  private final IndicatorSource[] sources = new IndicatorSource[INDICATORS.length];
  private final long[] numerators = new long[INDICATORS.length];
  private final long[] denominators = new long[INDICATORS.length];

  private final Figures figures;
  private final Model model;
  private final ScoringOptions options;

  IndicatorValues(Figures figures, Measurement measurement, Model model, ScoringOptions options) {
    this.figures = figures;
    this.model = model;
    this.options = options;
    long viewers = get(Figure.VIEWERS);
    ratio(Indicator.A11, get(Figure.VIEWER_MILLIS), viewers);
    count(Indicator.A12, get(Figure.BARRAGES));
    count(Indicator.A13, get(Figure.GIFTS));
    count(Indicator.A14, get(Figure.LIKES) + get(Figure.SHARES));
    survey(Indicator.A21, Figure.A21_SUM, Figure.A21_ANSWERS, Figure.PINNED_CLICKERS);
    survey(Indicator.A22, Figure.A22_SUM, Figure.A22_ANSWERS, null);
    survey(Indicator.A23, Figure.A23_SUM, Figure.A23_ANSWERS, Figure.PLAYERS);
    ratio(Indicator.A31, get(Figure.BUYERS), viewers);
    sales(measurement.currency());
    clicks(viewers);
    ratio(Indicator.A41, get(Figure.STARS), get(Figure.RATINGS));
    follows(measurement.followers());
    ratio(Indicator.A51, get(Figure.AD_CLICKS), get(Figure.AD_IMPRESSIONS));
  }

  /** The value that enters the network, not rounded. */
  double value(Indicator indicator) {
    return values[indicator.ordinal()];
  }

  IndicatorSource source(Indicator indicator) {
    return sources[indicator.ordinal()];
  }

  /** As it is published. */
  Scope scope(Indicator indicator) {
    int i = indicator.ordinal();
    long unit = indicator == Indicator.A11 ? 1000 : 1;
    Double raw =
        denominators[i] == 0
            ? null
            : (Double) Decimals.quotient6(numerators[i], denominators[i] * unit);
    return new Scope(Decimals.rounded6(values[i]), raw, numerators[i], denominators[i]);
  }

  private long get(Figure figure) {
    return figures.get(figure);
  }

  private void set(
      Indicator indicator, IndicatorSource source, long numerator, long denominator, double value) {
    int i = indicator.ordinal();
    sources[i] = source;
    numerators[i] = numerator;
    denominators[i] = denominator;
    values[i] = value;
  }

  private void count(Indicator indicator, long count) {
    set(indicator, IndicatorSource.EVENTS, count, 1, (double) count);
  }

  private void prior(Indicator indicator, long numerator, long denominator) {
    double reference = model.feature(indicator).reference();
    set(indicator, IndicatorSource.PRIOR, numerator, denominator, reference);
  }

  private void ratio(Indicator indicator, long numerator, long denominator) {
    ratio(indicator, IndicatorSource.EVENTS, numerator, denominator);
  }

  private void ratio(
      Indicator indicator, IndicatorSource source, long numerator, long denominator) {
    if (denominator == 0) {
      prior(indicator, numerator, 0);
      return;
    }
    double sum = indicator == Indicator.A11 ? numerator / 1000.0 : numerator;
    set(indicator, source, numerator, denominator, shrink(indicator, sum, denominator));
  }

  private double shrink(Indicator indicator, double sum, long denominator) {
    double kappa =
        indicator.shrinkage() == Indicator.Shrinkage.RATIO
            ? options.kappaRatio()
            : options.kappaMean();
    double reference = model.feature(indicator).reference();
    return (sum + kappa * reference) / (denominator + kappa);
  }

  private void survey(Indicator indicator, Figure sum, Figure answers, Figure users) {
    long viewers = get(Figure.VIEWERS);
    if (get(answers) > 0) {
      ratio(indicator, IndicatorSource.SURVEY, get(sum), get(answers));
    } else if (users != null && get(users) > 0 && viewers > 0) {
      Knots knots = model.proxy(indicator);
      double point = knots.map((double) get(users) / viewers);
      double value = shrink(indicator, viewers * point, viewers);
      set(indicator, IndicatorSource.PROXY, get(users), viewers, value);
    } else {
      prior(indicator, 0, 0);
    }
  }

  private void sales(String currency) {
    long sales = get(Figure.PAID) - get(Figure.REFUNDED);
    if (model.takesSalesIn(currency)) {
      count(Indicator.A32, sales);
    } else {
      prior(Indicator.A32, sales, 1);
    }
  }

  private void clicks(long viewers) {
    if (get(Figure.IMPRESSIONS) >= options.clickImpressions()) {
      ratio(Indicator.A33, get(Figure.CLICKS), get(Figure.IMPRESSIONS));
    } else {
      ratio(Indicator.A33, IndicatorSource.PROXY, get(Figure.CLICKERS), viewers);
    }
  }

  private void follows(Long followers) {
    long follows = get(Figure.FOLLOWS);
    long unfollows = get(Figure.UNFOLLOWS);
    ratio(Indicator.A42, unfollows, followers == null ? 0 : followers + follows);
    ratio(Indicator.A43, follows - unfollows, followers == null ? 0 : Math.max(1, followers));
  }
}
