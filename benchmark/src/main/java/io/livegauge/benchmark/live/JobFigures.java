package io.livegauge.benchmark.live;

/**
 * How a job process stands. All figures are of one moment.
 *
 * @param nanos the moment, on a clock that only differences make sense of
 * @param read input records that the present job's consumers handed on
 * @param cpuNanos CPU time of the whole process so far
 * @param collections garbage collections so far
 * @param collectionMillis time that they took
 * @param savepointBytes size of the savepoint that was asked for, else 0
 * @param failure why the job is over, or could not do what was asked; null where all is well
 */
public record JobFigures(
    long nanos,
    long read,
    long cpuNanos,
    long collections,
    long collectionMillis,
    long savepointBytes,
    String failure) {}
