// The score as a dial: 0 to 100, the reference as a tick, and the way between them in the colour of
// better or worse.

import { svg } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { level } from "./judgement.js";

const RADIUS = 84;
const ARC = `M ${100 - RADIUS} 100 A ${RADIUS} ${RADIUS} 0 0 1 ${100 + RADIUS} 100`;

/** A dial to put anywhere; it fills the width that it gets. */
export function gauge() {
  const base = arc("base");
  const way = arc("way");
  const tick = svg("line.tick");
  const number = svg("text.number", { x: 100, y: 92 });
  const reference = svg("text.reference", { x: 100, y: 112 });
  const element = svg(
    "svg.gauge",
    { viewBox: "4 4 192 114", role: "img" },
    arc("track"),
    base,
    way,
    tick,
    number,
    reference,
  );
  return {
    element,
    /** @param {{score: number, reference: number}} view points, 0 to 100 */
    update({ score, reference: from }) {
      const { key, tone } = level(score, from);
      stretch(base, 0, Math.min(score, from));
      stretch(way, Math.min(score, from), Math.max(score, from));
      way.setAttribute("class", `way ${score >= from ? "good" : "bad"}`);
      const [inner, outer] = [RADIUS - 12, RADIUS + 12].map((radius) => onArc(from, radius));
      Object.entries({ x1: inner.x, y1: inner.y, x2: outer.x, y2: outer.y }).forEach(([name, value]) =>
        tick.setAttribute(name, value.toFixed(2)),
      );
      number.textContent = format.number(score, 1);
      number.setAttribute("class", `number ${tone}`);
      reference.textContent = t("score.reference", { value: format.number(from, 1) });
      element.setAttribute(
        "aria-label",
        t("score.spoken", { score: format.number(score, 1), reference: format.number(from, 1), level: t(key) }),
      );
    },
  };
}

function arc(name) {
  return svg(`path.${name}`, { d: ARC, pathLength: 100 });
}

function stretch(path, from, to) {
  path.setAttribute("stroke-dasharray", `${Math.max(0, to - from)} 200`);
  path.setAttribute("stroke-dashoffset", -from);
}

function onArc(points, radius) {
  const angle = Math.PI * (1 - points / 100);
  return { x: 100 + radius * Math.cos(angle), y: 100 - radius * Math.sin(angle) };
}
