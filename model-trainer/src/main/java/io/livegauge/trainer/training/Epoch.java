package io.livegauge.trainer.training;

/**
 * How well the network did after an epoch.
 *
 * @param epoch from 1
 * @param trainingLoss mean squared error over the epoch's training rows, each measured before the
 *     step that learned from it
 * @param validationLoss mean squared error over the rows that are watched, after the epoch; NaN
 *     where there are none
 * @param trainingAccuracy share of training rows that are predicted to within 0.05 of the target,
 *     after the epoch; NaN where it was not measured
 * @param validationAccuracy the same of the rows that are watched
 */
public record Epoch(
    int epoch,
    double trainingLoss,
    double validationLoss,
    double trainingAccuracy,
    double validationAccuracy) {}
