// One chart of the timeline, drawn by uPlot, with the session's events as lines in it.

import uPlot from "../vendor/uplot/uPlot.esm.js";
import { h, setText } from "../dom.js";
import * as format from "../format.js";

/** How lines of events differ besides their colour. */
const DASHES = { pin: [], unpin: [2, 3], game: [6, 4], promo: [10, 3, 2, 3], model: [] };
const CHIP = 16;
const FONT = "system-ui, sans-serif";

/** Colours of events, by kind; a kind that is new is drawn as the text is. */
export const EVENT_COLOURS = { pin: "accent", unpin: "muted", game: "warn", promo: "good", model: "text" };

/**
 * A chart of one column over time.
 *
 * @param {object} spec
 *     key: name of the column; label: its heading; stroke: name of its colour;
 *     write: value → text; axis: value → short text; span: least height of the scale;
 *     chips: whether numbers of events stand above; times: whether times stand below
 * @param {object} shared what the charts have in common, read at each drawing:
 *     sync: name of the common cursor; colours; range: [from, to]; events; moment; reference
 * @param {{onPoint: function(number), onCursor: function(number|null)}} handlers told the place of a point
 */
export function chart(spec, shared, handlers) {
  const value = h("span.now");
  const area = h("div.area");
  const element = h("figure.chart", null, h("figcaption", null, h("span.label", null, spec.label), value), area);
  let plot = null;
  let data = [[], []];

  function draw() {
    plot?.destroy();
    area.replaceChildren();
    const height = area.clientHeight;
    const width = area.clientWidth;
    if (width === 0) {
      plot = null;
      return;
    }
    plot = new uPlot(options(width, height), data, area);
    plot.over.addEventListener("click", () => {
      if (plot.cursor.idx !== null && plot.cursor.idx !== undefined) {
        handlers.onPoint(plot.cursor.idx);
      }
    });
  }

  function options(width, height) {
    const { colours } = shared;
    const grid = { stroke: colours.line, width: 1 };
    const axis = { stroke: colours.muted, font: `12px ${FONT}`, grid, ticks: { show: false } };
    return {
      width,
      height,
      ms: 1,
      legend: { show: false },
      padding: [spec.chips ? CHIP + 6 : 6, 8, spec.times ? 0 : 4, 0],
      cursor: { sync: { key: shared.sync, setSeries: false }, drag: { x: false, y: false }, y: false },
      scales: { x: { time: true, range: () => shared.range }, y: { range: (plot, low, high) => scaleOf(low, high) } },
      axes: [
        { ...axis, show: spec.times, size: 26, space: 70, values: (plot, ticks) => ticks.map(format.clock) },
        { ...axis, size: 58, space: 26, values: (plot, ticks) => ticks.map(spec.axis) },
      ],
      series: [
        {},
        {
          stroke: colours[spec.stroke],
          fill: spec.fill ? `color-mix(in srgb, ${colours[spec.stroke]} 14%, transparent)` : undefined,
          width: 2,
          points: { size: 5 },
        },
      ],
      hooks: { draw: [drawEvents], setCursor: [({ cursor }) => handlers.onCursor(cursor.idx ?? null)] },
    };
  }

  /** Enough room around the values that a quiet line does not look wild. */
  function scaleOf(low, high) {
    if (low === null || high === null) {
      return [0, spec.span];
    }
    if (spec.fill) {
      const top = Math.max(high, spec.span);
      return [Math.min(0, low), top * 1.08];
    }
    const missing = Math.max(0, spec.span - (high - low)) / 2;
    const pad = (high - low) * 0.08;
    return [Math.max(0, low - missing - pad), Math.min(100, high + missing + pad)];
  }

  function drawEvents(plot) {
    const context = plot.ctx;
    const { left, top, width, height } = plot.bbox;
    const ratio = devicePixelRatio;
    const { colours } = shared;
    context.save();
    if (spec.reference && shared.reference !== null) {
      const y = plot.valToPos(shared.reference, "y", true);
      if (y >= top && y <= top + height) {
        line(context, [left, y, left + width, y], colours.muted, [4 * ratio, 4 * ratio], ratio);
      }
    }
    let free = -Infinity;
    for (const event of shared.events) {
      if (event.time < shared.range[0] || event.time > shared.range[1]) {
        continue;
      }
      const x = Math.round(plot.valToPos(event.time, "x", true));
      const colour = colours[EVENT_COLOURS[event.kind] ?? "text"];
      const dash = (DASHES[event.kind] ?? []).map((length) => length * ratio);
      line(context, [x, top, x, top + height], colour, dash, event.kind === "model" ? 2 * ratio : ratio);
      // A number that has no room is left out: the list has them all.
      const half = (CHIP / 2 + (event.number > 99 ? 4 : 0)) * ratio;
      if (spec.chips && x - half > free) {
        chip(context, {
          x,
          y: top - (CHIP / 2 + 2) * ratio,
          half,
          ratio,
          colour,
          text: event.number,
          ground: colours.panel,
        });
        free = x + half;
      }
    }
    if (shared.moment !== null) {
      const x = plot.valToPos(shared.moment, "x", true);
      line(context, [x, top, x, top + height], colours.bad, [], 2.5 * ratio);
    }
    context.restore();
  }

  return {
    element,
    /** Takes columns and draws what has changed. */
    update(columns) {
      data = [columns.times, columns[spec.key]];
      if (plot === null) {
        draw();
      } else {
        plot.setData(data);
      }
    },
    /** Shows a point's value beside the heading; null shows none. */
    show(index) {
      setText(value, index === null ? "" : spec.write(data[1][index] ?? null));
    },
    /** Fits the chart to its room. */
    resize() {
      if (plot === null) {
        draw();
      } else if (area.clientWidth > 0) {
        plot.setSize({ width: area.clientWidth, height: area.clientHeight });
      }
    },
    /** Puts the cursor on a point, as the mouse does. */
    point(index) {
      plot?.setCursor({ left: plot.valToPos(data[0][index], "x"), top: 10 });
    },
    draw,
    end() {
      plot?.destroy();
    },
  };
}

function line(context, [fromX, fromY, toX, toY], colour, dash, width) {
  context.beginPath();
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

function chip(context, { x, y, half, ratio, colour, text, ground }) {
  context.fillStyle = colour;
  context.setLineDash([]);
  context.beginPath();
  context.roundRect(x - half, y - (CHIP / 2) * ratio, half * 2, CHIP * ratio, 4 * ratio);
  context.fill();
  context.fillStyle = ground;
  context.font = `600 ${10 * ratio}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5 * ratio);
}
