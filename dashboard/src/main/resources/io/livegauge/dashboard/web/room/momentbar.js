// Says that the page shows a moment and not now, and leads to its neighbours and back.

import { h, setText } from "../dom.js";
import { t } from "../texts.js";

/**
 * The bar; it is there while a moment is shown, or why it cannot be.
 *
 * @param {{onStep: function(number), onBack: function()}} page goes to the next slice (1) or the one
 *     before (-1), and to now
 */
export function momentBar({ onStep, onBack }) {
  const text = h("strong", { role: "status" });
  const button = (name, onClick, primary) =>
    h(primary ? "button.primary" : "button", { type: "button", onClick }, t(`moment.${name}`));
  const earlier = button("earlier", () => onStep(-1));
  const later = button("later", () => onStep(1));
  const ways = h("span.ways", { hidden: true }, earlier, later, button("back", onBack, true));
  const element = h("div.moment", null, text, h("span.spacer"), ways);
  return {
    element,
    /**
     * @param {string} words what is shown; empty for now
     * @param {boolean} [steps] whether there are neighbours to go to
     */
    show(words, steps = true) {
      const held = words === "" && ways.contains(document.activeElement);
      setText(text, words);
      element.classList.toggle("shown", words !== "");
      ways.hidden = words === "";
      earlier.hidden = !steps;
      later.hidden = !steps;
      if (held) {
        // The button that had the focus is gone; the way on begins at the page's content again.
        document.getElementById("main").focus({ preventScroll: true });
      }
    },
  };
}
