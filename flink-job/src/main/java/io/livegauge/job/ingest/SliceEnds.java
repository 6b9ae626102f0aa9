package io.livegauge.job.ingest;

/**
 * The times at which a partition may be what lets a slice close: an end of a slice and the bound.
 * Pure; times are epoch milliseconds.
 *
 * @param sliceMillis length of the slices, above 0
 * @param boundMillis how far events may come out of order
 */
record SliceEnds(long sliceMillis, long boundMillis) {
  /** The first such time after another time. */
  long after(long time) {
    return time - since(time) + sliceMillis;
  }

  /** How long before a time the last such time was: from 0 to less than a slice. */
  long since(long time) {
    return Math.floorMod(time - boundMillis, sliceMillis);
  }
}
