// A host's console, to be read from two metres away, on a phone or on a big screen: one score, one
// thing to do, three figures. Several live rooms are a choice; none is said so.

import { address, ApiError, get, live } from "./api.js";
import { h, setText } from "./dom.js";
import * as format from "./format.js";
import { t } from "./texts.js";
import { measure } from "./room/advice.js";
import { changeText } from "./room/bigscore.js";
import { sessionList } from "./room/comparison.js";
import { gauge } from "./room/gauge.js";
import { direction, level } from "./room/judgement.js";

/** How often the host's rooms are asked for: a room that starts or ends appears within that. */
const ASK_MILLIS = 5000;
const SESSIONS = 8;

/** Shows the host's console until the returned function is called. */
export async function mount(root, context) {
  const host = context.query.get("host") || context.viewer.hostId;
  if (!host) {
    throw new ApiError(400, "NO_HOST", t("console.noHost"));
  }
  context.title(t("console.title", { host: format.isolated(host) }));
  const page = new ConsolePage(root, context, host);
  await page.ask();
  return () => page.end();
}

class ConsolePage {
  #root;
  #context;
  #host;
  /** The stream that was chosen of several; null leaves it to their number. */
  #chosen = null;
  /** What is on the screen: its key, whether it has live events, how it takes rows and how it ends. */
  #shown = { key: null };
  #timer = null;
  #turn = 0;

  constructor(root, context, host) {
    this.#root = root;
    this.#context = context;
    this.#host = host;
    this.#chosen = context.query.get("room");
  }

  end() {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#shown.end?.();
  }

