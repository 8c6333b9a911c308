// @ts-check
// What the button says of a tab counts minutes: once a minute the handler is
// asked to write it anew, as long as there is any such tab.

import { answer } from "./bridge.js";
import { known } from "./tabs.js";

const api = globalThis.browser ?? globalThis.chrome;

const ALARM = "badge";
const PREFIX = "badge:";

/** @param {Record<string, unknown>} changes of the browser session's storage */
export async function badgeChanged(changes) {
  if (!Object.keys(changes).some((key) => key.startsWith(PREFIX))) return;
  const keys = Object.keys(await api.storage.session.get());
  if (!keys.some((key) => key.startsWith(PREFIX))) await api.alarms.clear(ALARM);
  else if (!(await api.alarms.get(ALARM))) await api.alarms.create(ALARM, { periodInMinutes: 1 });
}

/** @param {{name: string}} alarm */
export function badgeRang(alarm) {
  if (alarm.name === ALARM) tick();
}

/**
 * Browsers clear a tab's badge when it loads another page. If that is none of the
 * store, the handler forgets the tab first.
 * @param {number} tabId
 */
export async function badgeReloaded(tabId) {
  await known();
  const key = PREFIX + tabId;
  if (key in (await api.storage.session.get(key))) tick();
}

function tick() {
  return answer({ v: 1, id: crypto.randomUUID(), method: "POST", path: "/v1/tick" });
}
