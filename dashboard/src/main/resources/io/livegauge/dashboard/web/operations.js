// The operations view: all rooms in one table, what they come to, and how complete the figures are.

import { address, get, live } from "./api.js";
import { h, setText } from "./dom.js";
import { number } from "./format.js";
import { roomColumns } from "./operations/columns.js";
import { distribution } from "./operations/distribution.js";
import { filters } from "./operations/filters.js";
import { health } from "./operations/health.js";
import { DEFAULTS, orderBy, readFilter, select, STATUSES, writeFilter } from "./operations/selection.js";
import { virtualTable } from "./operations/table.js";
import { t } from "./texts.js";
import { totals } from "./operations/totals.js";

/**
 * Rooms change places at most this often, so that an eye can follow a row; their figures are always
 * the newest. While somebody is in the table the places are held (operations/table.js).
 */
const SORT_MILLIS = 3_000;

/** Browsers limit how often a page may rewrite its address. */
const ADDRESS_MILLIS = 300;

/**
 * Shows the operations view.
 *
 * @param {HTMLElement} root is filled
 * @param {object} context see app.js
 * @returns {Promise<function()>} what ends it
 */
export async function mount(root, context) {
  context.title(t("app.operations"));
  root.append(h("p.muted", { role: "status" }, t("app.loading")));
  const snapshot = await get("streams");

  const columns = roomColumns();
  const rooms = new Map();
  let sequence;
  let newest;
  let filter = readFilter(context.query, columns.map((column) => column.key));
  let sortedAt = -Infinity;
  let sortNow = false;
  let framed = false;
  let addressTimer = null;

  const summary = totals(() => change({ alerts: !filter.alerts }));
  const histogram = distribution((bin) => change({ bin: bin === filter.bin ? null : bin }));
  const strip = health();
  const bar = filters(filter, columns, { change, reset: () => change({ ...DEFAULTS, sort: filter.sort, descending: filter.descending }) });
  const table = virtualTable({
    columns,
    label: t("ops.table"),
    row: (id) => rooms.get(id),
    onSort: (sort, descending) => change({ sort, descending }),
  });
  const announcer = h("p.visually-hidden", { role: "status" });
  const empty = h("div.empty", { hidden: true });
  const columnsInWords = legend();

  root.replaceChildren(
    summary.element,
    h(
      "div.panels",
      null,
      panel("panel-distribution", t("ops.distribution.title"), null, histogram.element),
      panel("panel-health", t("health.title"), strip.summary, strip.element),
    ),
    h("div.panel.rooms", null, bar.element, announcer, empty, table.element, columnsInWords),
  );

  function take(answer) {
    sequence = answer.seq;
    newest = answer.newestWindowEnd;
    rooms.clear();
    answer.streams.forEach((row) => rooms.set(row.streamId, row));
    sortedAt = -Infinity;
  }

  /** Changes the filter; the selection and the order follow at once. */
  function change(part) {
    filter = { ...filter, ...part };
    bar.showFilter(filter);
    clearTimeout(addressTimer);
    addressTimer = setTimeout(() => context.remember(writeFilter(filter)), ADDRESS_MILLIS);
    sortedAt = -Infinity;
    table.toTop();
    const shown = draw();
    setText(announcer, t("ops.announce", { shown: number(shown), all: number(rooms.size), column: columnOf(filter.sort).title }));
  }

  function columnOf(key) {
    return columns.find((column) => column.key === key);
  }

  /** Draws once for all that came in since the last frame. */
  function soon() {
    if (!framed) {
      framed = true;
      requestAnimationFrame(() => {
        framed = false;
        draw();
      });
    }
  }

  function draw() {
    const selection = select(rooms.values(), filter);
    const held = table.held() && sortedAt > -Infinity;
    if (sortNow || sortedAt === -Infinity) {
      sort(selection.rows);
    } else if (performance.now() - sortedAt >= SORT_MILLIS && !held) {
      // In the next frame: new figures and new places together may take too long for one.
      sortNow = true;
      soon();
    }
    table.patch();
    summary.show(selection.rows, filter.alerts, newest);
    histogram.show(selection.bins, filter.bin);
    bar.showCounts({ shown: selection.rows.length, all: rooms.size, orderHeld: held, ...csv() });
    showEmpty(selection.rows.length);
    return selection.rows.length;
  }

  function sort(selected) {
    const { value, group } = columnOf(filter.sort);
    table.setSort(filter.sort, filter.descending);
    table.setOrder(orderBy(selected, value, filter.descending, group));
    bar.showChoices(rooms.values());
    sortedAt = performance.now();
    sortNow = false;
  }

  /** The server's CSV knows fewer filters than the page; it is said how many rooms it holds. */
  function csv() {
    const { category, host, status } = filter;
    const query = { category: category || null, host: host || null, status: STATUSES[status].length === 1 ? status : null };
    let csvRooms = 0;
    for (const row of rooms.values()) {
      const inside = (query.category ?? row.category) === row.category && (query.host ?? row.hostId) === row.hostId;
      csvRooms += inside && (query.status ?? row.status) === row.status ? 1 : 0;
    }
    return { csvHref: address("streams.csv", query), csvRooms };
  }

  function showEmpty(shown) {
    const state = shown > 0 ? "" : rooms.size > 0 ? "filtered" : "none";
    if (empty.dataset.state === state) {
      return;
    }
    empty.dataset.state = state;
    empty.hidden = shown > 0;
    table.element.hidden = shown === 0;
    columnsInWords.hidden = shown === 0;
    if (state === "none") {
      empty.replaceChildren(h("h2", null, t("ops.none.title")), h("p", null, t("ops.none.text")), h("pre", null, "./livegauge demo"));
    } else if (state === "filtered") {
      const reset = h("button", { type: "button", onClick: () => change({ ...DEFAULTS, status: "all" }) }, t("ops.filtered.reset"));
      empty.replaceChildren(h("h2", null, t("ops.filtered.title")), h("p", null, t("ops.filtered.text")), reset);
    }
  }

  take(snapshot);
  bar.showFilter(filter);
  draw();

  const updates = live(
    () => address("updates", { since: sequence }),
    {
      rows({ rows, removed }, id) {
        sequence = id || sequence;
        for (const row of rows) {
          rooms.set(row.streamId, row);
          newest = Math.max(newest ?? row.windowEnd, row.windowEnd);
        }
        removed.forEach((streamId) => rooms.delete(streamId));
        soon();
      },
      async reset() {
        take(await get("streams"));
        // From there on: what came meanwhile may be older than what was loaded.
        updates.again();
        soon();
      },
      health(figures) {
        strip.show(figures);
        context.health(figures);
        // Once a second: an order that was held goes on, also when no room changes.
        soon();
      },
    },
    context.connection,
  );

  return () => {
    updates.close();
    table.close();
    clearTimeout(addressTimer);
  };
}

/**
 * A part that can be folded away, and stays so on this device: a wall's screen may give its room to the
 * table. On a phone it is folded at first.
 */
function panel(id, title, note, content) {
  const folded = localStorage.getItem(id) ?? String(matchMedia("(max-width: 45em)").matches);
  return h(
    "details.panel",
    {
      id,
      open: folded !== "true",
      onToggle: (event) => localStorage.setItem(id, String(!event.target.open)),
    },
    h("summary", null, h("h2", null, title), note),
    content,
  );
}

/** What the columns mean, in words. */
function legend() {
  const explained = ["score", "change", "trend", "percentile", "sales", "conversion", "alerts", "weak", "order"];
  return h(
    "details.legend",
    null,
    h("summary", null, t("ops.legend")),
    h(
      "dl",
      null,
      explained.map((key) => h("div", null, h("dt", null, t(`ops.column.${key}`)), h("dd", null, t(`ops.legend.${key}`)))),
    ),
  );
}
