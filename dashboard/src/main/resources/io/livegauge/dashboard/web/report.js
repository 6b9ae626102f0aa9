// After the stream: a session on paper or on the screen, from its summary and, where it is still
// kept, its series.

import { ApiError, get } from "./api.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { t } from "./texts.js";
import { sessionIndicators } from "./room/indicators.js";
import { quality } from "./room/quality.js";
import { eventText } from "./room/eventlist.js";
import { courseChart } from "./room/course.js";
import { nameOf } from "./room/names.js";
import { indicatorOf } from "./room/readings.js";
import { scrollBox } from "./room/scrollbox.js";
import { activePart, events } from "./room/series.js";

/** Shows the report of the session that the address names; without one, of the stream's last. */
export async function mount(root, context) {
  const id = context.query.get("report");
  context.title(`${t("report.title")} ${id}`);
  const start = context.query.get("session") ?? (await lastSession(id));
  const summary =
    start === null ? null : await known(get(`sessions/${encodeURIComponent(id)}/${encodeURIComponent(start)}`));
  if (summary === null) {
    root.append(
      h(
        "section.message.panel",
        null,
        h("h1", null, t("report.title")),
        h("p", null, t(start === null ? "report.none" : "report.running")),
        h("p", null, h("a", { href: roomLink(id) }, t("report.room"))),
      ),
    );
    return () => {};
  }
  const series = await known(get(`streams/${encodeURIComponent(id)}/series`, { session: summary.sessionStart }));
  root.append(report(summary, series));
  return () => {};
}

/** What is not known, or not any longer, is null; other refusals stay errors. */
async function known(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 410)) {
      return null;
    }
    throw error;
  }
}

async function lastSession(stream) {
  const { sessions } = await get("sessions", { stream, limit: 1 });
  return sessions[0]?.sessionStart ?? null;
}

function report(summary, series) {
  const { streamId, sessionStart, sales } = summary;
  const checks = quality();
  checks.update({ record: summary, early: null });
  const kept = series !== null && series.windowEnd.length > 1;
  return h(
    "article.report",
    null,
    h(
      "header",
      null,
      h("h1", null, t("report.title")),
      h("p.of", null, t("report.of", { stream: streamId, time: format.dateTime(sessionStart) })),
      h(
        "div.ways",
        null,
        h("button.primary", { type: "button", onClick: () => print() }, t("report.print")),
        h("a", { href: roomLink(streamId) }, t("report.room")),
      ),
    ),
    outcome(summary),
    section("report.curve", kept ? courseChart(activePart(series)) : h("p.muted", null, t("report.curve.none"))),
    kept ? eventsOf(series) : null,
    tableSection("report.promotions", promotions(summary.promotions ?? [], sales.currency)),
    tableSection("report.sources", sources(summary.sources ?? [])),
    tableSection("report.indicators", sessionIndicators(summary.indicators ?? [], sales.currency)),
    checks.element,
  );
}

function section(title, ...content) {
  const id = `${title}-title`;
  return h("section.panel", { "aria-labelledby": id }, h("h2", { id }, t(title)), content);
}

function tableSection(title, table) {
  return section(title, scrollBox(`${title}-title`, table));
}

function outcome({ score, sales, audience, indicators, hostId, category, sessionStart, sessionEnd, endedBy, model }) {
  const conversion = indicatorOf({ indicators }, "A31");
  const headline = [
    ["report.score.mean", format.number(score.mean, 1)],
    ["report.sales", format.money(sales.paid - sales.refunded, sales.currency)],
    ["report.peak", format.number(audience.peak)],
    ["report.conversion", format.percent(conversion?.raw, 1)],
  ];
  const facts = [
    ["report.score.last", format.number(score.last, 1)],
    ["report.score.range", `${format.number(score.min, 1)} – ${format.number(score.max, 1)}`],
    ["report.orders", format.number(sales.orders)],
    ["report.paid", format.money(sales.paid, sales.currency)],
    ["report.refunded", format.money(sales.refunded, sales.currency)],
    ["report.gifts", `${format.number(sales.gifts)} (${format.money(sales.giftValue, sales.currency)})`],
    ["report.distinct", format.number(audience.sessionDistinct)],
    ["report.average", format.number(audience.average, 1)],
    ["report.host", hostId ?? format.NONE],
    ["report.category", category ?? format.NONE],
    ["report.from", format.dateTime(sessionStart)],
    ["report.to", format.dateTime(sessionEnd)],
    ["report.length", format.duration(sessionEnd - sessionStart)],
    ["report.ended", nameOf("report.ended", endedBy)],
    ["report.model", `v${model.version}`],
  ];
  const pair = ([key, value]) => h("div", null, h("dt", null, t(key)), h("dd", null, value));
  return section("report.outcome", h("dl.headline", null, headline.map(pair)), h("dl.facts", null, facts.map(pair)));
}

function eventsOf(series) {
  const all = events(series);
  return all.length === 0
    ? null
    : section(
        "report.events",
        h(
          "ol.events-of",
          null,
          all.map((event) => h("li", null, h("span.muted", null, format.time(event.time)), " ", eventText(event))),
        ),
      );
}

function promotions(codes, currency) {
  return codes.length === 0
    ? h("p.muted", null, t("report.promotions.none"))
    : figures(
        ["report.promotions.code", "report.orders", "report.paid", "report.promotions.discount"],
        codes.map(({ promoCode, orders, paid, discount }) => [
          promoCode === "other" ? t("report.promotions.other") : promoCode,
          format.number(orders),
          format.money(paid, currency),
          format.money(discount, currency),
        ]),
      );
}

function sources(ways) {
  return ways.length === 0
    ? h("p.muted", null, t("report.sources.none"))
    : figures(
        ["report.sources.source", "report.sources.viewers", "report.sources.buyers", "report.sources.conversion"],
        ways.map(({ source, viewers, buyers }) => [
          nameOf("report.source", source),
          format.number(viewers),
          format.number(buyers),
          format.percent(viewers === 0 ? null : buyers / viewers, 1),
        ]),
      );
}

/** A table of texts with a heading a row. */
function figures(heads, rows) {
  return h(
    "table.figures",
    null,
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        heads.map((key) => h("th", { scope: "col" }, t(key))),
      ),
    ),
    h(
      "tbody",
      null,
      rows.map(([name, ...cells]) =>
        h(
          "tr",
          null,
          h("th", { scope: "row" }, name),
          cells.map((cell) => h("td", null, cell)),
        ),
      ),
    ),
  );
}

function roomLink(id) {
  return `?${new URLSearchParams({ stream: id })}`;
}
