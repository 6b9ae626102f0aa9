package io.livegauge.job.ingest;

import java.io.Serializable;

/** The wall clock that quiet partitions go by; tests hand in their own. */
@FunctionalInterface
public interface WallClock extends Serializable {
  /** The clock of the machine. */
  WallClock SYSTEM = System::currentTimeMillis;

  /** Epoch milliseconds. */
  long millis();
}
