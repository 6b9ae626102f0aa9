package io.livegauge.trainer.comparison;

import java.util.List;

/**
 * Table 7 of the reference study (Wei &amp; Pan, Scientific Reports 15:15594, 2025), as published.
 * RMSE² / (1 − R²) is the variance of the test set's targets, so it must be one number for all
 * rows; it is three. The table contradicts itself, and nothing is measured by it.
 */
public record StudyTable(String name, double mae, double rmse, double r2) {
  /** The published rows. */
  public static final List<StudyTable> ROWS =
      List.of(
          new StudyTable(NetworkLearner.BACK_PROPAGATION, 0.182, 0.257, 0.91),
          new StudyTable("lstm", 0.196, 0.276, 0.88),
          new StudyTable("cnn", 0.211, 0.291, 0.85));

  /** The variance of the targets that follows from the row. */
  public double impliedVariance() {
    return rmse * rmse / (1 - r2);
  }
}
