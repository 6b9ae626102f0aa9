package io.livegauge.benchmark.live;

import java.util.Map;

/**
 * What the owner of a {@link LiveJobProcess} wants of it.
 *
 * @param options of a job to run
 * @param parallelism of a job to run
 * @param directory of a savepoint
 */
record JobOrder(Kind kind, Map<String, String> options, int parallelism, String directory) {
  /** The kinds of orders. */
  enum Kind {
    RUN,
    FIGURES,
    SAVEPOINT,
    STOP
  }
}
