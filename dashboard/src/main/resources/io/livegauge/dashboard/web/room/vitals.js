// The session's main figures beside the score.

import { h, setText } from "../dom.js";
import * as format from "../format.js";
import { t } from "../texts.js";
import { indicatorOf } from "./readings.js";

/** By key of its name: the figure and what is said below it. */
const FIGURES = [
  [
    "viewers",
    ({ audience }) => [
      format.number(audience.concurrent),
      t("vital.viewers.more", {
        peak: format.number(audience.peak),
        distinct: format.number(audience.sessionDistinct),
      }),
    ],
  ],
  [
    "sales",
    ({ sales }) => [
      format.money(sales.paid - sales.refunded, sales.currency),
      t("vital.sales.more", {
        orders: format.number(sales.orders),
        refunded: format.money(sales.refunded, sales.currency),
      }),
    ],
  ],
  ["conversion", (record) => conversion(indicatorOf(record, "A31")?.session)],
  ["watching", (record) => watching(indicatorOf(record, "A11"))],
  [
    "barrages",
    (record) => [
      format.number(indicatorOf(record, "A12")?.session.numerator),
      t("vital.barrages.more", { window: format.number(indicatorOf(record, "A12")?.window.numerator) }),
    ],
  ],
  [
    "gifts",
    ({ sales }) => [
      format.number(sales.gifts),
      t("vital.gifts.more", { value: format.money(sales.giftValue, sales.currency) }),
    ],
  ],
];

function conversion(session) {
  return [
    format.percent(session?.raw, 1),
    t("vital.conversion.more", {
      buyers: format.number(session?.numerator),
      distinct: format.number(session?.denominator),
    }),
  ];
}

function watching(indicator) {
  const text = (scope) => format.duration(scope?.raw === null || scope?.raw === undefined ? null : scope.raw * 1000);
  return [text(indicator?.session), t("vital.watching.more", { window: text(indicator?.window) })];
}

/** The panel of the main figures; `update` takes a view of view.js. */
export function vitals() {
  const cells = FIGURES.map(([key, read]) => {
    const value = h("dd.value");
    const more = h("dd.below.muted");
    return { read, value, more, element: h("div", null, h("dt", null, t(`vital.${key}`)), value, more) };
  });
  return {
    element: h(
      "section.panel.vitals",
      { "aria-labelledby": "vitals-title" },
      h("h2", { id: "vitals-title" }, t("vital.title")),
      h(
        "dl",
        null,
        cells.map((cell) => cell.element),
      ),
    ),
    update({ record }) {
      for (const cell of cells) {
        const [value, more] = cell.read(record);
        // A long amount may break between its currency and its number, and nowhere else.
        setText(cell.value, value.replaceAll("\u00a0", " "));
        setText(cell.more, more);
      }
    },
  };
}
