// What an alert says in words: its name, since when it is raised, and what it found then. The job alone
// decides what an alert is; one that these screens do not know is told by its key and its figures.

import * as format from "./format.js";
import { nameOf } from "./room/names.js";
import { t } from "./texts.js";

const share = (value) => format.percent(value, 0);
const points = (value) => format.number(value, 1);
const count = (value) => format.number(value, 0);
const plain = (value) => format.number(value, 2);

/** How the value and the usual of each rule are written. */
const FIGURES = {
  SCORE_DROP: [points, points],
  BELOW_REFERENCE: [points, points],
  CONVERSION_DROP: [share, (value) => format.percent(value, 1)],
  VIEWERS_DROP: [share, count],
  GIFT_SPIKE: [points, count],
  BOT_SURGE: [share, count],
  HIGH_REFUNDS: [share, count],
  DATA_HEALTH: [share, count],
  NO_EVENTS: [count, count],
};

/** An alert's name. */
export function alertName(alert) {
  return nameOf("alert", alert.rule);
}

/**
 * Since when it is raised, and what it found then.
 *
 * @param {{rule: string, since: number, value: number, threshold: number, usual: number|null}} alert
 */
export function alertStory(alert) {
  const known = FIGURES[alert.rule];
  const [value, usual] = known ?? [plain, plain];
  const found = t(known ? `alert.${alert.rule}.found` : "alert.found", {
    value: value(alert.value),
    usual: usual(alert.usual),
    threshold: plain(alert.threshold),
  });
  return t("alert.since", { time: format.time(alert.since), found });
}

/** What tells two lists of alerts apart. */
export function alertsKey(alerts) {
  return alerts.map((alert) => `${alert.rule} ${alert.since}`).join();
}
