package io.livegauge.trainer.weights;

/**
 * How far contributions can be trusted, in points of score.
 *
 * @param rows that integrated gradients were taken of
 * @param largestResidual of the rows the largest |score − baseline's score − Σ contributions|, for
 *     scores that are not clipped
 * @param meanResidual the mean of these sizes
 * @param shapleyRows that exact Shapley values were taken of too; 0 for none
 * @param largestShapleyResidual the same as {@code largestResidual} of Shapley values, nothing but
 *     rounding; NaN for none
 * @param meanDifference of rows and indicators the mean |integrated gradients − Shapley value|; NaN
 *     for none
 * @param largestDifference the largest of these; NaN for none
 */
public record Completeness(
    int rows,
    double largestResidual,
    double meanResidual,
    int shapleyRows,
    double largestShapleyResidual,
    double meanDifference,
    double largestDifference) {}
