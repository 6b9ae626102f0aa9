package io.livegauge.trainer.comparison;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.data.Rows;

/** A way to predict targets from the 14 inputs. */
public interface Learner {
  /** The name in options, tables and JSON. */
  String name();

  /** What it is, with its settings, in one sentence without a stop. */
  String description();

  /** Whether what it learns depends on the seed. */
  boolean isSeeded();

  /**
   * Learns from rows, and from nothing else.
   *
   * @throws TrainingException where it cannot
   */
  Predictor fit(Rows training, long seed) throws TrainingException;
}
