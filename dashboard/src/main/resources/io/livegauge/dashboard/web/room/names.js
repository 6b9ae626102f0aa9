// Names of what records speak of by keys. A newer job may know keys that these screens do not: such a
// key is its own name.

import { t } from "../texts.js";

/**
 * The name of a key.
 *
 * @param {string} kind what it is a key of, as in the catalogues: "indicator", "reason", "alert"
 */
export function nameOf(kind, key, values) {
  const text = t(`${kind}.${key}`, values);
  return text === `${kind}.${key}` ? key : text;
}
