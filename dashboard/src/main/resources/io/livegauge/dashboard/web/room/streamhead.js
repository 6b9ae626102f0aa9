// The head of a stream's page: which room it is, in what state, and the ways to its other pages.

import { alertName, alertStory, alertsKey } from "../alerts.js";
import { h, setText } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { reportLink } from "./comparison.js";

/** The head; `update` takes a view of view.js with the room's row and its sessions. */
export function streamHead() {
  const title = h("h1");
  const status = h("span.state");
  const facts = h("p.facts.muted");
  const alerts = h("ul.alerts", { "aria-label": t("stream.alerts") });
  const links = h("nav.links", { "aria-label": t("stream.links") });
  let linked = null;
  return {
    element: h("header.head", null, h("div.line", null, title, status, alerts, h("span.spacer"), links), facts),
    update({ row, record, alerts: present, sessions }) {
      setText(title, row.streamId);
      setText(status, t(`status.${row.status}`));
      status.className = `state ${row.status}`;
      setText(facts, factsText(row, record));
      const key = alertsKey(present);
      if (alerts.dataset.key !== key) {
        alerts.dataset.key = key;
        alerts.replaceChildren(...present.map((alert) => h("li", { "data-alert": alert.rule }, h("strong", null, alertName(alert)), ` ${alertStory(alert)}`)));
      }
      const ways = linksOf(row, sessions ?? []);
      const wanted = JSON.stringify(ways);
      if (wanted !== linked) {
        linked = wanted;
        links.replaceChildren(...ways.map(([href, text]) => h("a", { href }, text)));
      }
    },
  };
}

function factsText(row, record) {
  return [
    row.hostId === null ? t("room.noHost") : t("room.host", { host: format.isolated(row.hostId) }),
    row.category === null ? t("room.noCategory") : t("room.category", { category: format.isolated(row.category) }),
    t("room.started", {
      time: format.dateTime(row.sessionStart),
      length: format.duration(record.windowEnd - record.sessionStart),
    }),
    t("room.window", { time: format.time(record.windowEnd) }),
    t("room.model", { version: record.model.version }),
  ].join(" · ");
}

function linksOf(row, sessions) {
  const ways = [];
  if (row.hostId !== null) {
    ways.push([`?${new URLSearchParams({ host: row.hostId })}`, t("stream.console")]);
  }
  const ended = sessions.filter(
    (session) => session.ended || (row.status === "ended" && session.sessionStart === row.sessionStart),
  );
  for (const { sessionStart } of ended.slice(0, 3)) {
    const present = sessionStart === row.sessionStart;
    ways.push([
      reportLink(row.streamId, sessionStart),
      present ? t("stream.report") : t("stream.report.of", { time: format.dateTime(sessionStart) }),
    ]);
  }
  return ways;
}
