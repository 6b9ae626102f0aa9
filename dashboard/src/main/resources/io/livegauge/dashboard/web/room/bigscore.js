// The score, where it stands, where it goes, and how it compares with the rooms of its category.

import { h, setText } from "../dom.js";
import * as format from "../format.js";
import { sparkline } from "../sparkline.js";
import { t } from "../texts.js";
import { gauge } from "./gauge.js";
import { direction, level } from "./judgement.js";

/** The panel of the score; `update` takes a view of view.js. */
export function bigScore() {
  const dial = gauge();
  const trend = sparkline();
  const word = h("p.level");
  const change = h("p.change");
  const peers = h("p.peers");
  const challenger = h("p.challenger.muted");
  const element = h(
    "section.panel.bigscore",
    { "aria-labelledby": "score-title" },
    h("h2", { id: "score-title" }, t("score.title")),
    dial.element,
    word,
    change,
    trend.element,
    peers,
    challenger,
  );
  return {
    element,
    update(view) {
      dial.update(view);
      trend.show(view.trend);
      const stands = level(view.score, view.reference);
      setText(word, t(stands.key));
      word.className = `level ${stands.tone}`;
      const goes = direction(view.change);
      setText(change, `${goes.arrow} ${changeText(view.change, goes)}`);
      change.className = `change ${goes.tone}`;
      setText(peers, peersText(view));
      const { shadow } = view.record;
      challenger.hidden = !shadow;
      if (shadow) {
        setText(
          challenger,
          t("score.challenger", {
            version: shadow.version,
            score: format.number(shadow.score, 1),
            difference: format.signed(shadow.score - view.score, 1),
          }),
        );
      }
    },
  };
}

/** A change in words: "rising, +3.2 in 5 min". */
export function changeText(change, goes) {
  return change === null
    ? t(goes.key)
    : t("score.change", { direction: t(goes.key), change: format.signed(change, 1) });
}

function peersText({ live, percentile, peers, record }) {
  if (!live) {
    return t("score.peers.past");
  }
  const category = record.category === null ? t("room.noCategory") : format.isolated(record.category);
  return percentile === null
    ? t("score.peers.few", { peers: format.number(peers), category })
    : t("score.peers", { percentile: format.percent(percentile / 100, 0), peers: format.number(peers), category });
}
