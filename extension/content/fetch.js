// @ts-check
// Injected into a tab: one request from there, where only the tab gets through.
// The function is sent as its own text, so it uses nothing from outside itself.

/**
 * @typedef {{id: string, url: string, method: string, headers: [string, string][], body?: string, silence: number, cap: number}} TabRequest
 *   body in base64; silence in milliseconds, to the first byte and between two pieces; cap in bytes
 * @typedef {{status: number, location?: string, headers: [string, string][], body: string}} TabResponse
 *   location is there, empty where it is hidden, if the answer is a redirect
 * @typedef {{error: {name: string, message: string}}} TabFailure
 */

/**
 * Runs in the isolated world, where the page's scripts cannot see or change it.
 * With {abort: id} it ends the request of that id instead.
 * @param {TabRequest | {abort: string}} request
 * @returns {Promise<TabResponse | TabFailure | null>}
 */
export async function tabFetch(request) {
  globalThis.storekeyRequests ??= new Map();
  const underWay = globalThis.storekeyRequests;
  if ("abort" in request) {
    underWay.get(request.abort)?.abort();
    return null;
  }

  const control = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const rearm = () => {
    clearTimeout(timer);
    timer = setTimeout(() => control.abort(new DOMException("no answer in time", "TimeoutError")), request.silence);
  };
  const fromBase64 = (/** @type {string} */ text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const toBase64 = (/** @type {Uint8Array[]} */ pieces) => {
    let text = "";
    for (const piece of pieces) {
      for (let i = 0; i < piece.length; i += 8192) text += String.fromCharCode(...piece.subarray(i, i + 8192));
    }
    return btoa(text);
  };
  const read = async (/** @type {ReadableStream<Uint8Array> | null} */ stream) => {
    const pieces = [];
    const reader = stream?.getReader();
    for (let left = request.cap; reader && left > 0; ) {
      rearm();
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value.subarray(0, left));
      left -= value.length;
    }
    reader?.cancel().catch(() => {});
    return toBase64(pieces);
  };

  /** @type {RequestInit} */
  const common = { mode: "same-origin", cache: "no-store", referrerPolicy: "no-referrer", signal: control.signal };
  // fetch hides where a redirect leads; a GET with nothing in it that follows
  // tells, for this origin.
  const whereTo = async (/** @type {URL} */ target) => {
    try {
      rearm();
      return (await fetch(target.origin + target.pathname, { ...common, credentials: "omit" })).url;
    } catch {
      return "";
    }
  };

  try {
    const target = new URL(request.url);
    if (target.origin !== location.origin || target.origin === "null") {
      throw new DOMException("the tab has left this store", "SecurityError");
    }
    underWay.set(request.id, control);
    rearm();
    const response = await fetch(target.origin + target.pathname + target.search, {
      ...common,
      method: request.method,
      headers: request.headers,
      body: request.body === undefined ? undefined : fromBase64(request.body),
      credentials: "same-origin",
      redirect: "manual",
    });
    return {
      status: response.status,
      ...(response.type === "opaqueredirect" && { location: await whereTo(target) }),
      headers: [...response.headers],
      body: await read(response.body),
    };
  } catch (cause) {
    const { name, message } = /** @type {Error} */ (cause);
    return { error: { name: String(name), message: String(message) } };
  } finally {
    clearTimeout(timer);
    underWay.delete(request.id);
  }
}
