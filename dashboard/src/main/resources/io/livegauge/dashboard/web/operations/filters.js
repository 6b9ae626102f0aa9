// The controls that narrow the table down. They change the filter; the page applies it.

import { h, setText } from "../dom.js";
import { number } from "../format.js";
import { BIN_WIDTH, isUnfiltered, STATUSES } from "./selection.js";
import { t } from "../texts.js";

/**
 * Makes the bar of controls.
 *
 * @param {object} filter the filter at first
 * @param {{key: string, title: string}[]} columns that can be sorted by, for screens without table headings
 * @param {{change: function(object), reset: function()}} on told what changes in the filter
 * @returns {{element: HTMLElement, showFilter: function(object), showChoices: function(Iterable<object>),
 *     showCounts: function(object)}}
 */
export function filters(filter, columns, on) {
  const search = h("input", {
    id: "search",
    type: "search",
    value: filter.q,
    placeholder: t("ops.filter.search"),
    "aria-label": t("ops.filter.search"),
    autocomplete: "off",
    spellcheck: "false",
    onInput: () => on.change({ q: search.value }),
  });
  const category = choice("category", "ops.filter.category", (value) => on.change({ category: value }));
  const host = choice("by-host", "ops.filter.host", (value) => on.change({ host: value }));
  const status = h(
    "select",
    { id: "status", onChange: () => on.change({ status: status.value }) },
    Object.keys(STATUSES).map((name) => h("option", { value: name }, t(`ops.filter.status.${name}`))),
  );
  const alerts = h("input", { id: "alerts", type: "checkbox", onChange: () => on.change({ alerts: alerts.checked }) });
  const bin = h("button.chip", { type: "button", id: "bin", onClick: () => on.change({ bin: null }) });
  const reset = h("button", { type: "button", id: "reset", onClick: on.reset }, t("ops.filter.reset"));
  const sort = h(
    "select",
    { id: "sort", onChange: () => on.change({ sort: sort.value, descending: columns[sort.selectedIndex].start === "desc" }) },
    columns.map((column) => h("option", { value: column.key }, column.title)),
  );
  const direction = h("button", { type: "button", id: "direction" });
  const more = h("div.more-filters", { id: "more-filters" });
  const toggle = h(
    "button.toggle",
    { type: "button", "aria-controls": "more-filters", "aria-expanded": "false", onClick: () => expand() },
    t("ops.filter.more"),
  );
  const count = h("span.shown");
  const held = h("span.held.note", { hidden: true }, t("ops.held"));
  const csv = h("a.csv", { download: "streams.csv" });
  more.append(
    labelled(t("ops.filter.category"), category.element),
    labelled(t("ops.filter.host"), host.element),
    labelled(t("ops.filter.status"), status),
    h("label.check", null, alerts, t("ops.filter.alerts")),
    h("div.sort", null, labelled(t("ops.filter.sort"), sort), direction),
  );
  const element = h(
    "div.filters",
    { role: "search", "aria-label": t("ops.filter.label") },
    search,
    toggle,
    more,
    bin,
    reset,
    h("span.result", null, held, count, csv),
  );

  function expand() {
    toggle.setAttribute("aria-expanded", element.classList.toggle("expanded"));
  }

  let current = filter;
  direction.addEventListener("click", () => on.change({ descending: !current.descending }));

  return {
    element,
    /** Shows a filter in the controls. */
    showFilter(filter) {
      current = filter;
      if (search.value !== filter.q) {
        search.value = filter.q;
      }
      category.select(filter.category);
      host.select(filter.host);
      status.value = filter.status;
      alerts.checked = filter.alerts;
      bin.hidden = filter.bin === null;
      if (filter.bin !== null) {
        setText(bin, t("ops.filter.bin", { from: filter.bin * BIN_WIDTH, to: (filter.bin + 1) * BIN_WIDTH }));
      }
      reset.hidden = isUnfiltered(filter);
      sort.value = filter.sort;
      setText(direction, filter.descending ? "▼" : "▲");
      direction.setAttribute("aria-label", t(filter.descending ? "ops.sort.descending" : "ops.sort.ascending"));
    },
    /** Offers the categories and hosts of these rooms. */
    showChoices(rows) {
      const categories = new Set();
      const hosts = new Set();
      for (const row of rows) {
        categories.add(row.category);
        hosts.add(row.hostId);
      }
      category.offer(categories);
      host.offer(hosts);
    },
    /** How many of how many rooms are shown, whether their order is held, and what the CSV holds. */
    showCounts({ shown, all, orderHeld, csvHref, csvRooms }) {
      setText(count, t("ops.shown", { shown: number(shown), all: number(all) }));
      held.hidden = !orderHeld;
      csv.hidden = csvRooms === 0;
      setText(csv, t("ops.csv", { rooms: number(csvRooms) }));
      if (csv.getAttribute("href") !== csvHref) {
        csv.setAttribute("href", csvHref);
      }
    },
  };
}

function labelled(text, control) {
  return h("label", null, h("span", null, text), control);
}

/**
 * A select of names that are found in the data. Its values: undefined for all, null for none.
 */
function choice(id, key, onChoose) {
  const collator = new Intl.Collator(undefined, { numeric: true });
  let offered = null;
  let values = [undefined];
  let selected;
  const element = h("select", { id, onChange: () => onChoose(values[element.selectedIndex]) });

  function draw() {
    const names = [...(offered ?? [])].filter((name) => name !== null).sort(collator.compare);
    values = [undefined, ...names];
    if (offered?.has(null) || selected === null) {
      values.push(null);
    }
    // A shared address may ask for a name of which there is no room now.
    if (!values.includes(selected)) {
      values.push(selected);
    }
    element.replaceChildren(
      ...values.map((value) => h("option", null, value === undefined ? t("ops.filter.all") : (value ?? t(`${key}.none`)))),
    );
    element.selectedIndex = values.indexOf(selected);
  }

  draw();
  return {
    element,
    offer(names) {
      if (offered === null || names.size !== offered.size || [...names].some((name) => !offered.has(name))) {
        offered = names;
        draw();
      }
    },
    select(value) {
      selected = value;
      if (values.includes(value)) {
        element.selectedIndex = values.indexOf(value);
      } else {
        draw();
      }
    },
  };
}
