// @ts-check
// The extension's worker in Node: its own bridge and program, and of the browser
// only what a call without a store needs.

import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../e2e/harness.mjs";

/** An area of the extension's storage, in memory. */
class Area {
  #items = new Map();

  /** @param {string | null} key */
  async get(key) {
    if (key === null) return Object.fromEntries(this.#items);
    return this.#items.has(key) ? { [key]: this.#items.get(key) } : {};
  }

  async getKeys() {
    return [...this.#items.keys()];
  }

  /** @param {Record<string, unknown>} items */
  async set(items) {
    for (const [key, value] of Object.entries(items)) this.#items.set(key, value);
  }

  /** @param {string} key */
  async remove(key) {
    this.#items.delete(key);
  }
}

/** @returns {Promise<(path: string, body: object) => Promise<any>>} a call, from its message to the body of its answer */
export async function worker() {
  const chrome = {
    declarativeNetRequest: { getSessionRules: async () => [] },
    storage: { session: new Area(), local: new Area(), managed: new Area() },
  };
  const { fetch } = globalThis;
  const program = readFileSync(path.join(root, "extension/background.wasm"));
  const load = async () => new Response(program, { headers: { "Content-Type": "application/wasm" } });
  Object.assign(globalThis, { chrome, fetch: load });
  const { answer } = await import(pathToFileURL(path.join(root, "extension/background/bridge.js")).href);
  await answer({ v: 1, id: crypto.randomUUID(), method: "GET", path: "/v1/targets" }); // the program is there then
  Object.assign(globalThis, { fetch });
  return async (path, body) => {
    const { status, body: result } = await answer({ v: 1, id: crypto.randomUUID(), method: "POST", path, body });
    if (status !== 200) throw new Error(`${path} answers ${status} ${JSON.stringify(result)}`);
    return result;
  };
}
