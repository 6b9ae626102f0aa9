// Numbers, money and times as the viewer writes them.
// The locale is the browser's, whatever language the texts are in.

const locale = navigator.language;
const formatters = new Map();

function formatter(key, make) {
  let found = formatters.get(key);
  if (!found) {
    found = make();
    formatters.set(key, found);
  }
  return found;
}

/** What stands where there is no value. */
export const NONE = "–";

/** A number with that many decimals; {@link NONE} for null. */
export function number(value, decimals = 0) {
  if (value === null || value === undefined) {
    return NONE;
  }
  return formatter(`n${decimals}`, () =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })).format(value);
}

/** A number with its sign, also where it is positive. */
export function signed(value, decimals = 1) {
  if (value === null || value === undefined) {
    return NONE;
  }
  return formatter(`s${decimals}`, () =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: "exceptZero",
    })).format(value);
}

/** A ratio as per cent. */
export function percent(ratio, decimals = 1) {
  if (ratio === null || ratio === undefined) {
    return NONE;
  }
  return formatter(`p${decimals}`, () =>
    new Intl.NumberFormat(locale, {
      style: "percent",
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    })).format(ratio);
}

/** A ratio as per cent with its sign, also where it is positive. */
export function signedPercent(ratio, decimals = 1) {
  if (ratio === null || ratio === undefined) {
    return NONE;
  }
  return formatter(`q${decimals}`, () =>
    new Intl.NumberFormat(locale, {
      style: "percent",
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: "exceptZero",
    })).format(ratio);
}

/** Counts in little room: 12.3K, 1.2万. */
export function compact(value) {
  if (value === null || value === undefined) {
    return NONE;
  }
  return formatter("c", () => new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 })).format(value);
}

/**
 * An amount of money.
 *
 * @param {number|null} minor in minor units of the currency, such as cents or fen
 * @param {string|null} currency ISO 4217 code; a currency that is unknown has two decimals
 */
export function money(minor, currency) {
  if (minor === null || minor === undefined) {
    return NONE;
  }
  const format = formatter(`m${currency}`, () => moneyFormat(currency));
  return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
}

/** An amount of money in little room: CNY 20.4K. */
export function moneyCompact(minor, currency) {
  if (minor === null || minor === undefined) {
    return NONE;
  }
  const format = formatter(`M${currency}`, () => moneyFormat(currency, { notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 1 }));
  return format.format(major(minor, currency));
}

/** An amount of minor units in the currency's own, as a scale of a chart has it. */
export function major(minor, currency) {
  return minor / 10 ** formatter(`m${currency}`, () => moneyFormat(currency)).resolvedOptions().maximumFractionDigits;
}

function moneyFormat(currency, options) {
  // Intl would take "cny" too and write it like "CNY", which is another currency in our sums.
  if (/^[A-Z]{3}$/.test(currency ?? "")) {
    return new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "code", ...options });
  }
  const plain = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, ...options });
  if (!currency) {
    return plain;
  }
  // A stream may name a currency that is none, even one of digits: its name stands apart from the number.
  const code = `(${isolated(currency)})`;
  return {
    format: (value) => `${plain.format(value)}\u00a0${code}`,
    resolvedOptions: () => plain.resolvedOptions(),
  };
}

/**
 * A name from outside as a part of a sentence: letters that are written from right to left, and signs that
 * turn the direction, turn nothing but the name itself. Plain ASCII stays as it is, to be copied.
 */
export function isolated(name) {
  // FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE; one of the name's own must not end it early.
  return /^[\x20-\x7e]*$/.test(name) ? String(name) : `\u2068${String(name).replace(/[\u2066-\u2069]/g, "")}\u2069`;
}

/** Time of day with seconds, in the viewer's time zone. */
export function time(millis) {
  return dated("t", millis, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** Time of day without seconds. */
export function clock(millis) {
  return dated("k", millis, { hour: "2-digit", minute: "2-digit" });
}

/** Date and time of day. */
export function dateTime(millis) {
  return dated("d", millis, { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" });
}

/** Date and time of day with seconds: one slice of a session. */
export function dateTimeSeconds(millis) {
  return dated("ds", millis, { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

function dated(key, millis, options) {
  if (millis === null || millis === undefined) {
    return NONE;
  }
  return formatter(key, () => new Intl.DateTimeFormat(locale, options)).format(millis);
}

/** A length of time as 1:02:03 or 2:03. */
export function duration(millis) {
  if (millis === null || millis === undefined) {
    return NONE;
  }
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
