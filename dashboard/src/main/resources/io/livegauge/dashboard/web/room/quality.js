// How complete the room's figures are: what was accepted, what was rejected and why.

import { h } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { nameOf } from "./names.js";
import { scrollBox } from "./scrollbox.js";

/** The panel of the data's quality; `update` takes {record, early} and is also used once by the report. */
export function quality() {
  const body = h("div");
  let shown = null;
  return {
    element: h(
      "section.panel.quality",
      { "aria-labelledby": "quality-title" },
      h("h2", { id: "quality-title" }, t("quality.title")),
      body,
    ),
    /** @param {{record: object, early: object|null}} given a record or a summary; early rejections by reason */
    update({ record, early }) {
      const key = JSON.stringify([record.quality, early]);
      if (key === shown) {
        return;
      }
      shown = key;
      const { valid = 0, accepted = 0, rejected = {}, excess = {} } = record.quality ?? {};
      const share = valid === 0 ? 0 : accepted / valid;
      const bar = h("div.share", { "aria-hidden": "true" }, h("span"));
      bar.style.setProperty("--share", valid === 0 ? 1 : share);
      body.replaceChildren(
        h(
          "p.headline",
          null,
          t("quality.accepted", {
            accepted: format.number(accepted),
            valid: format.number(valid),
            share: valid === 0 ? format.NONE : format.percent(share, 1),
          }),
        ),
        bar,
        scrollBox("quality-title", reasons(rejected, valid)),
        excessText(excess),
        early === null ? "" : h("p", null, earlyText(early)),
        h("p.footnote.muted", null, t("quality.note")),
      );
    },
  };
}

function reasons(rejected, valid) {
  const entries = Object.entries(rejected).sort(([, a], [, b]) => b - a);
  if (entries.length === 0) {
    return h("p", null, t("quality.rejected.none"));
  }
  const row = (name, count, tag = "td") =>
    h(
      "tr",
      null,
      h("th", { scope: "row" }, name),
      h(tag, null, format.number(count)),
      h(tag, null, format.percent(count / valid, 1)),
    );
  return h(
    "table.figures",
    null,
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        ["reason", "count", "share"].map((key) => h("th", { scope: "col" }, t(`quality.column.${key}`))),
      ),
    ),
    h(
      "tbody",
      null,
      entries.map(([reason, count]) => row(nameOf("reason", reason), count)),
    ),
    h(
      "tfoot",
      null,
      row(
        t("quality.rejected.all"),
        entries.reduce((sum, [, count]) => sum + count, 0),
      ),
    ),
  );
}

function excessText(excess) {
  const entries = Object.entries(excess);
  return entries.length === 0
    ? ""
    : h(
        "p",
        null,
        t("quality.excess", {
          kinds: entries
            .map(([kind, count]) => t("quality.of", { name: nameOf("excess", kind), count: format.number(count) }))
            .join(", "),
        }),
      );
}

function earlyText(early) {
  const entries = Object.entries(early);
  return entries.length === 0
    ? t("quality.early.none")
    : t("quality.early", {
        reasons: entries
          .map(([reason, count]) => t("quality.of", { name: nameOf("reason", reason), count: format.number(count) }))
          .join(", "),
      });
}
