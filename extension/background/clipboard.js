// @ts-check
// Takes what was copied off the clipboard when its time is over, if it is still
// there and the browser lets us look. What was copied is known by its hash alone.
//
// Measured in Chromium 156 and Firefox 153: the worker has no clipboard. In
// Chromium an offscreen document reads by execCommand("paste") with the permission
// clipboardRead and empties by execCommand("copy") with clipboardWrite;
// navigator.clipboard refuses it there, as it has no focus. Firefox has no such
// documents, but its background page may use navigator.clipboard with both. Asked
// for in a click, both count at once in either browser.

import { fits } from "../offscreen/hash.js";

const api = globalThis.browser ?? globalThis.chrome;

const KEY = "clipboard";
const PERMISSIONS = { permissions: ["clipboardRead", "clipboardWrite"] };

/** @typedef {import("../offscreen/hash.js").Copied & {until: string}} Held */

/** @param {Record<string, {newValue?: any}>} changes of the browser session's storage */
export function clipboardChanged(changes) {
  if (!(KEY in changes)) return;
  const { newValue } = changes[KEY];
  if (newValue === undefined) api.alarms.clear(KEY);
  else api.alarms.create(KEY, { when: Date.parse(newValue.until) });
}

/** @param {{name: string}} alarm */
export async function clipboardRang({ name }) {
  if (name !== KEY) return;
  const held = await read();
  if (held === undefined) return;
  try {
    if (await api.permissions.contains(/** @type {any} */ (PERMISSIONS))) await wipe(held);
  } catch (cause) {
    console.warn("storekey:", cause);
  }
  // Another may have been copied meanwhile: it has an alarm of its own.
  if ((await read())?.key === held.key) await api.storage.session.remove(KEY);
}

/** @returns {Promise<Held | undefined>} what was copied last */
async function read() {
  return /** @type {any} */ (await api.storage.session.get(KEY))[KEY];
}

/** @param {Held} held */
async function wipe({ key, hash }) {
  if (api.offscreen) return inDocument({ key, hash });
  const { clipboard } = navigator;
  if (await fits(await clipboard.readText(), { key, hash })) await clipboard.writeText("");
}

/** @param {import("../offscreen/hash.js").Copied} copied */
async function inDocument(copied) {
  const url = api.runtime.getURL("offscreen/clipboard.html");
  await api.offscreen.closeDocument().catch(() => {}); // one that an ended worker left
  await api.offscreen.createDocument({
    url,
    reasons: [api.offscreen.Reason.CLIPBOARD],
    justification: "Takes a secret off the clipboard that Storekey put there",
  });
  try {
    await api.runtime.sendMessage({ to: "offscreen/clipboard", ...copied });
  } finally {
    await api.offscreen.closeDocument();
  }
}
