package io.livegauge.trainer.data;

import io.livegauge.score.ScoringOptions;
import java.time.Duration;
import java.time.Instant;

/**
 * What is made of stored windows.
 *
 * @param weights of the indicators in the target; of no account where {@code targets} are given
 * @param targets a user's own; null for the performance of the settled session
 * @param survey answers that join the settled sessions
 * @param scoring says how much small samples are drawn to the references
 * @param splitting how sessions are held out; groups are streams
 * @param settledFor how long of event time after its end a session is learned from
 * @param now by the clock; event time is at least this, however old the store is
 */
public record WindowSettings(
    NamedWeights weights,
    SessionTargets targets,
    SurveyAnswers survey,
    ScoringOptions scoring,
    Splitting splitting,
    Duration settledFor,
    Instant now) {
  /** How long settlements may come. */
  public static final Duration SETTLED_FOR = Duration.ofHours(24);
}
