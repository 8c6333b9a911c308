// @ts-check
// The background worker (Firefox: background script). The browser ends it when
// idle and starts it for an event, so every listener is set while this module
// is first run, and nothing of value lives in a variable.

import { tabFetch } from "../content/fetch.js";
import { put } from "../content/put.js";
import { snapshot } from "../content/snapshot.js";
import { ceremony } from "../content/webauthn.js";
import { badgeChanged, badgeRang, badgeReloaded } from "./badge.js";
import { answer, failure } from "./bridge.js";
import { clipboardChanged, clipboardRang } from "./clipboard.js";
import { fault, trusted } from "./guard.js";
import { keyChanged, rang, storesChanged } from "./idle.js";
import { loginChanged, loginRang } from "./login.js";
import { accessChanged, observe, watchChanged, watchRang } from "./observe.js";
import { forgetSessions } from "./session.js";
import { closed, moved } from "./tabs.js";
import { commanded, makeMenus, menuClicked } from "./ways.js";

const api = globalThis.browser ?? globalThis.chrome;

/** Below the 30 seconds after which an idle worker is ended. */
const HEARTBEAT = 20_000;

globalThis.storekey = { snapshot, tabFetch, put, ceremony, underWay: new Set() };

api.runtime.onMessage.addListener((message, sender, respond) => {
  if (!trusted(sender, api.runtime.id, api.runtime.getURL(""))) return false;
  const status = fault(message);
  if (status !== 0) {
    respond(refusal(message, status));
    return false;
  }
  awake(answer(message)).then(respond);
  return true; // the answer comes later
});

api.tabs.onRemoved.addListener((tabId) => {
  closed(tabId);
});

api.tabs.onUpdated.addListener((tabId, change, tab) => {
  if (change.status === "loading" || change.url !== undefined) moved(tabId, tab.url);
  if (change.status === "complete") badgeReloaded(tabId);
});

api.storage.session.onChanged.addListener((changes) => {
  keyChanged(changes);
  watchChanged(changes);
  badgeChanged(changes);
  loginChanged(changes);
  clipboardChanged(changes);
});
api.storage.local.onChanged.addListener(storesChanged);
api.alarms.onAlarm.addListener((alarm) => {
  rang(alarm);
  watchRang(alarm);
  badgeRang(alarm);
  loginRang(alarm);
  clipboardRang(alarm);
});

api.permissions.onAdded.addListener(accessChanged);
api.permissions.onRemoved.addListener(accessChanged);

api.runtime.onInstalled.addListener(makeMenus);
api.runtime.onStartup.addListener(makeMenus);
api.contextMenus.onClicked.addListener(menuClicked);
api.commands.onCommand.addListener(commanded);

observe();
forgetSessions().catch((cause) => console.warn("storekey:", cause));

closeToContentScripts();

/** Content scripts can read storage unless told otherwise (Firefox cannot tell). */
function closeToContentScripts() {
  for (const area of [api.storage.local, api.storage.session]) {
    area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }).catch((cause) => console.warn("storekey:", cause));
  }
}

/**
 * Keeps the worker alive while work is under way. The open message does so only
 * as long as the page that sent it is there, and a popup goes with a click
 * elsewhere; every call of the extension API resets Chromium's clock. (Firefox
 * has its own, which was not seen to end a call.)
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T>}
 */
function awake(work) {
  const timer = setInterval(() => api.runtime.getPlatformInfo(), HEARTBEAT);
  return work.finally(() => clearInterval(timer));
}

/**
 * @param {any} message
 * @param {number} status
 */
function refusal(message, status) {
  const id = typeof message?.id === "string" ? message.id : "";
  if (status === 413) {
    return failure(id, 413, "too_large", "That is more than Storekey takes at once.", "Send less than 1 MB.");
  }
  return failure(id, 400, "invalid_request", "Storekey does not know this message.", "Reload the page.");
}
