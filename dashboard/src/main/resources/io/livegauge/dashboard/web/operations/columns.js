// The columns of the table of rooms: how each sorts, and what its cells show.

import { alertName, alertsKey } from "../alerts.js";
import { alertChip, byGravity } from "./alerts.js";
import { h, svg } from "../dom.js";
import { money, NONE, number, percent, signed } from "../format.js";
import { sparkline } from "../sparkline.js";
import { t } from "../texts.js";

/** Alerts that a row has room for in words; how many more there are stands behind. */
const CHIPS = 2;

/** Indicators of a score. */
const INDICATORS = 14;

/** From so many weak indicators on a score is marked as resting on little: more than half. */
export const THIN = 8;

/**
 * The columns, in the language in use. Each has a key, a title, `value` to sort by (null comes last),
 * `start` ("desc" where the largest are asked for first), and `cell`, as table.js wants it.
 */
export function roomColumns() {
  const column = (key, value, start, cell, group) => ({ key, title: t(`ops.column.${key}`), value, start, cell, group });
  return [
    column("room", (row) => row.streamId, "asc", room),
    column("host", (row) => row.hostId, "asc", host),
    column("category", (row) => row.category, "asc", text((row) => row.category ?? NONE)),
    column("score", (row) => row.score, "desc", score),
    column("change", (row) => row.change, "asc", change),
    column("trend", (row) => (row.trend.length > 0 ? row.trend.at(-1) - row.trend[0] : null), "asc", trend),
    column("percentile", (row) => row.percentile, "desc", percentile),
    column("viewers", (row) => row.viewers, "desc", text((row) => number(row.viewers))),
    column("sales", (row) => row.sales, "desc", text((row) => money(row.sales, row.currency)), (row) => row.currency),
    column("conversion", (row) => row.conversion, "desc", text((row) => percent(row.conversion))),
    // The most alerts first, among equals the lowest score: that room needs somebody now.
    column("alerts", (row) => row.alerts.length * 1000 - row.score, "desc", alerts),
    column("weak", (row) => row.weak, "desc", weak),
  ];
}

/** A text node that is written to only where the text differs. */
function textOf(parent) {
  const node = document.createTextNode("");
  parent.append(node);
  return (value) => {
    if (node.data !== value) {
      node.data = value;
    }
  };
}

/** Calls `draw` only where the key differs from the last time. */
function onChange(draw) {
  let last;
  return (key, ...rest) => {
    if (key !== last) {
      last = key;
      draw(key, ...rest);
    }
  };
}

function text(of) {
  return (cell) => {
    const show = textOf(cell);
    return (row) => show(of(row));
  };
}

function link(cell, parameter) {
  const anchor = h("a");
  cell.append(anchor);
  const show = textOf(anchor);
  return onChange((id) => {
    anchor.href = `?${new URLSearchParams({ [parameter]: id })}`;
    anchor.title = id;
    show(id);
  });
}

function room(cell) {
  const show = link(cell, "stream");
  const mark = h("span.status");
  cell.append(mark);
  const showStatus = onChange((status) => {
    mark.textContent = t(`status.${status}`);
    mark.hidden = status === "live";
    cell.parentNode.dataset.status = status;
  });
  return (row) => {
    show(row.streamId);
    showStatus(row.status);
  };
}

function host(cell) {
  const show = link(cell, "host");
  const anchor = cell.firstChild;
  const none = h("span", null, NONE);
  cell.append(none);
  return (row) => {
    anchor.hidden = row.hostId === null;
    none.hidden = row.hostId !== null;
    if (row.hostId !== null) {
      show(row.hostId);
    }
  };
}

function score(cell) {
  const fill = h("span.fill");
  const reference = h("span.reference");
  const value = h("span.value");
  cell.append(value, h("span.bar", { "aria-hidden": "true" }, fill, reference));
  const show = textOf(value);
  const place = onChange((baseline) => (reference.style.left = `${baseline}%`));
  return (row) => {
    show(number(row.score, 1));
    fill.style.transform = `scaleX(${Math.max(0, Math.min(1, row.score / 100)).toFixed(3)})`;
    place(row.baselineScore);
  };
}

function change(cell) {
  const arrow = h("span.arrow", { "aria-hidden": "true" });
  cell.append(arrow);
  const show = textOf(cell);
  const turn = onChange((sign) => {
    arrow.textContent = sign > 0 ? "▲" : sign < 0 ? "▼" : "";
    cell.classList.toggle("up", sign > 0);
    cell.classList.toggle("down", sign < 0);
  });
  return (row) => {
    turn(row.change === null ? 0 : Math.sign(Math.round(row.change * 10)));
    show(signed(row.change, 1));
  };
}

function trend(cell) {
  const line = sparkline();
  cell.append(line.element);
  return (row) => line.show(row.trend);
}

function percentile(cell) {
  const value = h("span", { "aria-hidden": "true" });
  const words = h("span.visually-hidden");
  cell.append(value, words);
  const show = textOf(value);
  const say = textOf(words);
  return (row) => {
    const known = row.percentile !== null;
    show(known ? number(row.percentile) : NONE);
    say(known ? t("ops.percentile.text", { percentile: number(row.percentile), peers: number(row.peers) }) : t("ops.percentile.none"));
  };
}

function alerts(cell) {
  const draw = onChange((key, list) => {
    const all = byGravity(list);
    const more = all.slice(CHIPS);
    cell.replaceChildren(...all.slice(0, CHIPS).map(alertChip), more.length > 0 ? moreAlerts(more) : "");
  });
  return (row) => draw(alertsKey(row.alerts), row.alerts);
}

function moreAlerts(alerts) {
  const names = alerts.map(alertName).join(", ");
  return h(
    "span.more",
    { title: names },
    h("span", { "aria-hidden": "true" }, `+${alerts.length}`),
    h("span.visually-hidden", null, names),
  );
}

function weak(cell) {
  const sign = svg("svg.thin", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("circle", { cx: 8, cy: 8, r: 6 }));
  const value = h("span", { "aria-hidden": "true" });
  const words = h("span.visually-hidden");
  cell.append(sign, value, words);
  const show = onChange((count) => {
    const thin = count >= THIN;
    cell.parentNode.classList.toggle("thin", thin);
    value.textContent = `${number(count)}/${INDICATORS}`;
    words.textContent = t(thin ? "ops.weak.thin" : "ops.weak.text", { count: number(count), all: INDICATORS });
  });
  return (row) => show(row.weak);
}
