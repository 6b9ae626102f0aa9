// A session's series as charts need it: rates from running totals, gaps, moments, changes of the
// model. Pure functions over the columns that the API gives; points are 5 s or 60 s apart.

const MINUTE = 60_000;
/** Points are at most a minute apart; what is further has a gap between. */
const GAP = 2 * MINUTE;
const CHANGE = 5 * MINUTE;

const COLUMNS = [
  "windowEnd",
  "score",
  "viewers",
  "distinct",
  "buyers",
  "orders",
  "sales",
  "giftValue",
  "barrages",
  "modelVersion",
];

/**
 * Adds a point, or replaces the one of the same slice, and the marks of its slice.
 *
 * @returns {boolean} false where the point is so late that points between are missing: load anew
 */
export function addPoint(series, point, marks) {
  const times = series.windowEnd;
  let index = indexAt(series, point.windowEnd);
  if (index < 0 || times[index] !== point.windowEnd) {
    index += 1;
    if (index < times.length) {
      return false;
    }
  }
  const follows = index === 0 || point.windowEnd - times[index - 1] <= MINUTE;
  for (const column of COLUMNS) {
    series[column][index] = point[column] ?? null;
  }
  const known = new Set(series.marks.map(markKey));
  series.marks.push(...marks.filter((mark) => !known.has(markKey(mark))));
  return follows;
}

function markKey(mark) {
  return `${mark.time} ${mark.kind} ${mark.id}`;
}

/** Index of the newest point at or before a time; -1 where there is none. */
export function indexAt(series, time) {
  const times = series.windowEnd;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle] <= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/** The slice end that shows a time: the first one at or after it, else the newest; null for no points. */
export function momentOf(series, time) {
  const index = indexAt(series, time);
  const times = series.windowEnd;
  const exact = index >= 0 && times[index] === time;
  return times[exact ? index : Math.min(index + 1, times.length - 1)] ?? null;
}

/**
 * What a running total gained in the minute up to each point.
 *
 * Where points are not exactly a minute apart the gain is scaled to one; null where the minute is not known.
 *
 * @param {object} series with `windowEnd` and `sessionStart`
 * @param {string} column a running total, such as "sales"
 */
export function perMinute(series, column) {
  const times = series.windowEnd;
  const totals = series[column];
  let base = -1;
  return times.map((time, index) => {
    while (times[base + 1] <= time - MINUTE) {
      base += 1;
    }
    if (base < 0) {
      // The session is younger than a minute: all of it is in the last one.
      return time - series.sessionStart <= GAP ? totals[index] : null;
    }
    const span = time - times[base];
    return span > GAP ? null : ((totals[index] - totals[base]) * MINUTE) / span;
  });
}

/**
 * Columns for the charts, with a row of nulls in each gap.
 *
 * @returns {{times: number[], score: number[], viewers: number[], sales: number[], barrages: number[]}}
 *     sales and barrages in the minute up to each point
 */
export function chartColumns(series) {
  const given = {
    score: series.score,
    viewers: series.viewers,
    sales: perMinute(series, "sales"),
    barrages: perMinute(series, "barrages"),
  };
  const columns = { times: [], score: [], viewers: [], sales: [], barrages: [] };
  series.windowEnd.forEach((time, index) => {
    const before = series.windowEnd[index - 1];
    if (index > 0 && time - before > GAP) {
      columns.times.push(before + 1);
      Object.keys(given).forEach((name) => columns[name].push(null));
    }
    columns.times.push(time);
    Object.keys(given).forEach((name) => columns[name].push(given[name][index]));
  });
  return columns;
}

/**
 * The series without the record that an end by silence writes hours after the last event: it says
 * nothing of the room, and would leave the rest little width.
 */
export function activePart(series) {
  const times = series.windowEnd;
  if (!series.ended || times.length < 2 || times.at(-1) - times.at(-2) <= GAP) {
    return series;
  }
  const part = { ...series };
  COLUMNS.forEach((column) => {
    part[column] = series[column].slice(0, -1);
  });
  return part;
}

/** The score's change over five minutes up to a point, as a row gives it; null where there is none. */
export function changeAt(series, index) {
  const before = indexAt(series, series.windowEnd[index] - CHANGE);
  return before < 0 ? null : series.score[index] - series.score[before];
}

/** Marks and changes of the model, oldest first, each with its number in the session. */
export function events(series) {
  const all = [...series.marks, ...modelChanges(series)];
  all.sort((a, b) => a.time - b.time);
  return all.map((event, index) => ({ ...event, number: index + 1 }));
}

function modelChanges(series) {
  const changes = [];
  series.modelVersion.forEach((version, index) => {
    const before = series.modelVersion[index - 1];
    if (index > 0 && version !== before) {
      changes.push({ time: series.windowEnd[index], kind: "model", id: String(version), before: String(before) });
    }
  });
  return changes;
}

/** Mean score over time, each point standing for the time since the one before; null for no points. */
export function meanScore(series) {
  let sum = 0;
  let weights = 0;
  series.score.forEach((score, index) => {
    const since = series.windowEnd[index] - (series.windowEnd[index - 1] ?? series.sessionStart);
    const weight = Math.min(Math.max(since, 1), GAP);
    sum += score * weight;
    weights += weight;
  });
  return weights === 0 ? null : sum / weights;
}

/** Indices of the last point of each whole minute, oldest first: one row a minute for a table. */
export function minuteIndices(series, from, to) {
  const indices = [];
  series.windowEnd.forEach((time, index) => {
    const minute = Math.ceil(time / MINUTE);
    const next = series.windowEnd[index + 1];
    if (time >= from && time <= to && (next === undefined || Math.ceil(next / MINUTE) !== minute)) {
      indices.push(index);
    }
  });
  return indices;
}
