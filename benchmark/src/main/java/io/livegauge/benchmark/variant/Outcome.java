package io.livegauge.benchmark.variant;

/**
 * What a variant itself can tell of a run; time, CPU and memory are taken from outside.
 *
 * @param read records read from the input topics
 * @param written records written to the output topics
 * @param checkpoints completed ones; 0 for a variant without
 * @param checkpointBytes full size of the largest, bytes
 * @param checkpointMillis duration of the longest, ms
 */
public record Outcome(
    long read, long written, long checkpoints, long checkpointBytes, long checkpointMillis) {

  /** The same with another number of records written. */
  public Outcome withWritten(long records) {
    return new Outcome(read, records, checkpoints, checkpointBytes, checkpointMillis);
  }
}