  /** Asks which rooms the host has, and again after a while. */
  async ask() {
    const mine = ++this.#turn;
    clearTimeout(this.#timer);
    try {
      const { streams } = await get("streams", { host: this.#host });
      if (mine === this.#turn) {
        this.#tell(true);
        await this.#show(streams.filter((row) => row.status !== "ended"));
      }
    } catch (error) {
      if (error.status !== undefined) {
        throw error;
      }
      this.#tell(false);
    }
    if (mine === this.#turn) {
      this.#timer = setTimeout(() => this.#again(), ASK_MILLIS);
    }
  }

  async #again() {
    try {
      await this.ask();
    } catch (error) {
      this.#context.fail(error);
    }
  }

  /** A room's own live events say more of the connection than these questions. */
  #tell(connected) {
    if (!this.#shown.live) {
      this.#context.connection(connected);
    }
  }

  async #show(rows) {
    const one = rows.length === 1 ? rows[0] : rows.find((row) => row.streamId === this.#chosen);
    // A room that is on the screen stays there when another one starts.
    this.#chosen = one?.streamId ?? null;
    const several = rows.length > 1;
    const key = one ? `room ${one.streamId} ${several}` : several ? "rooms" : "none";
    if (key !== this.#shown.key) {
      this.#shown.end?.();
      this.#shown = {
        key,
        ...(one ? this.#room(one, several) : several ? this.#rooms() : await this.#none()),
      };
    }
    this.#shown.update?.(rows);
  }

  #room(row, several) {
    const view = roomView(
      row.streamId,
      several
        ? h("button", { type: "button", onClick: () => this.#choose(null) }, t("console.rooms", { host: format.isolated(this.#host) }))
        : null,
    );
    this.#root.replaceChildren(view.element);
    view.update(row);
    const source = live(
      () => address(`streams/${encodeURIComponent(row.streamId)}/updates`),
      { record: (update) => view.update(update.row), health: (health) => this.#context.health(health) },
      (connected) => this.#context.connection(connected),
    );
    return { live: true, end: () => source.close() };
  }

  #rooms() {
    const view = chooser(this.#host, (id) => this.#choose(id));
    this.#root.replaceChildren(view.element);
    return { update: (rows) => view.update(rows) };
  }

  async #none() {
    const mine = this.#turn;
    const { sessions } = await get("sessions", { host: this.#host, limit: SESSIONS });
    if (mine !== this.#turn) {
      // Another page may have the root by now.
      return {};
    }
    this.#root.replaceChildren(
      h(
        "section.message.panel",
        null,
        h("h1", null, t("console.none", { host: format.isolated(this.#host) })),
        h("p", null, t("console.none.more")),
        h("h2", null, t("console.past")),
        sessions.length === 0 ? h("p.muted", null, t("console.past.none")) : sessionList(sessions),
      ),
    );
    return {};
  }

  async #choose(id) {
    this.#chosen = id;
    const query = new URLSearchParams({ host: this.#host });
    if (id !== null) {
      query.set("room", id);
    }
    history.replaceState(null, "", `?${query}`);
    await this.#again();
    // What had the focus is gone.
    this.#root.focus({ preventScroll: true });
  }
}

/** One room, filling the screen. */
function roomView(id, back) {
  const dial = gauge();
  const word = h("p.level");
  const change = h("p.change");
  const action = h("p.action");
  const how = h("p.how");
  const gain = h("p.gain");
  const figures = ["viewers", "sales", "conversion"].map((key) => ({ key, value: h("dd") }));
  const state = h("span.muted");
  const next = h(
    "section.next",
    { "aria-labelledby": "next-title" },
    h("h2", { id: "next-title" }, t("console.next")),
    action,
    gain,
    how,
  );
  const element = h(
    "div.console",
    null,
    h(
      "div.top",
      null,
      h("h1", null, id),
      state,
      h("span.spacer"),
      back,
      h("a", { href: `?${new URLSearchParams({ stream: id })}` }, t("console.open")),
    ),
    h("section.mark", { "aria-label": t("score.title") }, dial.element, h("div.words", null, word, change)),
    next,
    h(
      "dl.three",
      null,
      figures.map(({ key, value }) => h("div", null, h("dt", null, t(`console.${key}`)), value)),
    ),
  );
  return {
    element,
    update(row) {
      dial.update({ score: row.score, reference: row.baselineScore });
      const stands = level(row.score, row.baselineScore);
      element.dataset.tone = stands.tone;
      setText(word, t(stands.key));
      word.className = `level ${stands.tone}`;
      const goes = direction(row.change);
      setText(change, `${goes.arrow} ${changeText(row.change, goes)}`);
      change.className = `change ${goes.tone}`;
      const advice = row.advice === null ? null : measure(row.advice.action);
      setText(action, advice?.name ?? t("console.nothing"));
      setText(how, advice === null ? t("advice.none") : (advice.how ?? ""));
      setText(gain, advice === null ? "" : t("console.gain", { gain: format.signed(row.advice.gain, 1) }));
      const texts = {
        viewers: format.number(row.viewers),
        sales: format.moneyCompact(row.sales, row.currency),
        conversion: format.percent(row.conversion, 1),
      };
      figures.forEach(({ key, value }) => setText(value, texts[key]));
      setText(
        state,
        t("console.length", {
          status: t(`status.${row.status}`),
          length: format.duration(row.windowEnd - row.sessionStart),
        }),
      );
    },
  };
}

/** A tile a room; `update` takes their rows. */
function chooser(host, choose) {
  const tiles = new Map();
  const list = h("ul.tiles");
  return {
    element: h(
      "div.chooser",
      null,
      h("h1", null, t("console.title", { host: format.isolated(host) })),
      h("p", null, t("console.choose")),
      list,
    ),
    update(rows) {
      const ids = rows.map((row) => row.streamId);
      if (ids.join() !== [...tiles.keys()].join()) {
        tiles.clear();
        ids.forEach((id) => tiles.set(id, tile(id, choose)));
        list.replaceChildren(...[...tiles.values()].map((each) => h("li", null, each.element)));
      }
      rows.forEach((row) => tiles.get(row.streamId).update(row));
    },
  };
}

function tile(id, choose) {
  const dial = gauge();
  const word = h("span.level");
  const more = h("span.muted");
  return {
    element: h(
      "button.tile",
      { type: "button", onClick: () => choose(id) },
      h("strong", null, id),
      dial.element,
      word,
      more,
    ),
    update(row) {
      dial.update({ score: row.score, reference: row.baselineScore });
      const stands = level(row.score, row.baselineScore);
      const goes = direction(row.change);
      setText(word, `${t(stands.key)} · ${goes.arrow} ${t(goes.key)}`);
      word.className = `level ${stands.tone}`;
      const viewers = `${t("console.viewers")} ${format.number(row.viewers)}`;
      setText(more, [t(`status.${row.status}`), viewers, format.money(row.sales, row.currency)].join(" · "));
    },
  };
}
