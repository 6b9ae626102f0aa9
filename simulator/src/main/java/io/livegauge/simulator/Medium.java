package io.livegauge.simulator;

/**
 * Where the records of a simulation go. The same record can have another fate there: nothing in a
 * file is late or in the future, and a file has no topics and no values with line ends in them.
 */
public enum Medium {
  /** Kafka, while the events happen. */
  LIVE,
  /** A JSON Lines file for a backfill. */
  FILE
}
