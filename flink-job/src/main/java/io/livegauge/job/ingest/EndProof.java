package io.livegauge.job.ingest;

/**
 * What the broker said about the end of a partition.
 *
 * @param askedAt wall clock before the question was sent, epoch milliseconds: whoever has read up
 *     to {@code end} knows every record that the broker took before that moment
 * @param end the offset after the last record; {@link #NOWHERE} where nothing was learnt
 * @param counts whether a quiet partition's time may go on by it; false while the broker is out of
 *     reach and for a while after, because producers are then still repeating what they could not
 *     send
 */
record EndProof(long askedAt, long end, boolean counts) {
  /** An end that no position reaches. */
  static final long NOWHERE = Long.MAX_VALUE;

  /** The end of a partition that holds nothing, whatever its offsets are. */
  static final long EMPTY = Long.MIN_VALUE;

  /** No answer. */
  static EndProof none(long askedAt) {
    return new EndProof(askedAt, NOWHERE, false);
  }
}
