// @ts-check
// Looks once a minute whether the vault has been idle for too long, as long as
// it is open: the key must go although nobody asks for it. What was deleted must
// go as well, though the page is closed that could have brought it back; and what
// is saved is renewed while it can be.

import { answer } from "./bridge.js";

const api = globalThis.browser ?? globalThis.chrome;

const ALARM = "vault";
const REMOVAL = "removal";
const KEY = "key:vault";

/** @param {Record<string, {newValue?: unknown}>} changes of the browser session's storage */
export function keyChanged(changes) {
  if (!(KEY in changes)) return;
  if (changes[KEY].newValue === undefined) api.alarms.clear(ALARM);
  else api.alarms.create(ALARM, { periodInMinutes: 1 });
}

/** @param {Record<string, {newValue?: any}>} changes of what is kept */
export function storesChanged(changes) {
  const deleted = Object.entries(changes).some(
    ([key, { newValue }]) => key.startsWith("store:") && JSON.stringify(newValue ?? null).includes('"deletedAt"'),
  );
  if (deleted) api.alarms.create(REMOVAL, { delayInMinutes: 0.5 });
}

/**
 * Asking for the vault's state locks one whose time is over and removes what can
 * no longer be restored.
 * @param {{name: string}} alarm
 */
export function rang(alarm) {
  if (alarm.name === ALARM) ask("POST", "/v1/tick");
  if ([ALARM, REMOVAL].includes(alarm.name)) ask("GET", "/v1/vault");
}

/** @param {string} method @param {string} path */
function ask(method, path) {
  return answer({ v: 1, id: crypto.randomUUID(), method, path });
}
