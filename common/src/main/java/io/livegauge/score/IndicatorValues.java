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
  private final String currency;
  private final Model model;
  private final ScoringOptions options;

  IndicatorValues(Figures figures, Measurement measurement, Model model, ScoringOptions options) {
    this.figures = figures;
    this.currency = measurement.currency();
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
    sales();
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

  /**
   * What an indicator is worth to a model, from what is published of it.
   *
   * @param source of the scope that numerator and denominator are of; only whether A21 and A23 rest
   *     on their proxy is looked at
   * @param numerator as counted, of A11 in ms
   * @param currency of the stream, or null
   * @return the value in the indicator's unit, drawn to the model's reference, not rounded
   */
  static double value(
      Indicator indicator,
      IndicatorSource source,
      long numerator,
      long denominator,
      String currency,
      Model model,
      ScoringOptions options) {
    double reference = model.feature(indicator).reference();
    if (denominator == 0 || (indicator == Indicator.A32 && !model.takesSalesIn(currency))) {
      return reference;
    }
    Knots knots = source == IndicatorSource.PROXY ? model.proxy(indicator) : null;
    double sum = indicator == Indicator.A11 ? numerator / 1000.0 : numerator;
    if (knots != null) {
      sum = denominator * knots.map((double) numerator / denominator);
    }
    return switch (indicator.shrinkage()) {
      case NONE -> numerator;
      case RATIO -> shrink(sum, denominator, options.kappaRatio(), reference);
      case MEAN -> shrink(sum, denominator, options.kappaMean(), reference);
    };
  }

  private static double shrink(double sum, long denominator, double kappa, double reference) {
    return (sum + kappa * reference) / (denominator + kappa);
  }

  private void set(Indicator indicator, IndicatorSource source, long numerator, long denominator) {
    int i = indicator.ordinal();
    sources[i] = source;
    numerators[i] = numerator;
    denominators[i] = denominator;
    values[i] = value(indicator, source, numerator, denominator, currency, model, options);
  }

  private void count(Indicator indicator, long count) {
    set(indicator, IndicatorSource.EVENTS, count, 1);
  }

  private void ratio(Indicator indicator, long numerator, long denominator) {
    ratio(indicator, IndicatorSource.EVENTS, numerator, denominator);
  }

  private void ratio(
      Indicator indicator, IndicatorSource source, long numerator, long denominator) {
    set(indicator, denominator == 0 ? IndicatorSource.PRIOR : source, numerator, denominator);
  }

  private void survey(Indicator indicator, Figure sum, Figure answers, Figure users) {
    long viewers = get(Figure.VIEWERS);
    if (get(answers) > 0) {
      set(indicator, IndicatorSource.SURVEY, get(sum), get(answers));
    } else if (users != null && get(users) > 0 && viewers > 0) {
      set(indicator, IndicatorSource.PROXY, get(users), viewers);
    } else {
      set(indicator, IndicatorSource.PRIOR, 0, 0);
    }
  }

  private void sales() {
    long sales = get(Figure.PAID) - get(Figure.REFUNDED);
    boolean isComparable = model.takesSalesIn(currency);
    set(Indicator.A32, isComparable ? IndicatorSource.EVENTS : IndicatorSource.PRIOR, sales, 1);
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
