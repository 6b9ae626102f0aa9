// What the selected rooms come to. Amounts are added within a currency only.

import { h, setText } from "../dom.js";
import { money, NONE, number, percent, time } from "../format.js";
import { t } from "../texts.js";

/**
 * Sums over rooms.
 *
 * @param {object[]} rows rows of the API
 * @returns {{live: number, quiet: number, ended: number, viewers: number, orders: number, alerts: number,
 *     conversion: (number|null), score: (number|null), sales: Map<(string|null), number>}} conversion is that of
 *     all their viewers together, score their mean, alerts how many rooms have any, sales minor units
 *     by currency, in the order of the codes
 */
export function sumUp(rows) {
  const sums = { live: 0, quiet: 0, ended: 0, viewers: 0, orders: 0, alerts: 0 };
  const sales = new Map();
  let buyers = 0;
  let distinct = 0;
  let score = 0;
  for (const row of rows) {
    sums[row.status]++;
    sums.viewers += row.viewers;
    sums.orders += row.orders;
    sums.alerts += row.alerts.length > 0 ? 1 : 0;
    buyers += row.buyers;
    distinct += row.distinct;
    score += row.score;
    // A room of which no currency and no sale is known adds no line of zeros.
    if (row.currency !== null || row.sales !== 0) {
      sales.set(row.currency, (sales.get(row.currency) ?? 0) + row.sales);
    }
  }
  return {
    ...sums,
    conversion: distinct > 0 ? buyers / distinct : null,
    score: rows.length > 0 ? score / rows.length : null,
    sales: new Map([...sales].sort(([a], [b]) => (a === null) - (b === null) || (a < b ? -1 : 1))),
  };
}

/**
 * The strip of totals.
 *
 * @param {function()} onAlerts pressed: show the rooms with alerts only, or all again
 * @returns {{element: HTMLElement, show: function(object[], boolean, number|null)}} show takes the selected
 *     rooms, whether only those with alerts are, and the newest slice end of all rooms
 */
export function totals(onAlerts) {
  const values = {};
  const notes = {};
  const figure = (key) => {
    values[key] = h("dd", { "data-total": key });
    notes[key] = h("dd.note");
    return h("div.figure", null, h("dt", null, t(`ops.total.${key}`)), values[key], notes[key]);
  };
  const sales = h("dd.sales", { "data-total": "sales" });
  const alerts = h("button.count", { type: "button", "data-total": "alerts", onClick: onAlerts });
  const asOf = h("p.note");
  const element = h(
    "section.panel.totals",
    { "aria-label": t("ops.totals") },
    h("div.heading", null, h("h1", { id: "page-title" }, t("app.operations")), asOf),
    h(
      "dl",
      null,
      figure("live"),
      figure("viewers"),
      h("div.figure.wide", null, h("dt", null, t("ops.total.sales")), sales),
      figure("orders"),
      figure("conversion"),
      figure("score"),
      h("div.figure", null, h("dt", null, t("ops.total.alerts")), h("dd", null, alerts)),
    ),
  );
  let lines = null;
  return {
    element,
    show(rows, alertsOnly, newest) {
      const sums = sumUp(rows);
      setText(asOf, newest === null ? "" : t("ops.asOf", { time: time(newest) }));
      setText(values.live, number(sums.live));
      setText(notes.live, others(sums));
      setText(values.viewers, number(sums.viewers));
      setText(values.orders, number(sums.orders));
      setText(values.conversion, percent(sums.conversion, 2));
      setText(values.score, number(sums.score, 1));
      setText(alerts, number(sums.alerts));
      alerts.setAttribute("aria-pressed", alertsOnly);
      alerts.setAttribute("aria-label", t("ops.total.alerts.only", { count: number(sums.alerts) }));
      const amounts = [...sums.sales].map(([currency, amount]) =>
        currency === null ? `${money(amount, null)} ${t("ops.currency.unknown")}` : money(amount, currency),
      );
      if (amounts.join("\n") !== lines) {
        lines = amounts.join("\n");
        sales.replaceChildren(...(amounts.length > 0 ? amounts : [NONE]).map((amount) => h("span", null, amount)));
      }
    },
  };
}

function others(sums) {
  return ["quiet", "ended"]
    .filter((status) => sums[status] > 0)
    .map((status) => t(`ops.total.${status}`, { count: number(sums[status]) }))
    .join(" · ");
}
