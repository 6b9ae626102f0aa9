package io.livegauge.local.cluster;

/** Whether scores come. */
interface Scores extends AutoCloseable {
  /** When the last one was written, epoch ms; the least number where there is none. */
  long latestWritten();

  /** Reads all that is there now: what counts later comes after it. */
  void catchUp();

  /**
   * Reads what has come since.
   *
   * @param isLaterNeeded whether only records count whose window ends after all that came before
   * @return how many
   */
  int read(boolean isLaterNeeded);

  @Override
  void close();
}
