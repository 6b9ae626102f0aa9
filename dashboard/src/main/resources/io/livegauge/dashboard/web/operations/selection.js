// Which rooms are shown and in which order. Pure functions: the controls, the address and the table
// all go by one filter object, so a shared address shows the same selection to everybody.

/** Bins of the distribution of scores. */
export const BINS = 10;

/** Points of score in a bin. */
export const BIN_WIDTH = 100 / BINS;

/** The choices of the status filter and what each lets through. */
export const STATUSES = {
  current: ["live", "quiet"],
  live: ["live"],
  quiet: ["quiet"],
  ended: ["ended"],
  all: ["live", "quiet", "ended"],
};

/**
 * Nothing narrowed down, the rooms that need somebody first. category and host: undefined lets
 * all through, null only rooms without one.
 */
export const DEFAULTS = Object.freeze({
  q: "",
  category: undefined,
  host: undefined,
  status: "current",
  alerts: false,
  bin: null,
  sort: "alerts",
  descending: true,
});

/** The bin of a score; 100 belongs to the last one. */
export function binOf(score) {
  return Math.max(0, Math.min(BINS - 1, Math.floor(score / BIN_WIDTH)));
}

/**
 * The filter that an address asks for; what it names wrongly is as if left out.
 *
 * @param {URLSearchParams} query of the address; the host is `by-host`, as `host` asks for the console
 * @param {string[]} sortKeys columns that can be sorted by
 */
export function readFilter(query, sortKeys) {
  const filter = { ...DEFAULTS };
  filter.q = query.get("q") ?? "";
  filter.category = optional(query, "category");
  filter.host = optional(query, "by-host");
  if (Object.hasOwn(STATUSES, query.get("status") ?? "")) {
    filter.status = query.get("status");
  }
  filter.alerts = query.get("alerts") === "1";
  const bin = /^\d+$/.test(query.get("score") ?? "") ? Number(query.get("score")) / BIN_WIDTH : -1;
  if (Number.isInteger(bin) && bin >= 0 && bin < BINS) {
    filter.bin = bin;
  }
  const [, minus, key] = /^(-?)(.*)$/.exec(query.get("sort") ?? "");
  if (sortKeys.includes(key)) {
    filter.sort = key;
    filter.descending = minus === "-";
  }
  return filter;
}

function optional(query, name) {
  return query.has(name) ? query.get(name) || null : undefined;
}

/** The address's query for a filter, empty where nothing differs from {@link DEFAULTS}. */
export function writeFilter(filter) {
  const query = new URLSearchParams();
  if (filter.q) {
    query.set("q", filter.q);
  }
  if (filter.category !== undefined) {
    query.set("category", filter.category ?? "");
  }
  if (filter.host !== undefined) {
    query.set("by-host", filter.host ?? "");
  }
  if (filter.status !== DEFAULTS.status) {
    query.set("status", filter.status);
  }
  if (filter.alerts) {
    query.set("alerts", "1");
  }
  if (filter.bin !== null) {
    query.set("score", filter.bin * BIN_WIDTH);
  }
  if (filter.sort !== DEFAULTS.sort || filter.descending !== DEFAULTS.descending) {
    query.set("sort", (filter.descending ? "-" : "") + filter.sort);
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** True where the filter leaves out no more rooms than the default does. */
export function isUnfiltered(filter) {
  return ["q", "category", "host", "status", "alerts", "bin"].every((key) => filter[key] === DEFAULTS[key]);
}

/**
 * The rooms that a filter lets through.
 *
 * @param {Iterable<object>} rows rows of the API
 * @returns {{rows: object[], bins: number[]}} those rooms, and how many fall into each bin of scores
 *     before the filter's own bin is looked at, so that another bin can be chosen
 */
export function select(rows, filter) {
  const statuses = STATUSES[filter.status];
  const words = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [];
  const bins = new Array(BINS).fill(0);
  for (const row of rows) {
    if (
      statuses.includes(row.status) &&
      (filter.category === undefined || row.category === filter.category) &&
      (filter.host === undefined || row.hostId === filter.host) &&
      (!filter.alerts || row.alerts.length > 0) &&
      (words.length === 0 || holds(row, words))
    ) {
      const bin = binOf(row.score);
      bins[bin]++;
      if (filter.bin === null || filter.bin === bin) {
        found.push(row);
      }
    }
  }
  return { rows: found, bins };
}

function holds(row, words) {
  const text = `${row.streamId} ${row.hostId ?? ""} ${row.category ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

// Numbers inside of ids count as numbers: s9 comes before s10.
const collator = new Intl.Collator(undefined, { numeric: true });

/**
 * Room ids in the order of a column. Rooms without a value come last either way, equal ones by id.
 *
 * @param {object[]} rows rows of the API
 * @param {function(object): (number|string|null)} value of the column
 * @param {boolean} descending largest first
 * @param {function(object): (string|null)} [group] rooms are compared within their group only, such as sales
 *     within a currency; groups follow each other by name
 */
export function orderBy(rows, value, descending, group = () => "") {
  const sign = descending ? -1 : 1;
  const items = rows.map((row) => ({ id: row.streamId, value: value(row), group: group(row) }));
  items.sort(
    (a, b) =>
      nullsLast(a.group, b.group, 1) || nullsLast(a.value, b.value, sign) || collator.compare(a.id, b.id),
  );
  return items.map((item) => item.id);
}

function nullsLast(a, b, sign) {
  if (a === b) {
    return 0;
  }
  if (a === null || b === null) {
    return a === null ? 1 : -1;
  }
  return sign * (typeof a === "string" ? collator.compare(a, b) : a - b);
}
