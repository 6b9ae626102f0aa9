// One stream: its score, why it is so, what to do next, and the session over time. The page shows the
// newest slice and follows it, or a moment that was chosen (`at` in the address).

import { address, ApiError, get, live } from "./api.js";
import { h, setText } from "./dom.js";
import * as format from "./format.js";
import { problemText } from "./problems.js";
import { t } from "./texts.js";
import { adviceList } from "./room/advice.js";
import { bigScore } from "./room/bigscore.js";
import { comparison } from "./room/comparison.js";
import { indicatorTable } from "./room/indicators.js";
import { level } from "./room/judgement.js";
import { momentBar } from "./room/momentbar.js";
import { quality } from "./room/quality.js";
import { addPoint, indexAt, momentOf } from "./room/series.js";
import { streamHead } from "./room/streamhead.js";
import { timeline } from "./room/timeline.js";
import { presentView, pastView } from "./room/view.js";
import { vitals } from "./room/vitals.js";
import { waterfall } from "./room/waterfall.js";

/** Shows the stream that the address names, until the returned function is called. */
export async function mount(root, context) {
  const id = context.query.get("stream");
  if (!id) {
    throw new ApiError(400, "NO_STREAM", t("stream.noId"));
  }
  const path = `streams/${encodeURIComponent(id)}`;
  const [room, series] = await Promise.all([get(path), get(`${path}/series`)]);
  context.title(format.isolated(id));
  return new StreamPage(root, context, { id, path, room, series }).start();
}

class StreamPage {
  #context;
  #id;
  #path;
  #room;
  #series;
  /** The record of the moment that is shown; null for now. */
  #moment = null;
  #turn = 0;
  #frame = null;
  #loading = false;
  #lost = false;
  #parts;
  #timeline;
  #comparison;
  #momentBar = momentBar({ onStep: (by) => this.#step(by), onBack: () => this.#choose(null) });
  #spoken = h("p.visually-hidden", { role: "status" });
  #said = null;
  #root;

  constructor(root, context, { id, path, room, series }) {
    this.#context = context;
    this.#root = root;
    this.#id = id;
    this.#path = path;
    this.#room = room;
    this.#series = series;
    const head = streamHead();
    const checks = quality();
    this.#comparison = comparison(room.row.hostId);
    this.#timeline = timeline({
      onMoment: (time) => this.#choose(time),
      csv: ({ sessionStart }) => address(`${path}/series.csv`, { session: sessionStart }),
    });
    this.#parts = [
      head,
      bigScore(),
      adviceList(),
      vitals(),
      waterfall(),
      this.#timeline,
      indicatorTable(),
      checks,
      this.#comparison,
    ];
    const [, ...panels] = this.#parts.map((part) => part.element);
    root.append(h("div.stream", null, head.element, this.#momentBar.element, this.#spoken, panels));
  }

  start() {
    const onClick = (event) => this.#click(event);
    this.#root.addEventListener("click", onClick);
    const at = Number(this.#context.query.get("at"));
    if (at > 0) {
      this.#show(at);
    }
    this.#draw();
    this.#comparison.load().then(() => this.#later());
    const source = live(
      () => address(`${this.#path}/updates`),
      { record: (update) => this.#take(update), health: (health) => this.#context.health(health) },
      (connected) => this.#connection(connected),
    );
    return () => {
      source.close();
      cancelAnimationFrame(this.#frame);
      this.#turn += 1;
      this.#root.removeEventListener("click", onClick);
      this.#timeline.end();
    };
  }

  #connection(connected) {
    this.#context.connection(connected);
    this.#lost ||= !connected;
  }

  /** Takes what the server sends; what was missed meanwhile is asked for. */
  #take({ row, record, point, marks }) {
    const sameSession = record.sessionStart === this.#series.sessionStart;
    this.#room = { ...this.#room, row, record };
    const follows = sameSession && addPoint(this.#series, point, marks ?? []);
    if (!follows || this.#lost) {
      this.#lost = false;
      this.#reload();
    }
    this.#later();
  }

  async #reload() {
    if (this.#loading) {
      return;
    }
    this.#loading = true;
    try {
      const [room, series] = await Promise.all([get(this.#path), get(`${this.#path}/series`)]);
      if (series.sessionStart !== this.#series.sessionStart && this.#moment !== null) {
        // The moment was one of a session that this page has left.
        this.#choose(null);
      }
      this.#room = room;
      this.#series = series;
      await this.#comparison.load();
      this.#later();
    } catch (error) {
      // A server that is away is told of by the connection; a stream that is gone is an answer.
      if (error.status !== undefined) {
        this.#context.fail(error);
      }
    } finally {
      this.#loading = false;
    }
  }

  #later() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#draw();
    });
  }

  #draw() {
    const { row, record, early, sessions } = this.#room;
    const view = this.#moment === null ? presentView(row, record) : pastView(this.#series, this.#moment);
    const given = { ...view, view, row, latest: record, series: this.#series, early: early ?? {}, sessions };
    this.#parts.forEach((part) => part.update(given));
    this.#say(view);
  }

  /** Tells a screen reader of what matters, not of each slice. */
  #say({ live: isLive, score, reference, status }) {
    if (!isLive) {
      return;
    }
    const { key } = level(score, reference);
    const said = `${key} ${status}`;
    if (this.#said !== null && said !== this.#said) {
      setText(
        this.#spoken,
        t("stream.spoken", { score: format.number(score, 1), level: t(key), status: t(`status.${status}`) }),
      );
    }
    this.#said = said;
  }

  #click(event) {
    const time = event.target.closest?.("[data-at]")?.dataset.at;
    if (time !== undefined) {
      this.#choose(Number(time));
    }
  }

  /** Opens the moment of a time and keeps it in the address; null goes back to now. */
  #choose(time) {
    const query = new URLSearchParams({ stream: this.#id });
    if (time !== null) {
      query.set("at", time);
    }
    // From one moment to the next is no step of its own for the browser's way back.
    const method = time !== null && this.#moment !== null ? "replaceState" : "pushState";
    history[method](null, "", `?${query}`);
    this.#show(time);
  }

  async #show(time) {
    const mine = ++this.#turn;
    const windowEnd = time === null ? null : momentOf(this.#series, time);
    if (windowEnd === null) {
      this.#moment = null;
      this.#momentBar.show("");
      this.#later();
      return;
    }
    try {
      const record = await get(`${this.#path}/record`, { windowEnd, session: this.#series.sessionStart });
      if (mine === this.#turn) {
        this.#moment = record;
        this.#momentBar.show(t("moment.shown", { time: format.dateTimeSeconds(windowEnd) }));
        this.#later();
      }
    } catch (error) {
      if (mine === this.#turn) {
        this.#moment = null;
        this.#momentBar.show(
          t("moment.problem", { time: format.dateTimeSeconds(windowEnd), message: problemText(error) }),
          false,
        );
        this.#later();
      }
    }
  }

  #step(by) {
    const times = this.#series.windowEnd;
    const index = indexAt(this.#series, this.#moment.windowEnd) + by;
    this.#choose(times[Math.min(times.length - 1, Math.max(0, index))]);
  }
}
