// Room for what is wider or longer than the screen: it scrolls by itself, with the keyboard too.

import { h } from "../dom.js";

/** A box that scrolls; the id is that of its heading. */
export function scrollBox(headingId, ...children) {
  return h("div.scroll", { tabindex: 0, role: "group", "aria-labelledby": headingId }, children);
}
