// @ts-check
// From a message to the Go handler and back. It decides nothing.

import { Ended, running } from "./go.js";
import { tabsOf } from "./guard.js";

/** @import { Message } from "./guard.js" */
/** @typedef {{v: 1, id: string, status: number, body: any}} Answer */

const api = globalThis.browser ?? globalThis.chrome;

const ORIGIN = "http://storekey.invalid";

/**
 * @param {Message} message
 * @returns {Promise<Answer>}
 */
export async function answer(message) {
  const { id } = message;
  try {
    const response = await ask(message);
    const text = await response.text();
    return { v: 1, id, status: response.status, body: text === "" ? null : JSON.parse(text) };
  } catch (cause) {
    console.warn("storekey:", cause);
    return failure(id, 500, "server_error", "Storekey stumbled over this request.", "Try again.");
  }
}

/**
 * Asks a second time when the program ended under the first: it knows the id
 * and runs nothing twice.
 * @param {Message} message
 */
async function ask(message) {
  const isPrivate = await ofPrivateWindow(message);
  try {
    return await (await running()).handle(request(message, isPrivate));
  } catch (cause) {
    if (!(cause instanceof Ended)) throw cause;
    return (await running()).handle(request(message, isPrivate));
  }
}

/**
 * One worker and one storage serve ordinary and private windows ("spanning":
 * Firefox knows nothing else), so what is found in a private one is marked. The
 * browser says which is which, not the page.
 * @param {Message} message
 */
async function ofPrivateWindow(message) {
  const tabs = await Promise.all(tabsOf(message).map((id) => api.tabs.get(id).catch(() => undefined)));
  return tabs.some((tab) => tab?.incognito);
}

/**
 * What syumai/workers reads of a Request. A real one will not do: Firefox has
 * no Request.body.
 * @param {Message} message
 * @param {boolean} isPrivate
 */
function request({ id, method, path, body, tabId }, isPrivate) {
  const headers = new Headers({ "Storekey-Call": id });
  if (tabId !== undefined) headers.set("Storekey-Tab", String(tabId));
  if (isPrivate) headers.set("Storekey-Private", "1");
  if (body === undefined) return { url: ORIGIN + path, method, headers, body: null };
  headers.set("Content-Type", "application/json");
  return { url: ORIGIN + path, method, headers, body: new Response(JSON.stringify(body)).body };
}

/**
 * @param {string} id
 * @param {number} status
 * @param {string} code
 * @param {string} message
 * @param {string} hint
 * @returns {Answer}
 */
export function failure(id, status, code, message, hint) {
  return { v: 1, id, status, body: { error: { code, message, hint } } };
}
