// All indicators of a record by group: what the score used, window and session, where it comes from,
// how large the sample is. What rests on little says so in words.

import { h, setText } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { nameOf } from "./names.js";
import { figure, reading, weakness } from "./readings.js";
import { scrollBox } from "./scrollbox.js";

const COLUMNS = ["name", "used", "window", "session", "source", "sample", "normalized", "contribution"];

/** The panel of the indicators; `update` takes a view of view.js. */
export function indicatorTable() {
  const table = h("table.figures.indicators");
  const weak = h("p.weak-count");
  const rows = new Map();
  let codes = "";
  return {
    element: h(
      "section.panel.indicators",
      { "aria-labelledby": "indicators-title" },
      h("h2", { id: "indicators-title" }, t("indicators.title")),
      weak,
      scrollBox("indicators-title", table),
      h("p.footnote.muted", null, t("indicators.note")),
    ),
    update({ record }) {
      const readings = (record.indicators ?? []).map(reading);
      const wanted = readings.map(({ code }) => code).join();
      if (wanted !== codes) {
        codes = wanted;
        rows.clear();
        table.replaceChildren(head(), ...bodies(readings, rows));
      }
      const currency = record.sales?.currency ?? null;
      readings.forEach((each) => rows.get(each.code)(each, currency));
      const count = readings.filter((each) => each.weak !== null).length;
      setText(
        weak,
        count === 0
          ? t("indicators.weak.none")
          : t("indicators.weak", { count: format.number(count), all: format.number(readings.length) }),
      );
      weak.classList.toggle("some", count > 0);
    },
  };
}

function heading(key) {
  return h(key === "source" ? "th.text" : "th", { scope: "col" }, t(`indicators.${key}`));
}

function head() {
  return h("thead", null, h("tr", null, COLUMNS.map(heading)));
}

function bodies(readings, rows) {
  return [...new Set(readings.map(({ group }) => group))].map((group) =>
    h(
      "tbody",
      null,
      h(
        "tr.group",
        null,
        h(
          "th",
          { scope: "rowgroup", colspan: COLUMNS.length },
          h("span.code", null, group),
          " ",
          nameOf("indicator", group),
        ),
      ),
      readings.filter((each) => each.group === group).map((each) => row(each.code, rows)),
    ),
  );
}

/** A row, and in `rows` how it is filled. */
function row(code, rows) {
  const cell = (tag, key, ...content) => h(tag, { "data-label": t(`indicators.${key}`) }, content);
  const used = cell("td.used", "used");
  const window = cell("td", "window");
  const session = cell("td", "session");
  const source = cell("td.text", "source");
  const sample = cell("td", "sample");
  const fill = h("span.fill");
  const share = h("span");
  const contribution = cell("td", "contribution");
  rows.set(code, (each, currency) => {
    twoLines(used, valueText(each.used, currency), t(`scope.${each.scope}`));
    twoLines(window, valueText(each.window, currency), rawText(each.window, currency));
    twoLines(session, valueText(each.session, currency), rawText(each.session, currency));
    sourceCell(source, each);
    setText(sample, sampleText(each));
    fill.style.setProperty("--share", each.normalized);
    setText(share, format.number(each.normalized, 2));
    setText(contribution, format.signed(each.contribution, 2));
    contribution.className = each.contribution < 0 ? "bad" : "good";
  });
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, h("span.code", null, code), " ", nameOf("indicator", code)),
    used,
    window,
    session,
    source,
    sample,
    cell("td", "normalized", h("span.level-bar", { "aria-hidden": "true" }, fill), share),
    contribution,
  );
}

function twoLines(cell, first, second) {
  if (cell.childElementCount === 0) {
    cell.append(h("span.value"), h("span.below.muted"));
  }
  setText(cell.firstChild, first);
  setText(cell.lastChild, second);
}

function sourceCell(cell, { source, weak }) {
  const key = `${source} ${weak}`;
  if (cell.dataset.key !== key) {
    cell.dataset.key = key;
    cell.replaceChildren(...sourceText(source, weak));
  }
}

function sourceText(source, weak) {
  return [nameOf("source", source), weak === null ? "" : h("span.weak", null, t(`weak.${weak}`))];
}

/** A value in its unit. */
function valueText({ value, unit }, currency) {
  return write(value, unit, currency);
}

/** The raw value beside a shrunk one; nothing where the two are one by definition. */
function rawText({ raw, rawUnit, sample }, currency) {
  return sample === null ? "" : t("indicators.raw", { value: write(raw, rawUnit, currency) });
}

/** How many of what a figure rests on. */
function sampleText({ used, weak }) {
  if (weak === "prior") {
    return t("sample.none");
  }
  return used.sample === null ? t("sample.all") : t(`sample.${used.of}`, { count: format.number(used.sample) });
}

function write(value, unit, currency) {
  switch (unit) {
    case "seconds":
      return value === null ? format.NONE : t("unit.seconds", { value: format.number(value, 1) });
    case "ratio":
      return format.percent(value, 2);
    case "scale":
      return value === null ? format.NONE : t("unit.scale", { value: format.number(value, 2) });
    case "money":
      return format.money(value === null ? null : Math.round(value), currency);
    case "count":
      return format.number(value);
    default:
      return format.number(value, 2);
  }
}

/**
 * The indicators of a session's summary as a table.
 *
 * @param {object[]} indicators of the session: code, source, value, raw, numerator, denominator
 */
export function sessionIndicators(indicators, currency) {
  return h(
    "table.figures",
    null,
    h("thead", null, h("tr", null, ["name", "session", "rawValue", "source", "sample"].map(heading))),
    h(
      "tbody",
      null,
      indicators.map((each) => {
        const used = figure(each.code, each, each.source);
        const weak = weakness(each.code, each.source, used.sample);
        return h(
          "tr",
          null,
          h("th", { scope: "row" }, h("span.code", null, each.code), " ", nameOf("indicator", each.code)),
          h("td", null, valueText(used, currency)),
          h("td", null, used.sample === null ? "" : write(used.raw, used.rawUnit, currency)),
          h("td.text", null, sourceText(each.source, weak)),
          h("td", null, sampleText({ used, weak })),
        );
      }),
    ),
  );
}
