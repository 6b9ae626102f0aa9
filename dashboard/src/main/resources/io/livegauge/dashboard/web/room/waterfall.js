// Why: the way from the reference score to this one, a bar for each group of indicators, each opening
// to its indicators. Rows are made once and moved after that, so that focus stays where it is.

import { h, setText } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { UNITS, waterfallSpan, waterfallSteps } from "./contributions.js";
import { nameOf } from "./names.js";

/** Fraction digits that a record prints. */
const DECIMALS = 4;

/** The panel of the waterfall; `update` takes a view of view.js. */
export function waterfall() {
  const rows = new Map();
  const list = h("ul.steps", { "aria-labelledby": "why-title" });
  const scale = h("div.scale", { "aria-hidden": "true" });
  const sum = h("p.sum.muted");
  let keys = "";
  return {
    element: h(
      "section.panel.waterfall",
      { "aria-labelledby": "why-title" },
      h("h2", { id: "why-title" }, t("why.title")),
      list,
      scale,
      sum,
    ),
    update({ record }) {
      const steps = waterfallSteps(record);
      const span = waterfallSpan(steps);
      const wanted = JSON.stringify(steps.map((step) => [step.key, step.children.map((child) => child.key)]));
      if (wanted !== keys) {
        keys = wanted;
        rows.clear();
        list.replaceChildren(...steps.map((step) => stepRow(step, rows)));
      }
      for (const step of steps) {
        rows.get(step.key).move(step, span);
        step.children.forEach((child) => rows.get(child.key).move(child, span));
      }
      drawScale(scale, span);
      setText(sum, sumText(steps));
    },
  };
}

/** "Reference 50.1203 + contributions 21.2606 + residual 0.0003 = score 71.3812", in exact units. */
function sumText(steps) {
  const groups = steps.filter((step) => step.kind === "group").reduce((total, step) => total + step.delta, 0);
  const of = (key) => steps.find((step) => step.key === key).delta;
  return t("why.sum", {
    reference: exact(of("reference")),
    groups: signedExact(groups),
    residual: signedExact(of("residual")),
    score: exact(of("score")),
  });
}

function stepRow(step, rows) {
  const bar = barRow(step);
  rows.set(step.key, bar);
  if (step.children.length === 0) {
    return h(`li.${step.kind}`, null, h("div.step", null, bar.name, bar.track, bar.value));
  }
  const id = `why-${step.key}`;
  const children = h(
    "ul",
    { id, hidden: true },
    step.children.map((child) => {
      const childBar = barRow({ ...child, kind: "indicator" });
      rows.set(child.key, childBar);
      return h("li.indicator", null, h("div.step", null, childBar.name, childBar.track, childBar.value));
    }),
  );
  const button = h(
    "button.step",
    {
      type: "button",
      "aria-expanded": "false",
      "aria-controls": id,
      onClick: () => {
        const open = button.getAttribute("aria-expanded") !== "true";
        button.setAttribute("aria-expanded", open);
        children.hidden = !open;
      },
    },
    bar.name,
    bar.track,
    bar.value,
  );
  return h(`li.${step.kind}`, null, button, children);
}

function barRow({ key, kind }) {
  const bar = h("span.bar");
  const track = h("span.track", { "aria-hidden": "true" }, bar);
  const value = h("span.value");
  const isTotal = kind === "reference" || kind === "score";
  const name = h("span.name", null, isTotal || kind === "residual" ? t(`why.${key}`) : nameOf("indicator", key));
  if (kind === "group" || kind === "indicator") {
    name.prepend(h("span.code", null, key), " ");
  }
  return {
    name,
    track,
    value,
    move(step, span) {
      const place = (units) => Math.min(100, Math.max(0, ((units / UNITS - span.from) / (span.to - span.from)) * 100));
      // The scale does not begin at 0, so the reference and the score are places on it, not lengths.
      const [from, to] = isTotal
        ? [step.end, step.end]
        : [Math.min(step.start, step.end), Math.max(step.start, step.end)];
      bar.style.setProperty("--from", place(from));
      bar.style.setProperty("--to", place(to));
      track.style.setProperty("--end", place(step.end));
      bar.className = isTotal ? "bar total" : `bar ${step.delta < 0 ? "bad" : "good"}`;
      setText(value, isTotal ? exact(step.delta) : signedExact(step.delta));
    },
  };
}

function drawScale(scale, { from, to }) {
  const key = `${from} ${to}`;
  if (scale.dataset.span === key) {
    return;
  }
  scale.dataset.span = key;
  const step = to - from > 40 ? 20 : to - from > 20 ? 10 : 5;
  const ticks = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
    const mark = h("span", null, format.number(tick));
    mark.style.setProperty("--at", ((tick - from) / (to - from)) * 100);
    ticks.push(mark);
  }
  scale.replaceChildren(h("span.ticks", null, ticks));
}

function exact(units) {
  return format.number(units / UNITS, DECIMALS);
}

function signedExact(units) {
  return format.signed(units / UNITS, DECIMALS);
}
