// After the stream: a session on paper or on the screen, from its summary and, where it is still
// kept, its series.

import { ApiError, AwayError, get } from "./api.js";
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

/** How often a session that still runs is looked for among the ended ones. */
const ASK_MILLIS = 5000;

/**
 * Shows the report of the session that the address names; without one, of the stream's last. A session that
 * still runs gets its report when it has ended.
 */
export async function mount(root, context) {
  const id = context.query.get("report");
  if (!id) {
    throw new ApiError(400, "NO_STREAM", t("stream.noId"));
  }
  context.title(`${t("report.title")} ${format.isolated(id)}`);
  const path = `streams/${encodeURIComponent(id)}`;
  const session = context.query.get("session");
  const start = session ?? (await endedSession(id, null));
  const summary = start === null ? null : await known(get(summaryPath(id, start)));
  if (summary !== null) {
    await showReport(root, summary);
    return () => {};
  }
  // Of a stream or a session that is unknown nothing is to be expected: this throws.
  await get(`${path}/series`, { session });
  root.append(
    h(
      "section.message.panel",
      null,
      h("h1", null, t("report.title")),
      h("p", null, t(session === null ? "report.none" : "report.running")),
      h("p", null, h("a", { href: roomLink(id) }, t("report.room"))),
    ),
  );
  return whenEnded(id, session, context, (ended) => showReport(root, ended));
}

async function showReport(root, summary) {
  const { streamId, sessionStart } = summary;
  const series = await known(get(`streams/${encodeURIComponent(streamId)}/series`, { session: sessionStart }));
  root.replaceChildren(report(summary, series));
}

/** Looks for the end of a session now and then, until the returned function is called. */
function whenEnded(id, session, context, show) {
  let closed = false;
  let timer = setTimeout(look, ASK_MILLIS);
  async function look() {
    try {
      const start = await endedSession(id, session);
      context.connection(true);
      const summary = start === null || closed ? null : await known(get(summaryPath(id, start)));
      if (summary !== null && !closed) {
        await show(summary);
        return;
      }
    } catch (error) {
      if (!closed && !(error instanceof AwayError)) {
        context.fail(error);
        return;
      }
      context.connection(false);
    }
    if (!closed) {
      timer = setTimeout(look, ASK_MILLIS);
    }
  }
  return () => {
    closed = true;
    clearTimeout(timer);
  };
}

function summaryPath(id, start) {
  return `sessions/${encodeURIComponent(id)}/${encodeURIComponent(start)}`;
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

/** The start of an ended session: of the given one, or the newest; null where it has not ended. */
async function endedSession(stream, start) {
  const { sessions } = await get("sessions", { stream, limit: start === null ? 1 : 1000 });
  const found = start === null ? sessions[0] : sessions.find((each) => String(each.sessionStart) === start);
  return found?.sessionStart ?? null;
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
      h("p.of", null, t("report.of", { stream: format.isolated(streamId), time: format.dateTime(sessionStart) })),
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
