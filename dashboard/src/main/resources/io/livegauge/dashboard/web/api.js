// The server's JSON and its live events.

/** What the server refused: its status, its error key and its sentence. */
export class ApiError extends Error {
  constructor(status, error, message) {
    super(message);
    this.status = status;
    this.error = error;
  }
}

/**
 * Asks the server.
 *
 * @param {string} path below /api, such as "streams"
 * @param {object} [query] parameters; null and undefined are left out
 * @returns {Promise<object>} the answer
 * @throws {ApiError} where the server refuses; TypeError where it is out of reach
 */
export async function get(path, query) {
  return read(await fetch(address(path, query), { headers: { accept: "application/json" } }));
}

/** Sends JSON; the answer is null where there is none. */
export async function post(path, body) {
  return read(
    await fetch(address(path), {
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
  throw new ApiError(response.status, problem.error ?? "HTTP", problem.message ?? `HTTP ${response.status}`);
}

/**
 * Live events until it is closed; connects again by itself, also where the browser has given up.
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
  let source = null;
  let timer = null;
  let closed = false;

  function open() {
    const mine = new EventSource(where());
    source = mine;
    source.onopen = () => connection(true);
    source.onerror = () => lose(mine);
    for (const [event, handler] of Object.entries(handlers)) {
      source.addEventListener(event, async (message) => {
        try {
          await handler(JSON.parse(message.data), message.lastEventId);
        } catch (error) {
          console.error(error);
          lose(mine);
        }
      });
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
    const before = source;
    const probe = new AbortController();
    try {
      const response = await fetch(where(), { headers: { accept: "text/event-stream" }, signal: probe.signal });
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
      source.close();
    },
    again() {
      clearTimeout(timer);
      source.close();
      open();
    },
  };
}
