package io.livegauge.trainer.report;

import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.Normalizer;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.comparison.CheapRivals;
import io.livegauge.trainer.comparison.Comparison;
import io.livegauge.trainer.gate.GateDecision;
import io.livegauge.trainer.survey.SurveySummary;
import io.livegauge.trainer.training.TrainedModel;
import io.livegauge.trainer.weights.IndicatorWeights;
import io.livegauge.trainer.weights.WeightSettings;
import java.nio.charset.StandardCharsets;

/**
 * What there is to tell of one training. Everything but the model may be missing; the page says so
 * then, and what would bring it.
 *
 * @param trained what was trained, on what, and how it did
 * @param weights of the indicators, or null
 * @param comparison with other learners, or null
 * @param survey the questionnaire that belongs to the data, or null
 * @param gate what the gate decided, or null where none was asked
 * @param command the command line that trained it, or null
 */
public record TrainingReport(
    TrainedModel trained,
    IndicatorWeights weights,
    Comparison comparison,
    SurveySummary survey,
    GateDecision gate,
    String command) {
  private static final int RESAMPLES = 1_000;
  private static final int SHAPLEY_ROWS = 20;

  /**
   * With what the model and its data alone can tell, measured here, and beside the learners that
   * cost little, where they can learn from these rows; it takes some seconds.
   */
  public static TrainingReport of(TrainedModel trained) {
    Comparison comparison;
    try {
      comparison = CheapRivals.of(trained);
    } catch (TrainingException e) {
      // What cannot be compared is no reason to tell nothing of the training itself.
      comparison = null;
    }
    return of(trained, comparison);
  }

  /** The same with another comparison. */
  public static TrainingReport of(TrainedModel trained, Comparison comparison) {
    return new TrainingReport(
        trained,
        IndicatorWeights.of(
            trained.network(),
            new Normalizer(trained.data().features()).reference(),
            trained.data().heldOut(),
            new WeightSettings(
                trained.options().seed(),
                WeightSettings.SHUFFLES,
                WeightSettings.MOST_ROWS,
                RESAMPLES,
                SHAPLEY_ROWS)),
        comparison,
        null,
        null,
        null);
  }

  /** With a questionnaire. */
  public TrainingReport withSurvey(SurveySummary questionnaire) {
    return new TrainingReport(trained, weights, comparison, questionnaire, gate, command);
  }

  /** With what the gate decided. */
  public TrainingReport withGate(GateDecision decision) {
    return new TrainingReport(trained, weights, comparison, survey, decision, command);
  }

  /** With the command line that trained it. */
  public TrainingReport withCommand(String line) {
    return new TrainingReport(trained, weights, comparison, survey, gate, line);
  }

  /**
   * The page, UTF-8; equal bytes for an equal report and artifact.
   *
   * @param artifact that the model was written as
   * @throws IllegalArgumentException where it is no valid artifact
   */
  public byte[] html(byte[] artifact) {
    if (ModelReader.read(artifact) instanceof ModelResult.Valid valid) {
      Model model = valid.model();
      return TrainingPage.of(this, model).getBytes(StandardCharsets.UTF_8);
    }
    throw new IllegalArgumentException("no valid artifact");
  }
}
