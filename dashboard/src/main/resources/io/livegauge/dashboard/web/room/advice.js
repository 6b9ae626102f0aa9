// What to do next: the measures that would raise the score most, with what they may gain.

import { h } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { nameOf } from "./names.js";

/** Measures that the reference study asks for; the others are this project's own (AdviceAction). */
export const STUDY_ACTIONS = new Set([
  "ANNOUNCED_GIVEAWAY",
  "PURCHASE_LINKED_GAME",
  "LIMITED_TIME_OFFER",
  "LONG_WATCHER_PROMOTION",
  "REVIEW_MANAGEMENT",
  "SENTIMENT_WATCH",
  "AD_TARGETING",
]);

/**
 * A measure in words.
 *
 * @param {string} action its key; of one that a newer job knows the key is all there is
 * @returns {{name: string, how: string|null, origin: string|null}}
 */
export function measure(action) {
  const name = nameOf("action", action);
  if (name === action) {
    return { name, how: null, origin: null };
  }
  return {
    name,
    how: t(`action.${action}.how`),
    origin: t(STUDY_ACTIONS.has(action) ? "advice.study" : "advice.ours"),
  };
}

/** The panel of advice; `update` takes a view of view.js. */
export function adviceList() {
  const body = h("div");
  let shown = null;
  return {
    element: h(
      "section.panel.advice",
      { "aria-labelledby": "advice-title" },
      h("h2", { id: "advice-title" }, t("advice.title")),
      body,
    ),
    update({ record }) {
      const advice = record.advice ?? [];
      const key = JSON.stringify(advice);
      if (key === shown) {
        return;
      }
      shown = key;
      body.replaceChildren(
        ...(advice.length === 0
          ? [h("p.muted", null, t("advice.none"))]
          : [
              h("ol", { tabindex: 0, "aria-labelledby": "advice-title" }, advice.map(item)),
              h("p.footnote.muted", null, t("advice.note")),
            ]),
      );
    },
  };
}

function item({ code, gain, action }) {
  const { name, how, origin } = measure(action);
  return h(
    "li",
    null,
    h(
      "div.what",
      null,
      h("strong", null, name),
      h("span.gain", null, t("advice.gain", { gain: format.signed(gain, 1) })),
    ),
    how === null ? null : h("p", null, how),
    h(
      "p.for.muted",
      null,
      t("advice.for", { code, name: nameOf("indicator", code) }),
      origin === null ? null : h("span.origin", null, origin),
    ),
  );
}
