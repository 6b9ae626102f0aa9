// The course of a session for paper: score and viewers as two SVG charts over the same time.

import { h, svg } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { chartColumns } from "./series.js";

const WIDTH = 720;
const HEIGHT = 130;
const LEFT = 44;
const TICKS = 6;

/** Both charts; what they show is also said in words. */
export function courseChart(series) {
  const columns = chartColumns(series);
  const from = columns.times[0];
  const to = columns.times.at(-1);
  const places = columns.times.map((time) => (time - from) / Math.max(1, to - from));
  const scores = series.score;
  const spoken = t("report.curve.spoken", {
    first: format.number(scores[0], 1),
    last: format.number(scores.at(-1), 1),
    low: format.number(Math.min(...scores), 1),
    high: format.number(Math.max(...scores), 1),
    peak: format.number(Math.max(...series.viewers)),
  });
  return h(
    "div.course",
    null,
    plot(t("report.curve.score"), columns.score, places, { low: 0, high: 100, name: "score" }),
    plot(t("report.curve.viewers"), columns.viewers, places, {
      low: 0,
      high: roundUp(Math.max(...series.viewers)),
      name: "viewers",
    }),
    h(
      "div.times",
      { "aria-hidden": "true" },
      Array.from({ length: TICKS }, (_, index) =>
        h("span", null, format.clock(from + ((to - from) * index) / (TICKS - 1))),
      ),
    ),
    h("p.footnote.muted", null, spoken),
  );
}

function plot(label, values, places, { low, high, name }) {
  const line = svg(`path.line.${name}`, { d: linePath(values, places, low, high) });
  const rules = [low, (low + high) / 2, high].map((value) => {
    const y = yOf(value, low, high);
    return [
      svg("line.rule", { x1: 0, x2: WIDTH - LEFT, y1: y, y2: y }),
      svg("text", { x: -8, y: y + 4, "text-anchor": "end" }, format.compact(value)),
    ];
  });
  return h(
    "figure",
    null,
    h("figcaption", null, label),
    svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT + 16}`, "aria-hidden": "true" },
      svg("g", { transform: `translate(${LEFT} 8)` }, rules, line),
    ),
  );
}

/** The next round number, of which the half is a whole number as well. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(10, value)));
  return [1, 2, 4, 6, 8, 10].map((factor) => factor * power).find((round) => round >= value) ?? 10 * power;
}

/** The attribute `d` of a line through values at places from 0 to 1; null breaks the line. */
function linePath(values, places, low, high) {
  let path = "";
  let pen = "M";
  values.forEach((value, index) => {
    if (value === null) {
      pen = "M";
      return;
    }
    const x = places[index] * (WIDTH - LEFT);
    path += `${pen}${x.toFixed(1)} ${yOf(value, low, high).toFixed(1)}`;
    pen = "L";
  });
  return path;
}

function yOf(value, low, high) {
  return HEIGHT - ((value - low) / (high - low)) * HEIGHT;
}
