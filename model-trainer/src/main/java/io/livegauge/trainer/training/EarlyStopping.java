package io.livegauge.trainer.training;

/**
 * What early stopping did.
 *
 * @param epoch whose network was taken
 * @param learned training sessions that were learned from
 * @param watched training sessions that were watched instead
 */
public record EarlyStopping(int epoch, int learned, int watched) {}
