// What a score and its change amount to in a word: the same words on every screen.

/** Points of score from which a distance to the reference is large, as by default for the alert BELOW_REFERENCE. */
const FAR = 10;
/** Points of score within which a score is at its reference. */
const NEAR = 2;
/** Points of score in five minutes from which a score moves. */
const MOVES = 1;

/**
 * Where a score stands.
 *
 * @returns {{key: string, tone: "good"|"even"|"bad"}} the key of its word, and its colour
 */
export function level(score, reference) {
  const distance = score - reference;
  if (distance >= FAR) {
    return { key: "level.high", tone: "good" };
  }
  if (distance > NEAR) {
    return { key: "level.above", tone: "good" };
  }
  if (distance >= -NEAR) {
    return { key: "level.at", tone: "even" };
  }
  return distance > -FAR ? { key: "level.below", tone: "bad" } : { key: "level.low", tone: "bad" };
}

/**
 * Where a score goes.
 *
 * @param {number|null} change in points, over five minutes
 * @returns {{key: string, arrow: string, tone: "good"|"even"|"bad"}}
 */
export function direction(change) {
  if (change === null || change === undefined) {
    return { key: "direction.unknown", arrow: "·", tone: "even" };
  }
  if (change >= MOVES) {
    return { key: "direction.up", arrow: "▲", tone: "good" };
  }
  return change <= -MOVES
    ? { key: "direction.down", arrow: "▼", tone: "bad" }
    : { key: "direction.steady", arrow: "▶", tone: "even" };
}
