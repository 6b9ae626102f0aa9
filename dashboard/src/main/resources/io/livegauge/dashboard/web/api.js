// The server's JSON and its live events.

/** After so long without a word a live connection counts as lost: it may die unseen. */
const SILENCE_MILLIS = 5000;

/** An answer has to begin within this: the server itself may be waiting for Kafka. */
const ANSWER_MILLIS = 15_000;

/** What the server refused: its status, its error key, its sentence, and the stream that it is about. */
export class ApiError extends Error {
  constructor(status, error, message, stream = null) {
    super(message);
    this.status = status;
    this.error = error;
    this.stream = stream;
  }
}

/** The server is out of reach, or does not begin to answer. */
export class AwayError extends Error {
  name = "AwayError";
}

/**
 * Asks the server.
 *
 * @param {string} path below /api, such as "streams"
 * @param {object} [query] parameters; null and undefined are left out
 * @returns {Promise<object>} the answer
 * @throws {ApiError} where the server refuses; AwayError where it is out of reach
 */
export async function get(path, query) {
  return read(await ask(address(path, query), { headers: { accept: "application/json" } }));
}

/** Sends JSON; the answer is null where there is none. */
export async function post(path, body) {
  return read(
    await ask(address(path), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body ?? {}),
    }),
  );
}

/** A path of the API with its parameters, relative to the page: a proxy may put it anywhere. */
export function address(path, query) {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined) {
      parameters.set(key, value);
    }
  }
  const text = parameters.toString();
  return `api/${path}${text ? `?${text}` : ""}`;
}

/** An answer that has begun may take its time; one that does not begin is none. */
async function ask(url, options, giveUp = new AbortController(), millis = ANSWER_MILLIS) {
  const timer = setTimeout(() => giveUp.abort(), millis);
  try {
    return await fetch(url, { ...options, signal: giveUp.signal });
  } catch (error) {
    throw new AwayError(error.message);
  } finally {
    clearTimeout(timer);
  }
}

async function read(response) {
  if (response.ok) {
    return response.status === 204 ? null : response.json();
  }
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // A proxy in between answers in its own way.
  }
  const [, stream] = new URL(response.url).pathname.match(/api\/(?:streams|sessions)\/([^/]+)/) ?? [];
  throw new ApiError(
    response.status,
    problem.error ?? "HTTP",
    problem.message ?? `HTTP ${response.status}`,
    stream === undefined ? null : decodeURIComponent(stream),
  );
}

/**
 * Live events until it is closed; connects again by itself, also where the browser has given up, and where
 * the server falls silent: it tells of its health each second.
 *
 * @param {function(): string} where the address, asked for at each connection
 * @param {Object<string, function(object, string)>} handlers by event, with its data and its id; one that
 *     fails, or whose promise does, makes a new connection
 * @param {function(boolean, ApiError=)} [connection] told when the connection comes and goes, and what the
 *     server said where it refused it
 * @returns {{close: function(), again: function()}} again connects anew at once
 */
export function live(where, handlers, connection = () => {}) {
  const RETRY_MILLIS = 1000;
  const WATCH_MILLIS = 1000;
  let source = null;
  /** Waits for the next attempt; null where a connection is open or being made. */
  let timer = null;
  let closed = false;
  let heard = 0;
  let watched = performance.now();
  const watch = setInterval(listen, WATCH_MILLIS);
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);

  function open() {
    const mine = new EventSource(where());
    source = mine;
    heard = performance.now();
    source.onopen = () => connection(true);
    source.onerror = () => lose(mine);
    for (const [event, handler] of Object.entries(handlers)) {
      source.addEventListener(event, async (message) => {
        heard = performance.now();
        try {
          await handler(JSON.parse(message.data), message.lastEventId);
        } catch (error) {
          console.error(error);
          lose(mine);
        }
      });
    }
  }

  /** Loses a connection that has died without a sign, as where a machine or a network stands still. */
  function listen() {
    const now = performance.now();
    if (now - watched > 3 * WATCH_MILLIS) {
      // This page itself slept, in the background or with its machine: what was sent may still wait here.
      heard = now;
    }
    watched = now;
    if (source.readyState !== EventSource.CLOSED && now - heard > SILENCE_MILLIS) {
      lose(source);
    }
  }

  /** Back in the network or in sight: no need to wait for the next attempt. */
  function wake() {
    if (timer !== null && document.visibilityState === "visible") {
      clearTimeout(timer);
      retry();
    }
  }

  function lose(which, error) {
    if (closed || which !== source) {
      return;
    }
    connection(false, error);
    // The browser itself gives up after an answer that is no stream, as from a proxy.
    source.close();
    clearTimeout(timer);
    timer = setTimeout(retry, RETRY_MILLIS);
  }

  /** An EventSource does not tell why it was refused, so ask once without it. */
  async function retry() {
    timer = null;
    const before = source;
    const probe = new AbortController();
    try {
      const response = await ask(where(), { headers: { accept: "text/event-stream" } }, probe, SILENCE_MILLIS);
      if (!response.ok) {
        await read(response);
      }
      probe.abort();
      if (!closed && before === source) {
        open();
      }
    } catch (error) {
      lose(before, error instanceof ApiError ? error : undefined);
    }
  }

  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      clearInterval(watch);
      removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
      source.close();
    },
    again() {
      clearTimeout(timer);
      timer = null;
      source.close();
      open();
    },
  };
}
