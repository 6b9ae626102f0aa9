// How the scores of the selected rooms spread: ten bins, each a button that selects its rooms.

import { h, setText } from "../dom.js";
import { number } from "../format.js";
import { BIN_WIDTH, BINS } from "./selection.js";
import { t } from "../texts.js";

/**
 * Makes the histogram.
 *
 * @param {function(number)} onBin told which bin was pressed
 * @returns {{element: HTMLElement, show: function(number[], number|null)}} show takes the rooms in each bin
 *     and the selected bin
 */
export function distribution(onBin) {
  const bins = Array.from({ length: BINS }, (_, bin) => {
    const count = h("span.count", { "aria-hidden": "true" });
    const bar = h("span.bar", { "aria-hidden": "true" });
    const edge = h("span.edge", { "aria-hidden": "true" }, String(bin * BIN_WIDTH));
    const button = h("button", { type: "button", "data-bin": bin, onClick: () => onBin(bin) }, h("span.column", null, count, bar), edge);
    return { count, bar, button };
  });
  const element = h("div.distribution", { role: "group", "aria-label": t("ops.distribution.label") }, bins.map((bin) => bin.button));
  return {
    element,
    show(counts, selected) {
      const largest = Math.max(1, ...counts);
      bins.forEach(({ count, bar, button }, bin) => {
        const rooms = number(counts[bin]);
        setText(count, counts[bin] > 0 ? rooms : "");
        bar.style.blockSize = `${(100 * counts[bin]) / largest}%`;
        button.classList.toggle("none", counts[bin] === 0);
        button.setAttribute("aria-pressed", bin === selected);
        button.setAttribute("aria-label", t("ops.distribution.bin", { from: bin * BIN_WIDTH, to: (bin + 1) * BIN_WIDTH, rooms }));
      });
    },
  };
}
