// @ts-check
// A login that waits for its second factor is wiped after three minutes, though
// nobody asks for it.

import { answer } from "./bridge.js";

const api = globalThis.browser ?? globalThis.chrome;

const PREFIX = "login:";

/** @param {Record<string, {newValue?: any}>} changes of the browser session's storage */
export function loginChanged(changes) {
  for (const [key, { newValue }] of Object.entries(changes)) {
    if (!key.startsWith(PREFIX)) continue;
    if (newValue === undefined) api.alarms.clear(key);
    else api.alarms.create(key, { when: Date.parse(newValue.until) });
  }
}

/** @param {{name: string}} alarm */
export function loginRang({ name }) {
  if (!name.startsWith(PREFIX)) return;
  const tab = name.slice(PREFIX.length);
  answer({ v: 1, id: crypto.randomUUID(), method: "DELETE", path: `/v1/tabs/${tab}/login` });
}
