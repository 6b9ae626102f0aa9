package io.livegauge.job.ingest;

/**
 * Remembers for one partition whether its broker was out of reach, and for how long after that
 * quiet time stands still. Pure logic; not thread-safe.
 */
final class BrokerReach {
  private final long holdMillis;

  private boolean lost;
  private long holdUntil = Long.MIN_VALUE;

  /**
   * @param holdMillis how long quiet time stands still once the broker is back: as long as
   *     producers repeat what they could not send
   */
  BrokerReach(long holdMillis) {
    this.holdMillis = holdMillis;
  }

  /** The broker did not answer in time, or refused. */
  void lost() {
    lost = true;
  }

  /**
   * The broker answered a question asked at that wall-clock time.
   *
   * @return whether quiet time may go on by the answer
   */
  boolean answered(long askedAt) {
    if (lost) {
      lost = false;
      holdUntil = askedAt + holdMillis;
    }
    return askedAt >= holdUntil;
  }
}
