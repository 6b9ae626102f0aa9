// What went wrong, in the language of the page.

import { ApiError } from "./api.js";
import * as format from "./format.js";
import { t } from "./texts.js";

/**
 * A sentence about an error of the server, in place of the one that the server has for programs.
 *
 * @param {Error} error as api.js throws it
 * @returns {string} the error's own message where its key is unknown here, as that of a newer server
 */
export function problemText(error) {
  const key = `problem.${error instanceof ApiError ? error.error : error.name}`;
  const text = t(key, { stream: format.isolated(error.stream ?? ""), status: error.status });
  return text === key ? error.message : text;
}
