// How complete the figures are: what was read, what was accepted, what was rejected and why, how far
// behind the scores are, and which models made them.

import { h, setText } from "../dom.js";
import { isolated, NONE, number, percent } from "../format.js";
import { t } from "../texts.js";

/** Scores are a slice and the allowed disorder behind at best; beyond this something holds them up. */
const LAG_WARN_MILLIS = 30_000;

/** Units of a length of time: text, milliseconds, decimals, and from which length on it is used. */
const LENGTHS = [
  ["days", 86_400_000, 0, 2 * 86_400_000],
  ["hours", 3_600_000, 0, 2 * 3_600_000],
  ["minutes", 60_000, 0, 2 * 60_000],
  ["seconds", 1_000, 1, -Infinity],
];

/**
 * Makes the strip.
 *
 * @returns {{element: HTMLElement, summary: HTMLElement, show: function(object)}} summary is its shortest
 *     form; show takes the API's health
 */
export function health() {
  const values = {};
  const figure = (key) => {
    values[key] = { value: h("dd", { "data-health": key }, NONE), note: h("dd.note") };
    return h("div.figure", null, h("dt", null, t(`health.${key}`)), values[key].value, values[key].note);
  };
  const explained = explanations(t("health.note"));
  const summary = h("span.note");
  const unreadable = explained.button("unreadable");
  unreadable.button.dataset.health = "unreadable";
  const unreadableFigure = h(
    "div.figure",
    { hidden: true },
    h("dt", null, t("health.unreadable")),
    h("dd", null, unreadable.button, unreadable.description),
  );
  const reasons = h("ul.reasons", { "aria-label": t("health.reasons") });
  const element = h(
    "div.health",
    null,
    h("dl", null, figure("read"), figure("accepted"), figure("rejected"), figure("lag"), figure("models"), unreadableFigure),
    reasons,
    explained.element,
  );
  const chips = new Map();

  function chip(reason) {
    const { button, description, explain } = explained.button(reason);
    const count = h("strong");
    const share = h("span.share");
    button.append(`${t(`reason.${reason}`)} `, count, " ", share);
    explain(`${t(`reason.${reason}`)}: ${why(reason)}`);
    return { item: h("li", null, button, description), count, share };
  }

  function showReasons(rejected, read) {
    const names = Object.keys(rejected).sort();
    if (names.join() !== [...chips.keys()].join()) {
      const kept = names.map((name) => [name, chips.get(name) ?? chip(name)]);
      chips.clear();
      kept.forEach(([name, value]) => chips.set(name, value));
      reasons.replaceChildren(...kept.map(([, value]) => value.item));
    }
    for (const [name, { count, share }] of chips) {
      setText(count, number(rejected[name]));
      setText(share, read > 0 ? percent(rejected[name] / read, 2) : "");
    }
  }

  function showUnreadable({ malformed, newerSchema, last }) {
    unreadableFigure.hidden = malformed + newerSchema === 0;
    setText(unreadable.button, number(malformed + newerSchema));
    const counts = t("health.unreadable.why", { malformed: number(malformed), newer: number(newerSchema) });
    unreadable.explain(last ? `${counts} ${t("health.unreadable.last", { ...last, why: isolated(last.why) })}` : counts);
  }

  return {
    element,
    summary,
    show(health) {
      const { read, accepted, rejected, watermarkLagMillis: lag } = health;
      const lost = Object.values(rejected).reduce((sum, count) => sum + count, 0);
      const share = (count) => (read > 0 ? percent(count / read, 2) : "");
      const behind = lag !== null && lag > LAG_WARN_MILLIS;
      const length = lengthOf(lag);
      setText(values.read.value, number(read));
      setText(values.accepted.value, number(accepted));
      setText(values.accepted.note, share(accepted));
      setText(values.rejected.value, number(lost));
      setText(values.rejected.note, share(lost));
      setText(values.lag.value, length);
      values.lag.value.classList.toggle("problem", behind);
      setText(values.lag.note, behind ? t("health.lag.behind") : "");
      setText(values.models.value, health.models.length > 0 ? health.models.map(model).join(" · ") : NONE);
      setText(summary, t("health.summary", { accepted: share(accepted) || NONE, lag: length }));
      showReasons(rejected, read);
      showUnreadable(health.unreadable);
    },
  };
}

/**
 * Buttons with an explanation each, which stands in one line below all of them while one is pointed at or
 * focused, stays there once it is pressed (a finger cannot point), and is read out as its description.
 * Nothing ever covers the figures.
 */
function explanations(otherwise) {
  const element = h("p.explanation.note", { "aria-hidden": "true" }, otherwise);
  const texts = new Map();
  let pinned = null;
  let pointed = null;

  function draw() {
    setText(element, texts.get(pointed ?? pinned) ?? otherwise);
  }

  function point(key) {
    pointed = key;
    draw();
  }

  return {
    element,
    button(key) {
      const description = h("span.visually-hidden", { id: `why-${key}` });
      const button = h("button", {
        type: "button",
        "data-reason": key,
        "aria-describedby": description.id,
        onMouseenter: () => point(key),
        onMouseleave: () => point(null),
        onFocus: () => point(key),
        onBlur: () => point(null),
        onClick: () => {
          pinned = pinned === key ? null : key;
          draw();
        },
      });
      return {
        button,
        description,
        explain(text) {
          texts.set(key, text);
          setText(description, text);
          if (key === (pointed ?? pinned)) {
            draw();
          }
        },
      };
    },
  };
}

/** Scores of a recording that is replayed may lie years behind. */
function lengthOf(millis) {
  if (millis === null) {
    return NONE;
  }
  const [key, unit, decimals] = LENGTHS.find(([, , , least]) => millis >= least);
  return t(`health.${key}`, { length: number(millis / unit, decimals) });
}

function model({ version, streams }) {
  return t("health.model", { version, rooms: number(streams) });
}

function why(reason) {
  const key = `reason.${reason}.why`;
  const text = t(key);
  return text === key ? t("reason.unknown.why") : text;
}
