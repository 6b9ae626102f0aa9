package io.livegauge.trainer.comparison;

import io.livegauge.trainer.evaluation.Metrics;

/**
 * A learner that learned once.
 *
 * @param metrics on the held-out rows
 * @param seconds it took to learn
 */
public record Run(long seed, Metrics metrics, double seconds) {}
