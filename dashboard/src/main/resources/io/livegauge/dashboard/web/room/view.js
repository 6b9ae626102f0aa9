// What a stream's page shows: the room as it is now, or as it was at a moment that was chosen.

import { changeAt, indexAt } from "./series.js";

const TREND = 24;

/**
 * The room now.
 *
 * @param {object} row as `/api/streams` gives it
 * @param {object} record its newest score record
 */
export function presentView(row, record) {
  return {
    live: true,
    record,
    score: record.score,
    reference: record.baselineScore,
    change: row.change,
    trend: row.trend,
    percentile: row.percentile,
    peers: row.peers,
    status: row.status,
    alerts: row.alerts,
  };
}

/** The room as it was: what a row says of now alone, such as its place among peers, is left out. */
export function pastView(series, record) {
  const index = indexAt(series, record.windowEnd);
  return {
    live: false,
    record,
    score: record.score,
    reference: record.baselineScore,
    change: index < 0 ? null : changeAt(series, index),
    trend: series.score.slice(Math.max(0, index + 1 - TREND), index + 1),
    percentile: null,
    peers: null,
    status: null,
    alerts: [],
  };
}
