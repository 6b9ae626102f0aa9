// What happened in the session, in words: the numbers are those above the charts' lines.

import { h } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { nameOf } from "./names.js";
import { scrollBox } from "./scrollbox.js";

/** The list of events, newest first; each opens its moment. */
export function eventList() {
  const body = scrollBox("events-title");
  let shown = null;
  return {
    element: h("div.events", null, h("h3", { id: "events-title" }, t("events.title")), body),
    /** @param {object[]} events as series.js gives them */
    update(events) {
      const key = events.map((event) => `${event.number} ${event.time}`).join();
      if (key === shown) {
        return;
      }
      shown = key;
      body.replaceChildren(
        events.length === 0
          ? h("p.muted", null, t("events.none"))
          : h(
              "ol",
              null,
              [...events].reverse().map((event) => h("li", null, item(event))),
            ),
      );
    },
  };
}

function item(event) {
  return h(
    "button.event",
    { type: "button", "data-at": event.time },
    h(`span.chip.${event.kind}`, { "aria-hidden": "true" }, event.number),
    h("span.what", null, eventText(event)),
    h("time.muted", { datetime: new Date(event.time).toISOString() }, format.time(event.time)),
  );
}

/** An event in words; one of a kind that is new by the kind's own name. */
export function eventText({ kind, id, before }) {
  const shown = format.isolated(id);
  const name = nameOf("event", kind, { id: shown, before });
  return name === kind ? `${kind} ${shown}` : name;
}
