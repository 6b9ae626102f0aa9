// This session beside the host's earlier ones, with a way to the report of each.

import { address, get } from "../api.js";
import { h } from "../dom.js";
import * as format from "../format.js";
import { problemText } from "../problems.js";
import { t } from "../texts.js";
import { compare, earlierSessions, measuresOf } from "./past.js";
import { indicatorOf } from "./readings.js";
import { scrollBox } from "./scrollbox.js";
import { meanScore } from "./series.js";

const LISTED = 8;
/** A session's figures so far move every slice; the comparison is drawn this often at most. */
const PAUSE_MILLIS = 5000;

/**
 * The panel of the comparison.
 *
 * @param {string|null} host whose sessions
 */
export function comparison(host) {
  const body = h("div", null, h("p.muted", null, host === null ? t("past.noHost") : t("app.loading")));
  let sessions = null;
  let drawn = -Infinity;
  return {
    element: h(
      "section.panel.comparison",
      { "aria-labelledby": "past-title" },
      h("h2", { id: "past-title" }, t("past.title")),
      body,
    ),
    /** Asks for the host's ended sessions. */
    async load() {
      if (host === null) {
        return;
      }
      try {
        ({ sessions } = await get("sessions", { host, limit: 100 }));
        drawn = -Infinity;
      } catch (error) {
        body.replaceChildren(h("p.problem", null, problemText(error)));
      }
    },
    /** @param {{series: object, latest: object}} given the session's columns and its newest record */
    update({ series, latest }) {
      if (sessions === null || performance.now() - drawn < PAUSE_MILLIS) {
        return;
      }
      // A link that has the focus keeps it.
      if (body.contains(document.activeElement)) {
        return;
      }
      drawn = performance.now();
      body.replaceChildren(...content(series, latest, sessions));
    },
  };
}

function content(series, record, sessions) {
  const session = { currency: record.sales.currency, sessionStart: record.sessionStart };
  const earlier = earlierSessions(session, sessions);
  if (earlier.length === 0) {
    return [h("p.muted", null, t("past.none"))];
  }
  const rows = compare(session, measuresSoFar(series, record), sessions);
  return [
    scrollBox(
      "past-title",
      h(
        "table.figures",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            ["measure", "present", "last", "median", "best", "against"].map((key) =>
              h("th", { scope: "col" }, t(`past.column.${key}`)),
            ),
          ),
        ),
        h(
          "tbody",
          null,
          rows.map((row) => comparedRow(row, session.currency)),
        ),
      ),
    ),
    h("p.footnote.muted", null, t("past.note", { count: format.number(earlier.length) })),
    sessionList(earlier.slice(0, LISTED)),
    h("p", null, h("a", { href: address("sessions.csv", { host: record.hostId }), download: true }, t("past.csv"))),
  ];
}

/** The measures of a session that may still run: its mean is over the points of its series. */
function measuresSoFar(series, record) {
  return {
    score: meanScore(series),
    sales: record.sales.paid - record.sales.refunded,
    conversion: indicatorOf(record, "A31")?.session.raw ?? null,
    peak: record.audience.peak,
    duration: record.windowEnd - record.sessionStart,
  };
}

function comparedRow({ key, kind, present, last, median, best, against }, currency) {
  const cell = (value) => h("td", null, measureText(kind, value, currency));
  const tone = against === null || kind === "duration" ? "even" : against < 0 ? "bad" : "good";
  return h(
    "tr",
    null,
    h("th", { scope: "row" }, t(`past.${key}`)),
    h("td.used", null, measureText(kind, present, currency)),
    cell(last),
    cell(median),
    cell(best),
    h(`td.${tone}`, null, againstText(kind, against)),
  );
}

function againstText(kind, against) {
  if (against === null) {
    return format.NONE;
  }
  const arrow = against > 0 ? "▲" : against < 0 ? "▼" : "=";
  return `${arrow} ${kind === "score" ? format.signed(against, 1) : format.signedPercent(against, 0)}`;
}

function measureText(kind, value, currency) {
  switch (kind) {
    case "score":
      return format.number(value, 1);
    case "money":
      return format.money(value === null ? null : Math.round(value), currency);
    case "ratio":
      return format.percent(value, 1);
    case "duration":
      return format.duration(value);
    default:
      return format.number(value === null ? null : Math.round(value));
  }
}

/** Ended sessions as links to their reports. */
export function sessionList(sessions) {
  return h(
    "ul.sessions",
    null,
    sessions.map((session) =>
      h(
        "li",
        null,
        h("a", { href: reportLink(session.streamId, session.sessionStart) }, format.dateTime(session.sessionStart)),
        h(
          "span.muted",
          null,
          t("past.session", {
            duration: format.duration(measuresOf(session).duration),
            score: format.number(session.score.mean, 1),
            sales: format.money(session.sales, session.currency),
          }),
        ),
      ),
    ),
  );
}

/** Where the report of a session is. */
export function reportLink(streamId, sessionStart) {
  return `?${new URLSearchParams({ report: streamId, session: sessionStart })}`;
}
