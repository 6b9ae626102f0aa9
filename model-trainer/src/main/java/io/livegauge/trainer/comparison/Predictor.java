package io.livegauge.trainer.comparison;

/** What a learner has learned. */
public interface Predictor {
  /** What is predicted for each row of normalised inputs. */
  double[] predict(double[][] inputs);

  /** How many numbers were fitted; 0 where they are not counted. */
  int parameters();
}
