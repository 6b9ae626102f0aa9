package io.livegauge.score;

import io.livegauge.indicator.Indicator;
import io.livegauge.model.IntegratedGradients;
import io.livegauge.model.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model says of a window and why, rounded as it is printed; numbers are in units of 0.0001,
 * so that sums of them are exact: baselineScore + Σ contributions + residual = score.
 *
 * @param score10000 0 to 100 points
 * @param baselineScore10000 the score of the model's reference values
 * @param residual10000 what the contributions leave unexplained
 * @param groups10000 contribution sums of A1 to A5
 * @param normalized10000 of the 14, in order: 0 to 1, more being better
 * @param contributions10000 of the 14, in order: points of score against the reference
 */
public record Explanation(
    long score10000,
    long baselineScore10000,
    long residual10000,
    List<Long> groups10000,
    List<Long> normalized10000,
    List<Long> contributions10000) {
  private static final Indicator[] INDICATORS = Indicator.values();

  /** Copies the lists, so that it cannot change. */
  public Explanation {
    groups10000 = List.copyOf(groups10000);
    normalized10000 = List.copyOf(normalized10000);
    contributions10000 = List.copyOf(contributions10000);
  }

  /**
   * Explains a score.
   *
   * @param inputs the 14 on the network's scale
   * @param exactScore what the model says of them, not rounded
   */
  static Explanation of(Model model, double[] inputs, double exactScore, ScoringOptions options) {
    double[] exact =
        IntegratedGradients.contributions(
            model.network(), model.reference(), inputs, options.steps());
    long score = Decimals.scaled(exactScore, 4);
    long baselineScore = Decimals.scaled(model.baselineScore(), 4);
    // From the rounded figures, so that what is printed adds up to the last digit.
    long residual = score - baselineScore;
    long[] groups = new long[Indicator.Group.values().length];
    List<Long> normalized = new ArrayList<>(INDICATORS.length);
    List<Long> contributions = new ArrayList<>(INDICATORS.length);
    for (Indicator indicator : INDICATORS) {
      int i = indicator.ordinal();
      long contribution = Decimals.scaled(exact[i], 4);
      residual -= contribution;
      groups[indicator.group().ordinal()] += contribution;
      normalized.add(Decimals.scaled(inputs[i], 4));
      contributions.add(contribution);
    }
    List<Long> sums = new ArrayList<>(groups.length);
    for (long sum : groups) {
      sums.add(sum);
    }
    return new Explanation(score, baselineScore, residual, sums, normalized, contributions);
  }

  /** What was said of a stored window, by the model that scored it. */
  public static Explanation of(ScoreRecord record) {
    return new Explanation(
        record.score10000(),
        record.baselineScore10000(),
        record.residual10000(),
        record.groups10000(),
        record.indicators().stream().map(ScoreRecord.IndicatorScore::normalized10000).toList(),
        record.indicators().stream().map(ScoreRecord.IndicatorScore::contribution10000).toList());
  }
}
