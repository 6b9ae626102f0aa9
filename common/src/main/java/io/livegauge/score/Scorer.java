package io.livegauge.score;

import io.livegauge.event.Reason;
import io.livegauge.indicator.Indicator;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Measurement;
import io.livegauge.model.Model;
import io.livegauge.score.ScoreRecord.Advice;
import io.livegauge.score.ScoreRecord.Audience;
import io.livegauge.score.ScoreRecord.IndicatorScore;
import io.livegauge.score.ScoreRecord.ModelRef;
import io.livegauge.score.ScoreRecord.Quality;
import io.livegauge.score.ScoreRecord.Shadow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** From a measurement and a model to an explained score. Stateless; equal inputs, equal records. */
public final class Scorer {
  private static final Indicator[] INDICATORS = Indicator.values();
  private static final Reason[] REASONS = Reason.values();
  private static final Interaction[] INTERACTIONS = Interaction.values();

  /** Largest gain first, ties by code. */
  private static final Comparator<Advice> BY_GAIN =
      Comparator.comparingLong(Advice::gain10000).reversed().thenComparing(Advice::code);

  private Scorer() {}

  /**
   * Scores a window.
   *
   * @param challenger scores in shadow, null for none
   */
  public static ScoreRecord score(
      Measurement measurement, Model champion, Model challenger, ScoringOptions options) {
    Model model = champion;
    IndicatorValues window = new IndicatorValues(measurement.window(), measurement, model, options);
    IndicatorValues session =
        new IndicatorValues(measurement.session(), measurement, model, options);
    double[] inputs = inputs(window, session, model);
    double[] reference = model.reference();
    double exactScore = model.score(inputs);
    Explanation said = Explanation.of(model, inputs, exactScore, options);
    List<IndicatorScore> indicators = new ArrayList<>(INDICATORS.length);
    for (Indicator indicator : INDICATORS) {
      int i = indicator.ordinal();
      IndicatorValues used = indicator.isScoredBySession() ? session : window;
      indicators.add(
          new IndicatorScore(
              indicator,
              used.source(indicator),
              said.normalized10000().get(i),
              said.contributions10000().get(i),
              window.scope(indicator),
              session.scope(indicator)));
    }
    return new ScoreRecord(
        measurement.streamId(),
        measurement.hostId(),
        measurement.category(),
        measurement.sessionStart(),
        measurement.windowStart(),
        measurement.windowEnd(),
        measurement.isFinal(),
        said.score10000(),
        said.baselineScore10000(),
        said.residual10000(),
        said.groups10000(),
        indicators,
        audience(measurement),
        quality(measurement),
        measurement.currency(),
        measurement.sales(),
        new ModelRef(model.version(), model.sha256()),
        challenger == null ? null : shadow(measurement, challenger, options),
        measurement.marks(),
        advice(model, inputs, reference, exactScore));
  }

  /**
   * Sums a session up at its end.
   *
   * @param measurement its last one, with a summary
   * @param champion the model that scored the last window
   * @param scores of all the session's records, the last one included
   * @throws IllegalArgumentException where there is no summary or no score
   */
  public static SessionSummary summarize(
      Measurement measurement, Model champion, ScoreStats scores, ScoringOptions options) {
    Measurement.Summary summary = measurement.summary();
    if (summary == null) {
      throw new IllegalArgumentException("the measurement is not of a session's end");
    }
    IndicatorValues session =
        new IndicatorValues(measurement.session(), measurement, champion, options);
    List<SessionSummary.IndicatorValue> indicators = new ArrayList<>(INDICATORS.length);
    for (Indicator indicator : INDICATORS) {
      indicators.add(
          new SessionSummary.IndicatorValue(
              indicator, session.source(indicator), session.scope(indicator)));
    }
    return new SessionSummary(
        measurement.streamId(),
        measurement.hostId(),
        measurement.category(),
        measurement.sessionStart(),
        summary.sessionEnd(),
        summary.endedBy(),
        indicators,
        audience(measurement),
        quality(measurement),
        measurement.currency(),
        measurement.sales(),
        new SessionSummary.Scores(
            scores.last10000(), scores.mean10000(), scores.min10000(), scores.max10000()),
        summary.promotions(),
        summary.sources(),
        new ModelRef(champion.version(), champion.sha256()));
  }

  private static double[] inputs(IndicatorValues window, IndicatorValues session, Model model) {
    double[] values = new double[INDICATORS.length];
    for (Indicator indicator : INDICATORS) {
      IndicatorValues used = indicator.isScoredBySession() ? session : window;
      values[indicator.ordinal()] = used.value(indicator);
    }
    return model.normalizer().normalize(values);
  }

  private static Shadow shadow(Measurement measurement, Model challenger, ScoringOptions options) {
    double[] inputs =
        inputs(
            new IndicatorValues(measurement.window(), measurement, challenger, options),
            new IndicatorValues(measurement.session(), measurement, challenger, options),
            challenger);
    return new Shadow(challenger.version(), Decimals.scaled(challenger.score(inputs), 4));
  }

  private static List<Advice> advice(
      Model model, double[] inputs, double[] reference, double score) {
    List<Advice> advice = new ArrayList<>();
    for (Indicator indicator : INDICATORS) {
      int i = indicator.ordinal();
      if (inputs[i] < reference[i]) {
        double present = inputs[i];
        inputs[i] = reference[i];
        long gain = Decimals.scaled(model.score(inputs) - score, 4);
        inputs[i] = present;
        if (gain > 0) {
          advice.add(new Advice(indicator, gain, AdviceAction.of(indicator)));
        }
      }
    }
    advice.sort(BY_GAIN);
    return advice;
  }

  private static Audience audience(Measurement measurement) {
    Measurement.Audience audience = measurement.audience();
    return new Audience(
        audience.concurrent(),
        audience.windowDistinct(),
        audience.sessionDistinct(),
        audience.peak(),
        Decimals.quotient1000(audience.viewerMillis(), audience.spanMillis()));
  }

  private static Quality quality(Measurement measurement) {
    Measurement.Quality quality = measurement.quality();
    Map<Reason, Long> rejected = new EnumMap<>(Reason.class);
    for (int i = 0; i < quality.rejected().length; i++) {
      if (quality.rejected()[i] != 0) {
        rejected.put(REASONS[i], quality.rejected()[i]);
      }
    }
    Map<Interaction, Long> excess = new EnumMap<>(Interaction.class);
    for (int i = 0; i < quality.excess().length; i++) {
      if (quality.excess()[i] != 0) {
        excess.put(INTERACTIONS[i], quality.excess()[i]);
      }
    }
    return new Quality(quality.valid(), quality.accepted(), rejected, excess);
  }
}
