// A room's scores of the last 12 minutes as a small line. Every line shows at least 20 points of score: noise stays
// flat, the ten points that raise an alert are half its height, and lines of different rooms compare.
// (On 0 to 100 such a fall would be three pixels; on a scale of its own each calm room would look wild.)

import { svg } from "./dom.js";
import { number } from "./format.js";
import { t } from "./texts.js";

const SPAN = 20;
const WIDTH = 100;
const HEIGHT = 24;
const MARGIN = 2;

/** Scores that the line has room for; a shorter history begins further right. */
const POINTS = 24;

/**
 * Makes a line.
 *
 * @returns {{element: SVGElement, show: function(number[])}} show takes scores, oldest first
 */
export function sparkline() {
  const line = svg("path.line", { "vector-effect": "non-scaling-stroke" });
  const end = svg("path.end", { "vector-effect": "non-scaling-stroke" });
  const element = svg("svg.sparkline", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" }, line, end);
  return {
    element,
    show(scores) {
      let low = Infinity;
      let high = -Infinity;
      for (const score of scores) {
        low = Math.min(low, score);
        high = Math.max(high, score);
      }
      line.setAttribute("d", path(scores, low, high));
      end.setAttribute("d", scores.length > 0 ? path(scores.slice(-1), low, high) + "h0.01" : "");
      element.setAttribute(
        "aria-label",
        scores.length === 0
          ? t("ops.trend.none")
          : t("ops.trend.text", {
              first: number(scores[0], 1),
              last: number(scores.at(-1), 1),
              low: number(low, 1),
              high: number(high, 1),
            }),
      );
    },
  };
}

function path(scores, low, high) {
  const span = Math.max(SPAN, high - low);
  const bottom = Math.max(0, Math.min(100 - span, (low + high - span) / 2));
  const step = (WIDTH - 2 * MARGIN) / (POINTS - 1);
  const start = WIDTH - MARGIN - (scores.length - 1) * step;
  let text = "";
  scores.forEach((score, index) => {
    const x = start + index * step;
    const y = HEIGHT - MARGIN - ((score - bottom) / span) * (HEIGHT - 2 * MARGIN);
    text += `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return text;
}
