// The frame around every page: header, banner, and which page the address asks for.

import { ApiError, get, post } from "./api.js";
import { h, setText } from "./dom.js";
import * as format from "./format.js";
import { problemText } from "./problems.js";
import { currentLanguage, LANGUAGES, t, useLanguage } from "./texts.js";

/** Pages by the parameter of the address that asks for them; each module is loaded when needed. */
const PAGES = [
  ["report", () => import("./report.js")],
  ["stream", () => import("./stream.js")],
  ["host", () => import("./console.js")],
];

const OPERATIONS = ["operations", () => import("./operations.js")];

const main = document.getElementById("main");
const banner = document.getElementById("banner");

let shown = null;
let viewer = null;

/**
 * What a page gets. A page module exports `mount(root, context)`, which fills the root and returns a
 * function that ends it.
 */
const context = {
  /** Parameters of the address. */
  get query() {
    return new URLSearchParams(location.search);
  },
  /** {role, hostId, authentication} of who looks. */
  get viewer() {
    return viewer;
  },
  /** Goes to another page without loading everything again; query as in an address: "?stream=s1". */
  go(query) {
    history.pushState(null, "", query || location.pathname);
    show();
  },
  /** Keeps what the page shows in the address, so that it can be shared; no new page. */
  remember(query) {
    history.replaceState(null, "", query || location.pathname);
  },
  /** The page's part of the window's title. */
  title(text) {
    document.title = text ? `${text} · ${t("app.name")}` : t("app.name");
  },
  /** Tells of the connection to the server: false from the moment it is lost, with its refusal if it was one. */
  connection(connected, refusal) {
    if (refusal?.status === 401) {
      showError(refusal);
      return;
    }
    server.since = connected ? null : (server.since ?? Date.now());
    server.refusal = connected ? null : refusal;
    drawBanner();
  },
  /** Tells what the server says of itself and of Kafka (the event `health`). */
  health(health) {
    lastHealth = health;
    drawBanner();
  },
  /** Shows an error in place of the page. */
  fail(error) {
    showError(error);
  },
};

const server = { since: null, refusal: null };
let lastHealth = null;

function drawBanner() {
  const text = bannerText();
  banner.classList.toggle("shown", text !== null);
  setText(banner, text ?? "");
}

function bannerText() {
  if (server.since !== null && server.refusal) {
    return t("state.server.refused", { since: format.time(server.since), message: problemText(server.refusal) });
  }
  if (server.since !== null) {
    return t("state.server.away", { since: format.time(server.since) });
  }
  const kafka = lastHealth?.kafka;
  if (!kafka) {
    return null;
  }
  if (!kafka.connected) {
    const key = lastHealth.newestWindowEnd === null ? "state.kafka.never" : "state.kafka.away";
    return t(key, {
      bootstrap: kafka.bootstrap,
      since: format.time(kafka.since),
      shown: format.time(lastHealth.newestWindowEnd),
    });
  }
  if (kafka.missingTopics.length > 0) {
    return t("state.topics.missing", { bootstrap: kafka.bootstrap, topics: kafka.missingTopics.join(", ") });
  }
  if (!kafka.caughtUp) {
    return t("state.reading", { share: format.percent(kafka.readBack, 0) });
  }
  return null;
}

function drawHeader() {
  const language = h(
    "select",
    {
      id: "language",
      "aria-label": t("app.language"),
      onChange: (event) => {
        useLanguage(event.target.value);
        drawHeader();
        document.getElementById("language").focus();
        drawBanner();
        show();
      },
    },
    Object.entries(LANGUAGES).map(([tag, name]) =>
      h("option", { value: tag, lang: tag, selected: tag === currentLanguage() }, name),
    ),
  );
  const theme = h(
    "select",
    { id: "theme", "aria-label": t("app.theme"), onChange: (event) => useTheme(event.target.value) },
    ["auto", "light", "dark"].map((name) =>
      h("option", { value: name, selected: name === (localStorage.getItem("theme") ?? "auto") }, t(`app.theme.${name}`)),
    ),
  );
  document.getElementById("skip").textContent = t("app.skip");
  document
    .getElementById("header")
    .replaceChildren(
      h("a.brand", { href: "." }, h("img", { src: "icon.svg", alt: "", width: 24, height: 24 }), t("app.name")),
      h("span.spacer"),
      viewer?.authentication === "token" ? h("button", { id: "logout", onClick: logout }, t("app.logout")) : "",
      language,
      theme,
    );
}

