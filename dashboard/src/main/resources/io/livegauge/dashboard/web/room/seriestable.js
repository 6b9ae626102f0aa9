// The timeline as a table, a row a minute: the alternative to the charts. It is filled when it is open.

import { h } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { eventText } from "./eventlist.js";
import { scrollBox } from "./scrollbox.js";
import { minuteIndices, perMinute } from "./series.js";

const COLUMNS = ["time", "score", "viewers", "sales", "barrages", "events"];

/** The table behind its switch; `update` takes {series, range, events}. */
export function seriesTable() {
  const body = h("tbody");
  const element = h(
    "details",
    { onToggle: fill },
    h("summary", { id: "series-title" }, t("timeline.table")),
    scrollBox(
      "series-title",
      h(
        "table.figures",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            COLUMNS.map((key) => h(key === "events" ? "th.text" : "th", { scope: "col" }, t(`timeline.column.${key}`))),
          ),
        ),
        body,
      ),
    ),
  );
  let given = null;
  let filled = null;

  function fill() {
    if (!element.open || given === null) {
      return;
    }
    const indices = minuteIndices(given.series, ...given.range);
    // The newest row is of a minute that still goes on; the others stay as they are.
    const key = `${given.series.sessionStart} ${indices[0]} ${indices.length}`;
    if (key === filled) {
      return;
    }
    filled = key;
    const sales = perMinute(given.series, "sales");
    const barrages = perMinute(given.series, "barrages");
    body.replaceChildren(...indices.reverse().map((index) => row(given, index, sales[index], barrages[index])));
  }

  return {
    element,
    update(next) {
      given = next;
      fill();
    },
  };
}

function row({ series, events }, index, sales, barrages) {
  const time = series.windowEnd[index];
  const since = series.windowEnd[index - 1] ?? series.sessionStart;
  const minute = Math.min(since, time - 60_000);
  const marks = events.filter((event) => event.time > minute && event.time <= time);
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, h("button.link", { type: "button", "data-at": time }, format.time(time))),
    h("td", null, format.number(series.score[index], 1)),
    h("td", null, format.number(series.viewers[index])),
    h("td", null, format.money(sales === null ? null : Math.round(sales), series.currency)),
    h("td", null, format.number(barrages)),
    h("td.text", null, marks.map(eventText).join(", ")),
  );
}
