// Why a score is what it is: the steps from the reference score to it. Sums are taken in whole units
// of 1/10,000, the record's last decimal, so that the bars add up to the printed score exactly.

/** Units in one point of the score. */
export const UNITS = 10_000;

/**
 * The steps of the waterfall, in order: the reference, each group of indicators, the residual, the
 * score. All figures are whole units of 1/10,000 point.
 *
 * @param {object} record a score record; groups and indicators that are new are steps as well
 * @returns {Array<{key: string, kind: "reference"|"group"|"residual"|"score", start: number, end:
 *     number, delta: number, children: Array<{key: string, start: number, end: number, delta: number}>}>}
 *     each step begins where the one before ended; the reference and the score begin at 0
 */
export function waterfallSteps(record) {
  const reference = units(record.baselineScore);
  const score = units(record.score);
  const steps = [total("reference", reference)];
  let at = reference;
  for (const [key, indicators] of byGroup(record.indicators ?? [])) {
    const start = at;
    const children = indicators.map(({ code, contribution }) => {
      const child = { key: code, start: at, delta: units(contribution), end: at + units(contribution) };
      at = child.end;
      return child;
    });
    steps.push({ key, kind: "group", start, end: at, delta: at - start, children });
  }
  steps.push({ key: "residual", kind: "residual", start: at, end: score, delta: score - at, children: [] });
  steps.push(total("score", score));
  return steps;
}

/**
 * The part of the scale that the steps need, in whole fives of points, so that the bars keep their
 * places while a score moves a little.
 *
 * @returns {{from: number, to: number}} in points
 */
export function waterfallSpan(steps) {
  const ends = steps
    .flatMap((step) => [step.end, ...step.children.map((child) => child.end)])
    .map((end) => end / UNITS);
  const from = Math.floor((Math.min(...ends) - 1) / 5) * 5;
  const to = Math.ceil((Math.max(...ends) + 1) / 5) * 5;
  return { from, to: Math.max(to, from + 10) };
}

function total(kind, value) {
  return { key: kind, kind, start: 0, end: value, delta: value, children: [] };
}

/** Indicators by their primary one: A31 is of A3. */
function byGroup(indicators) {
  const groups = new Map();
  for (const indicator of indicators) {
    const key = indicator.code.slice(0, 2);
    groups.set(key, [...(groups.get(key) ?? []), indicator]);
  }
  return groups;
}

function units(points) {
  return Math.round((points ?? 0) * UNITS);
}
