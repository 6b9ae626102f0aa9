// What an indicator of a score record says: its unit, the scope that the score uses, what it was
// measured from, how large the sample is, and whether that is little. The rules are INDICATORS' own.

/** Indicators that the score takes from the whole session; it takes the others from the window. */
const OF_SESSION = new Set(["A21", "A22", "A23", "A41", "A42", "A43"]);

/** By indicator: its unit, what is counted in its denominator, and below how many a sample is small. */
const KINDS = {
  A11: { unit: "seconds", of: "viewers", enough: 5 },
  A12: { unit: "count" },
  A13: { unit: "count" },
  A14: { unit: "count" },
  A21: { unit: "scale", of: "answers", enough: 5 },
  A22: { unit: "scale", of: "answers", enough: 5 },
  A23: { unit: "scale", of: "answers", enough: 5 },
  A31: { unit: "ratio", of: "viewers", enough: 20 },
  A32: { unit: "money" },
  A33: { unit: "ratio", of: "impressions", enough: 20 },
  A41: { unit: "scale", of: "ratings", enough: 5 },
  A42: { unit: "ratio", of: "followers", enough: 20 },
  A43: { unit: "ratio", of: "followers", enough: 20 },
  A51: { unit: "ratio", of: "adImpressions", enough: 20 },
};

/**
 * One indicator of a record, ready to be shown.
 *
 * @param {object} indicator as in a score record
 * @returns {{code: string, group: string, scope: "window"|"session", source: string, used: object,
 *     window: object, session: object, normalized: number, contribution: number, weak:
 *     null|"prior"|"proxy"|"small"}} `used`, `window` and `session` as {@link figure} gives them
 */
export function reading(indicator) {
  const scope = OF_SESSION.has(indicator.code) ? "session" : "window";
  const window = figure(indicator.code, indicator.window, scope === "window" ? indicator.source : null);
  const session = figure(indicator.code, indicator.session, scope === "session" ? indicator.source : null);
  const used = scope === "window" ? window : session;
  return {
    code: indicator.code,
    group: indicator.code.slice(0, 2),
    scope,
    source: indicator.source,
    used,
    window,
    session,
    normalized: indicator.normalized,
    contribution: indicator.contribution,
    weak: weakness(indicator.code, indicator.source, used.sample),
  };
}

/**
 * One scope's figure of an indicator.
 *
 * @param {string} code the indicator
 * @param {object} scope value, raw, numerator and denominator
 * @param {string|null} source where it is known: a record names that of the used scope only
 * @returns {{value: number|null, unit: string, raw: number|null, rawUnit: string, sample: number|null,
 *     of: string|null}} the shrunk value, the raw one (a proxy's is a ratio), and how many of what they rest on;
 *     no sample for counts and sums
 */
export function figure(code, scope, source) {
  const { unit = "number", of = null } = KINDS[code] ?? {};
  const proxy = source === null ? looksLikeProxy(unit, scope) : source === "proxy";
  const scaled = proxy && unit === "scale";
  return {
    value: scope?.value ?? null,
    unit,
    raw: scope?.raw ?? null,
    rawUnit: scaled ? "ratio" : unit,
    sample: of === null ? null : (scope?.denominator ?? null),
    of: proxy ? "viewers" : of,
  };
}

/** Five grades average at 1 or more, so less than that is the ratio of a proxy. */
function looksLikeProxy(unit, scope) {
  return unit === "scale" && scope?.raw !== null && scope?.raw !== undefined && scope.raw < 1;
}

/**
 * Why a figure rests on little; null where it does not. The count `weak` of a row is by the same rule.
 *
 * @returns {null|"prior"|"proxy"|"small"}
 */
export function weakness(code, source, sample) {
  if (source === "prior" || source === "proxy") {
    return source;
  }
  const enough = KINDS[code]?.enough;
  return enough !== undefined && sample !== null && sample < enough ? "small" : null;
}

/** An indicator of a record by its code; undefined where the record has none. */
export function indicatorOf(record, code) {
  return record.indicators?.find((indicator) => indicator.code === code);
}
