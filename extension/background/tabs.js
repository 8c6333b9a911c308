// @ts-check
// Tells the handler to forget a tab that was closed or left its origin.

import { answer } from "./bridge.js";

const api = globalThis.browser ?? globalThis.chrome;

/** @type {Promise<unknown>} */
let told = Promise.resolve();

/** Settles when the handler knows of every move so far. */
export function known() {
  return told;
}

/** @param {number} tabId */
export async function closed(tabId) {
  const badge = `badge:${tabId}`;
  if ((await recordOf(tabId)) !== undefined || badge in (await api.storage.session.get(badge))) tell("DELETE", tabId);
}

/**
 * The tab's address is visible only while the extension has access to it; the
 * access that the click gave goes when the tab leaves the origin.
 * @param {number} tabId
 * @param {string} [url]
 */
export function moved(tabId, url) {
  told = Promise.all([told, tellMoved(tabId, url)]);
}

/** @param {number} tabId @param {string} [url] */
async function tellMoved(tabId, url) {
  const record = await recordOf(tabId);
  if (record !== undefined && record.origin !== originOf(url)) await tell("POST", tabId, { url: url ?? "" });
}

/**
 * Tabs come and go all day: only one that Storekey looked at wakes Go.
 * @param {number} tabId
 * @returns {Promise<{origin?: string} | undefined>}
 */
async function recordOf(tabId) {
  const keys = ["tab", "door", "watch", "login"].map((name) => `${name}:${tabId}`);
  /** @type {Record<string, {origin?: string}>} */
  const found = await api.storage.session.get(keys);
  return keys.map((key) => found[key]).find((record) => record !== undefined);
}

/**
 * @param {"POST" | "DELETE"} method
 * @param {number} tabId
 * @param {object} [body]
 */
function tell(method, tabId, body) {
  return answer({ v: 1, id: crypto.randomUUID(), method, path: `/v1/tabs/${tabId}`, body });
}

/** @param {string} [url] */
function originOf(url) {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}
