// A table of any length that keeps only the visible rows in the document.
//
// Rows are laid out by CSS grid inside of a body of full height, each moved to its place, so a change in
// one row costs the layout of nobody else. An update touches only cells whose value differs. The roles
// are written out because elements of a table lose them where CSS lays them out in another way.
// The same rows are cards on a narrow screen: then the page scrolls, not the table.

import { h } from "../dom.js";

/** Rows kept ready above and below what is seen. */
const OVERSCAN = 6;

/** How long the order is held after the pointer was last moved over the rows. */
const HOLD_MILLIS = 10_000;

/**
 * Makes a table.
 *
 * @param {object} options
 * @param {{key: string, title: string, start?: string, cell: function(HTMLElement): function(object)}[]} options.columns
 *     `cell` fills an empty cell and returns what shows a row in it; `start` is "desc" where the first
 *     press on the title puts the largest first; the first column names its row
 * @param {string} options.label the table's name
 * @param {function(string): (object|undefined)} options.row the row of an id as of now
 * @param {function(string, boolean)} options.onSort told which column is to be sorted by, and whether descending
 */
export function virtualTable({ columns, label, row, onSort }) {
  const headings = columns.map((column, index) =>
    h(
      "th",
      { role: "columnheader", scope: "col", "data-column": column.key, "aria-colindex": index + 1 },
      h("button", { type: "button", onClick: () => sortBy(column) }, h("span", null, column.title), h("span.arrow", { "aria-hidden": "true" })),
    ),
  );
  const body = h("tbody", { role: "rowgroup" });
  const table = h(
    "table",
    { role: "table", "aria-label": label },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row", "aria-rowindex": 1 }, headings)),
    body,
  );
  const element = h("div.table-scroll", { role: "region", "aria-label": label, tabindex: 0 }, table);

  let order = [];
  let sorted = { key: null, descending: false };
  let rowHeight = 1;
  let first = 0;
  let last = 0;
  let pointedAt = -Infinity;
  let framed = false;
  const shown = new Map();
  const spare = [];

  function sortBy(column) {
    const again = column.key === sorted.key;
    onSort(column.key, again ? !sorted.descending : column.start === "desc");
  }

  function makeRow() {
    const tr = h("tr", { role: "row" });
    const shows = columns.map((column, index) => {
      const cell = h(index === 0 ? "th" : "td", {
        role: index === 0 ? "rowheader" : "cell",
        scope: index === 0 ? "row" : null,
        "data-column": column.key,
        "data-title": column.title,
      });
      tr.append(cell);
      return column.cell(cell);
    });
    return { tr, shows, id: null, row: null, index: -1 };
  }

  function bind(line, id, index) {
    if (line.id !== id) {
      line.id = id;
      line.tr.dataset.stream = id;
    }
    if (line.index !== index) {
      line.index = index;
      line.tr.style.transform = `translateY(${index * rowHeight}px)`;
      line.tr.setAttribute("aria-rowindex", index + 2);
      line.tr.classList.toggle("odd", index % 2 === 1);
    }
    patch(line);
  }

  function patch(line) {
    // The server's rows are never changed in place: the same object is the same row.
    const now = row(line.id);
    if (now && now !== line.row) {
      line.row = now;
      for (const show of line.shows) {
        show(now);
      }
    }
  }

  /** Puts the rows of the visible part into the document, in their order. */
  function draw() {
    const from = Math.max(0, Math.min(first, order.length));
    const to = Math.max(from, Math.min(last, order.length));
    const wanted = new Map();
    for (let index = from; index < to; index++) {
      wanted.set(order[index], index);
    }
    for (const [id, line] of shown) {
      if (wanted.has(id)) {
        continue;
      }
      const index = line.tr.contains(document.activeElement) ? order.indexOf(id) : -1;
      if (index >= 0) {
        // Scrolled away with the focus in it: it stays, or the keyboard would lose its place.
        wanted.set(id, index);
      } else {
        shown.delete(id);
        spare.push(line);
        line.tr.remove();
      }
    }
    let next = body.firstChild;
    for (const [id, index] of [...wanted].sort((a, b) => a[1] - b[1])) {
      let line = shown.get(id);
      if (!line) {
        line = spare.pop() ?? makeRow();
        shown.set(id, line);
      }
      bind(line, id, index);
      if (line.tr === next) {
        next = next.nextSibling;
      } else {
        body.insertBefore(line.tr, next);
      }
    }
  }

  /** Finds out which rows are visible: in the table's own scrolling box or in the window. */
  function measure() {
    const bodyTop = body.getBoundingClientRect().top;
    const box = element.getBoundingClientRect();
    const top = Math.max(0, box.top) - bodyTop;
    const bottom = Math.min(innerHeight, box.bottom) - bodyTop;
    first = Math.floor(top / rowHeight) - OVERSCAN;
    last = Math.ceil(bottom / rowHeight) + OVERSCAN;
  }

  function frame() {
    if (!framed) {
      framed = true;
      requestAnimationFrame(() => {
        framed = false;
        measure();
        draw();
      });
    }
  }

  function resize() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const height = parseFloat(getComputedStyle(body).getPropertyValue("--row-height")) * rem;
    if (height > 0 && height !== rowHeight) {
      rowHeight = height;
      body.style.height = `${order.length * rowHeight}px`;
      shown.forEach((line) => (line.index = -1));
    }
    frame();
  }

  body.addEventListener("pointermove", () => (pointedAt = performance.now()), { passive: true });
  body.addEventListener("pointerleave", (event) => {
    // A finger leaves with every touch, but the eye is still on the rows.
    if (event.pointerType !== "touch") {
      pointedAt = -Infinity;
    }
  });
  element.addEventListener("scroll", frame, { passive: true });
  addEventListener("scroll", frame, { passive: true });
  addEventListener("resize", resize);
  const observer = new ResizeObserver(resize);
  observer.observe(element);

  return {
    element,
    /** Shows these rooms in this order. */
    setOrder(ids) {
      if (ids.length !== order.length) {
        body.style.height = `${ids.length * rowHeight}px`;
        table.setAttribute("aria-rowcount", ids.length + 1);
      }
      order = ids;
      draw();
    },
    /** Shows what has changed in the visible rows; touches no layout. */
    patch() {
      shown.forEach(patch);
    },
    /** Marks the column that the order goes by. */
    setSort(key, descending) {
      sorted = { key, descending };
      for (const heading of headings) {
        const on = heading.dataset.column === key;
        if (on) {
          heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
        } else {
          heading.removeAttribute("aria-sort");
        }
        heading.querySelector(".arrow").textContent = on ? (descending ? "▼" : "▲") : "";
      }
    },
    /** Back to the first row, as for another selection. */
    toTop() {
      element.scrollTop = 0;
    },
    /**
     * Whether the order is to stay as it is: somebody is about to press on a row. A pointer that rests
     * there does not count for long, or a wall's screen would stand still.
     */
    held() {
      return body.contains(document.activeElement) || performance.now() - pointedAt < HOLD_MILLIS;
    },
    close() {
      removeEventListener("scroll", frame);
      removeEventListener("resize", resize);
      observer.disconnect();
    },
  };
}
