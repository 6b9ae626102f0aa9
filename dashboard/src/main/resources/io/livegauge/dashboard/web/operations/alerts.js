// Alerts as chips of a sign and words: neither colour nor the sign alone says which it is.

import { alertName, alertStory } from "../alerts.js";
import { h, svg } from "../dom.js";

/** How grave each alert is, and its sign on a field of 16 by 16. Order: gravest first. */
const ALERTS = {
  SCORE_DROP: ["bad", "M2 4l5 5 2.5-2.5L14 11.5M14 7.5v4h-4"],
  NO_EVENTS: ["bad", "M5.5 3v10M10.5 3v10"],
  VIEWERS_DROP: ["bad", "M6 7a2.4 2.4 0 1 0 0-4.8A2.4 2.4 0 0 0 6 7M1.5 14c0-3 2-4.5 4.5-4.5s4.5 1.5 4.5 4.5M11 6h4"],
  CONVERSION_DROP: ["bad", "M2 2.5h2l1.5 7h6L13 5M6.5 13v.2M11 13v.2"],
  HIGH_REFUNDS: ["bad", "M6 2.5L3 5.5l3 3M3 5.5h7a3.7 3.7 0 0 1 0 7.5H5"],
  BELOW_REFERENCE: ["warn", "M2 3.5h12M8 6v8M4.8 10.8L8 14l3.2-3.2"],
  DATA_HEALTH: ["warn", "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M3.8 3.8l8.4 8.4"],
  BOT_SURGE: ["warn", "M3 6.5h10V13H3zM8 6.5v-3M5.8 9.2v.6M10.2 9.2v.6"],
  GIFT_SPIKE: ["calm", "M2.5 6.5h11v7h-11zM8 6.5v7M8 6.5C4 6.5 4.5 2.5 8 5.5 11.5 2.5 12 6.5 8 6.5"],
};
const OTHER = ["warn", "M8 2.5L14.5 13.5h-13zM8 6.5v3.5M8 11.8v.2"];
const KEYS = Object.keys(ALERTS);

function kind(alert) {
  return ALERTS[alert.rule] ?? OTHER;
}

/**
 * One alert.
 *
 * @param {object} alert as a row has it; one that this page does not know yet is shown by its key
 */
export function alertChip(alert) {
  const [grave, path] = kind(alert);
  return h(
    `span.alert.${grave}`,
    { "data-alert": alert.rule, title: alertStory(alert) },
    svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: path })),
    h("span", null, alertName(alert)),
  );
}

/** Alerts, gravest first. */
export function byGravity(alerts) {
  const rank = ({ rule }) => (KEYS.includes(rule) ? KEYS.indexOf(rule) : KEYS.length);
  return [...alerts].sort((a, b) => rank(a) - rank(b));
}
