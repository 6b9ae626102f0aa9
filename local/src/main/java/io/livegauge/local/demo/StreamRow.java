package io.livegauge.local.demo;

import java.util.List;

/**
 * What the table shows of one stream.
 *
 * @param streamId its id, as it came
 * @param scores the last scores, oldest first, at least one
 * @param viewers viewers present at the slice's end
 * @param salesMinor paid less refunded, session to date, in minor units
 * @param currency ISO code, or null
 * @param advice key of the measure that would gain most, or null
 * @param alert name of the rule whose alert has been raised the longest, or null
 * @param ended whether the session is over
 */
record StreamRow(
    String streamId,
    List<Double> scores,
    long viewers,
    long salesMinor,
    String currency,
    String advice,
    String alert,
    boolean ended) {

  StreamRow {
    scores = List.copyOf(scores);
  }

  /** The newest score. */
  double score() {
    return scores.get(scores.size() - 1);
  }
}
