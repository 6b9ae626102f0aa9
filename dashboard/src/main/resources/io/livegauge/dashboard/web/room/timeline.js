// The session over time: score, viewers, sales and barrages under one cursor, with what the host did
// and changes of the model. A moment is opened by a click, by the slider, from the list or the table.

import { h, setText } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { chart } from "./chart.js";
import { eventList } from "./eventlist.js";
import { activePart, chartColumns, events, indexAt } from "./series.js";
import { seriesTable } from "./seriestable.js";
import { colours, onTheme } from "./theme.js";

const MINUTE = 60_000;
/** Choices of how much is shown; null is the whole session. */
const RANGES = [
  ["quarter", 15 * MINUTE],
  ["hour", 60 * MINUTE],
  ["session", null],
];
const PALETTE = ["accent", "good", "warn", "bad", "text", "muted", "line", "panel"];

/**
 * The panel of the timeline.
 *
 * @param {{onMoment: function(number), csv: function(object): string}} page opens the moment of a
 *     time; says where a series is as CSV
 */
export function timeline({ onMoment, csv }) {
  const shared = {
    sync: "livegauge",
    colours: colours(PALETTE),
    range: [0, 1],
    events: [],
    moment: null,
    reference: null,
  };
  let length = RANGES[0][1];
  let series = null;
  let columns = null;
  let pointed = null;
  let sliding = false;

  const handlers = {
    onPoint: (index) => onMoment(columns.times[index]),
    onCursor: (index) => {
      pointed = index;
      readout();
    },
  };
  const charts = specs(() => series?.currency ?? null).map((spec) => chart(spec, shared, handlers));
  const time = h("span.time");
  const slider = h("input", {
    type: "range",
    min: 0,
    step: 1,
    "aria-label": t("timeline.slider"),
    onInput: preview,
    onChange: choose,
  });
  const list = eventList();
  const table = seriesTable();
  const download = h("a", { download: true }, t("timeline.csv"));
  const buttons = RANGES.map(([key, millis]) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": String(millis === length),
        onClick: () => {
          useRange(millis);
          redraw();
        },
      },
      t(`timeline.range.${key}`),
    ),
  );
  const plots = h(
    "div.charts",
    { role: "group", "aria-label": t("timeline.charts") },
    charts.map((each) => each.element),
  );
  const spoken = h("p.visually-hidden");
  const element = h(
    "section.panel.timeline",
    { "aria-labelledby": "timeline-title" },
    h(
      "div.bar",
      null,
      h("h2", { id: "timeline-title" }, t("timeline.title")),
      time,
      h("span.spacer"),
      h("div.choice", { role: "group", "aria-label": t("timeline.range") }, buttons),
    ),
    h(
      "div.body",
      null,
      h("div.left", null, spoken, plots, slider, h("p.footnote.muted", null, t("timeline.note"))),
      list.element,
    ),
    h("div.foot", null, table.element, download),
  );

  const observer = new ResizeObserver(() => charts.forEach((each) => each.resize()));
  observer.observe(plots);
  const endTheme = onTheme(() => {
    shared.colours = colours(PALETTE);
    charts.forEach((each) => each.draw());
  });

  function useRange(millis) {
    length = millis;
    buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(RANGES[index][1] === length)));
  }

  function redraw() {
    const newest = series.windowEnd.at(-1) ?? series.sessionStart + 1;
    const oldest = Math.min(series.sessionStart, series.windowEnd[0] ?? Infinity);
    let from = length === null ? oldest : newest - length;
    if (shared.moment !== null && shared.moment < from) {
      // The moment that is shown is always in sight.
      from = shared.moment - (newest - shared.moment) * 0.05;
    }
    shared.range = [Math.max(from, Math.min(oldest, newest - MINUTE)), newest];
    shared.events = events(series);
    columns = chartColumns(series);
    charts.forEach((each) => each.update(columns));
    const first = Math.max(0, indexAt(series, shared.range[0] - 1) + 1);
    slider.min = first;
    slider.max = Math.max(first, series.windowEnd.length - 1);
    if (!sliding) {
      slider.value = shared.moment === null ? slider.max : indexAt(series, shared.moment);
    }
    describeSlider();
    list.update(shared.events.filter(({ time: at }) => at >= shared.range[0] && at <= shared.range[1]));
    table.update({ series, range: shared.range, events: shared.events });
    download.href = csv(series);
    setText(spoken, summary());
    readout();
  }

  /** Charts in words, for those who do not see them. */
  function summary() {
    const from = indexAt(series, shared.range[0] - 1) + 1;
    const scores = series.score.slice(from);
    return scores.length === 0
      ? t("timeline.empty")
      : t("timeline.summary", {
          from: format.time(series.windowEnd[from]),
          to: format.time(series.windowEnd.at(-1)),
          first: format.number(scores[0], 1),
          last: format.number(scores.at(-1), 1),
          low: format.number(Math.min(...scores), 1),
          high: format.number(Math.max(...scores), 1),
        });
  }

  /** Values at the cursor; without one, of the moment that is shown, or the newest. */
  function readout() {
    if (columns === null || columns.times.length === 0) {
      return;
    }
    let index = pointed;
    if (index === null || index >= columns.times.length) {
      index = shared.moment === null ? columns.times.length - 1 : columns.times.indexOf(shared.moment);
    }
    charts.forEach((each) => each.show(index < 0 ? null : index));
    setText(time, index < 0 ? "" : format.time(columns.times[index]));
  }

  function preview() {
    sliding = true;
    describeSlider();
    const index = columns.times.indexOf(series.windowEnd[slider.value]);
    charts[0].point(index);
    pointed = index;
    readout();
  }

  function choose() {
    sliding = false;
    pointed = null;
    onMoment(series.windowEnd[slider.value]);
  }

  function describeSlider() {
    const index = Number(slider.value);
    slider.setAttribute(
      "aria-valuetext",
      t("timeline.slider.value", {
        time: format.time(series.windowEnd[index]),
        score: format.number(series.score[index], 1),
      }),
    );
  }

  return {
    element,
    /** @param {{series: object, view: object}} page the session's columns and a view of view.js */
    update({ series: next, view }) {
      if (series === null && next.ended) {
        // Of a room that has ended all is of interest, of a live one the last minutes.
        useRange(null);
      }
      series = activePart(next);
      shared.moment = view.live ? null : view.record.windowEnd;
      shared.reference = view.reference;
      redraw();
    },
    end() {
      endTheme();
      observer.disconnect();
      charts.forEach((each) => each.end());
    },
  };
}

function specs(currency) {
  return [
    {
      key: "score",
      label: t("timeline.score"),
      stroke: "accent",
      span: 20,
      write: (value) => format.number(value, 1),
      axis: (value) => format.number(value),
      chips: true,
      reference: true,
    },
    {
      key: "viewers",
      label: t("timeline.viewers"),
      stroke: "text",
      span: 10,
      fill: true,
      write: format.number,
      axis: format.compact,
    },
    {
      key: "sales",
      label: t("timeline.sales"),
      stroke: "good",
      span: 1000,
      fill: true,
      write: (value) => format.money(value === null ? null : Math.round(value), currency()),
      axis: (value) => format.compact(format.major(value, currency())),
    },
    {
      key: "barrages",
      label: t("timeline.barrages"),
      stroke: "warn",
      span: 10,
      fill: true,
      write: (value) => format.number(value),
      axis: format.compact,
      times: true,
    },
  ];
}
