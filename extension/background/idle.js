// @ts-check
// Looks once a minute whether the vault has been idle for too long, as long as
// it is open: the key must go although nobody asks for it.

import { answer } from "./bridge.js";

const api = globalThis.browser ?? globalThis.chrome;

const ALARM = "vault";
const KEY = "key:vault";

/** @param {Record<string, {newValue?: unknown}>} changes of the browser session's storage */
export function keyChanged(changes) {
  if (!(KEY in changes)) return;
  if (changes[KEY].newValue === undefined) api.alarms.clear(ALARM);
  else api.alarms.create(ALARM, { periodInMinutes: 1 });
}

/** Asking for the vault's state locks one whose time is over. @param {{name: string}} alarm */
export function rang(alarm) {
  if (alarm.name === ALARM) answer({ v: 1, id: crypto.randomUUID(), method: "GET", path: "/v1/vault" });
}