function useTheme(name) {
  if (name === "auto") {
    localStorage.removeItem("theme");
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem("theme", name);
    document.documentElement.dataset.theme = name;
  }
  // Charts take their colours when they are drawn.
  document.dispatchEvent(new CustomEvent("themechange"));
}

async function logout() {
  await post("logout");
  location.reload();
}

let turn = 0;

/** Shows the page that the address asks for. */
async function show() {
  const mine = ++turn;
  shown?.();
  shown = null;
  try {
    if (viewer === null) {
      await introduce();
      drawHeader();
    }
    const query = new URLSearchParams(location.search);
    const page = PAGES.find(([name]) => query.has(name));
    // A host's token sees one host's rooms: that is its first page.
    const [name, load] = page ?? (viewer.role === "host" ? PAGES[2] : OPERATIONS);
    document.body.dataset.page = name;
    for (const sheet of document.querySelectorAll("link[data-page]")) {
      // The two sheets may use the same names for different things.
      sheet.disabled = (sheet.dataset.page === "operations") !== (name === "operations");
    }
    const module = await load();
    if (mine !== turn) {
      return;
    }
    // A root of its own: a page that is slow to start cannot draw over the one that came after it.
    const root = h("div.page");
    main.replaceChildren(root);
    const close = await module.mount(root, context);
    if (mine === turn) {
      shown = close;
    } else {
      close();
    }
  } catch (error) {
    if (mine === turn) {
      showError(error);
    }
  }
}

/** Who looks? A token in the address's fragment is taken from there: it reaches no log. */
async function introduce() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token !== null) {
    history.replaceState(null, "", location.pathname + location.search);
    try {
      await post("login", { token });
    } catch (error) {
      error.ofToken = true;
      throw error;
    }
  }
  viewer = await get("me");
}

function showError(error) {
  turn++;
  shown?.();
  shown = null;
  if (error instanceof ApiError && error.status === 401) {
    viewer = null;
    showLogin(error.ofToken === true);
    return;
  }
  context.title(t("error.title"));
  main.replaceChildren(
    h(
      "section.message",
      { role: "alert" },
      h("h1", null, t("error.title")),
      h("p", null, problemText(error)),
      h("p", null, h("a", { href: "." }, t("error.back"))),
    ),
  );
  if (!(error instanceof ApiError)) {
    console.error(error);
  }
}

function showLogin(refused) {
  context.title(t("login.title"));
  const field = h("input", { id: "token", type: "password", autocomplete: "current-password", required: true });
  const problem = h("p.problem", { role: "alert" }, refused ? t("login.refused") : "");
  main.replaceChildren(
    h(
      "form.message",
      {
        id: "login",
        onSubmit: async (event) => {
          event.preventDefault();
          try {
            await post("login", { token: field.value });
            show();
          } catch (error) {
            setText(problem, error.status === 401 ? t("login.refused") : problemText(error));
          }
        },
      },
      h("h1", null, t("login.title")),
      h("p", null, t("login.text")),
      h("label", { for: "token" }, t("login.token")),
      field,
      h("button.primary", { type: "submit" }, t("login.submit")),
      problem,
    ),
  );
  field.focus();
}

// Links between pages stay in this document: the connection and what is loaded stay too.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.target || link.hasAttribute("download")) {
    return;
  }
  const url = new URL(link.href);
  if (link.hash) {
    // Within the page: no entry in the history, which would draw the page anew.
    event.preventDefault();
    document.querySelector(link.hash)?.focus();
  } else if (url.origin === location.origin && url.pathname === location.pathname) {
    event.preventDefault();
    context.go(url.search);
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
});
addEventListener("popstate", show);

drawHeader();
show();
