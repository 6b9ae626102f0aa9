// Small curves as SVG: they take their colours from the style sheet and print sharp.

import { h, svg } from "../dom.js";

/**
 * The path of a line through values at equal or given places.
 *
 * @param {Array<number|null>} values null breaks the line
 * @param {{width: number, height: number, low: number, high: number, places?: number[]}} box where
 *     it goes; `low` and `high` are the values of its lower and upper edge, `places` are 0..1
 * @returns {string} the attribute `d`
 */
export function linePath(values, { width, height, low, high, places }) {
  const span = high - low || 1;
  const last = Math.max(values.length - 1, 1);
  let path = "";
  let pen = "M";
  values.forEach((value, index) => {
    if (value === null) {
      pen = "M";
      return;
    }
    const x = (places ? places[index] : index / last) * width;
    const y = height - ((value - low) / span) * height;
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = "L";
  });
  return path;
}

/** A sparkline that is only an ornament: what it says stands beside it in words. */
export function sparkline() {
  const line = svg("path");
  const element = h(
    "div.sparkline",
    { "aria-hidden": "true" },
    svg("svg", { viewBox: "0 0 100 24", preserveAspectRatio: "none" }, line),
  );
  return {
    element,
    /** @param {number[]} trend scores, oldest first */
    update(trend) {
      // A quiet score is a flat line: no less than four points fill the height.
      const middle = (Math.min(...trend) + Math.max(...trend)) / 2;
      const half = Math.max(2, (Math.max(...trend) - Math.min(...trend)) / 2);
      const box = { width: 100, height: 22, low: middle - half, high: middle + half };
      line.setAttribute("d", trend.length > 1 ? linePath(trend, box) : "");
    },
  };
}
