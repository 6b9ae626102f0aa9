// A session beside the host's earlier ones. Money compares with sessions of the same currency only.

/** What is compared, and how it is written; `money` is in minor units. */
export const MEASURES = [
  { key: "score", kind: "score" },
  { key: "sales", kind: "money" },
  { key: "conversion", kind: "ratio" },
  { key: "peak", kind: "count" },
  { key: "duration", kind: "duration" },
];

/**
 * The compared figures of a session as `/api/sessions` lists it. An end by silence comes hours after
 * the stream's own, so how long the stream was is not known then.
 */
export function measuresOf(session) {
  return {
    score: session.score.mean,
    sales: session.sales,
    conversion: session.conversion,
    peak: session.peak,
    duration: session.endedBy === "silence" ? null : session.sessionEnd - session.sessionStart,
  };
}

/**
 * Each measure of this session beside the last, the median and the best of the earlier ones.
 *
 * @param {{currency: string|null, sessionStart: number}} session this one
 * @param {object} present its measures, as {@link measuresOf} gives them
 * @param {object[]} sessions the host's ended sessions, in any order; later ones and itself are left out
 * @returns {Array<{key: string, kind: string, present: number|null, last: number|null, median:
 *     number|null, best: number|null, against: number|null}>} `against`: difference from the median, as a ratio of it
 *     (of the score: in points)
 */
export function compare(session, present, sessions) {
  const earlier = earlierSessions(session, sessions);
  return MEASURES.map(({ key, kind }) => {
    const comparable = kind === "money" ? earlier.filter((each) => each.currency === session.currency) : earlier;
    const values = comparable
      .map((each) => measuresOf(each)[key])
      .filter((value) => value !== null && value !== undefined);
    const middle = median(values);
    return {
      key,
      kind,
      present: present[key] ?? null,
      last: values[0] ?? null,
      median: middle,
      best: values.length === 0 ? null : Math.max(...values),
      against: difference(kind, present[key] ?? null, middle),
    };
  });
}

/** The sessions that ended before this one began, newest first. */
export function earlierSessions(session, sessions) {
  return sessions.filter((each) => each.sessionEnd <= session.sessionStart).sort((a, b) => b.sessionEnd - a.sessionEnd);
}

/** The middle value, the mean of the two middle ones of an even number; null of none. */
export function median(values) {
  if (values.length === 0) {
    return null;
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function difference(kind, value, middle) {
  if (value === null || middle === null) {
    return null;
  }
  if (kind === "score") {
    return value - middle;
  }
  return middle > 0 ? value / middle - 1 : null;
}
