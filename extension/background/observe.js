// @ts-check
// Watches the requests of a tab for Authorization headers, and those to its API for
// the headers that its page sets, as long as the user asked for it, and hands them
// to the handler, which makes cards of them. Nothing is kept here.

import { answer } from "./bridge.js";

const api = globalThis.browser ?? globalThis.chrome;

const ALARM = "watch";
const PREFIX = "watch:";
/** A header that is longer holds no token. */
const MAX_HEADER = 16 * 1024;
/** A longer path is cut: it is the page's to choose, and kept. */
const MAX_PATH = 1_000;
/** So many headers of one request are handed on, and none that is longer. */
const MAX_HEADERS = 30;
const MAX_VALUE = 200;
/** Requests are handed on together: so many, or after so many ms. */
const BATCH = 20;
const PAUSE = 200;
/** Below the 30 seconds after which an idle worker is ended. */
const HEARTBEAT = 20_000;
/** How often is looked whether it goes on: the shortest that an alarm can be. */
const LOOK = 30_000;

/** @typedef {{origin: string, until: string}} Watch */
/** @typedef {{name: string, value: string}} Header */
/** @typedef {{method: string, url: string, at: string, authorization: string, headers: Header[]}} Seen */

/** @type {Map<number, Watch>} by tab: the records in storage, as last read */
let watches = new Map();
/** @type {Promise<void>} */
let arranged = Promise.resolve();
/** What the listener is set for, as JSON. */
let listening = "";
/** @type {ReturnType<typeof setInterval> | undefined} */
let beating;
/** @type {Map<number, Seen[]>} on their way to the handler, by tab */
const batches = new Map();

/**
 * At the worker's start: goes on with what an earlier one was told. A watching
 * worker does not fall idle; should the browser have ended it all the same, the
 * next request or the alarm brings the next one.
 */
export function observe() {
  return arrange();
}

/** @param {Record<string, {oldValue?: any, newValue?: any}>} changes of the browser session's storage */
export function watchChanged(changes) {
  const begunOrEnded = Object.entries(changes).some(
    ([key, { oldValue, newValue }]) =>
      key.startsWith(PREFIX) && (oldValue?.until !== newValue?.until || oldValue?.origin !== newValue?.origin),
  );
  if (begunOrEnded) arrange();
}

/** A listener that was there before a permission was given stays deaf without this. */
export function accessChanged() {
  listening = "";
  if (watches.size > 0) arrange();
}

/** @param {{name: string}} alarm */
export function watchRang(alarm) {
  if (alarm.name === ALARM) arrange();
}

/** One after the other: each reads anew what is to be watched. */
function arrange() {
  arranged = arranged.then(rearrange).catch((cause) => console.warn("storekey:", cause));
  return arranged;
}

async function rearrange() {
  watches = await current();
  const { origins = [] } = await api.permissions.getAll();
  clearInterval(beating);
  if (watches.size === 0 || origins.length === 0) {
    listening = "";
    api.webRequest.onBeforeSendHeaders.removeListener(sent);
    await api.alarms.clear(ALARM);
    return;
  }
  const [only] = watches.keys();
  listenTo({ urls: origins, ...(watches.size === 1 && { tabId: only }) });
  beating = setInterval(() => api.runtime.getPlatformInfo(), HEARTBEAT);
  await api.alarms.create(ALARM, { when: Math.min(Date.now() + LOOK, ...[...watches.values()].map(end)) });
}

/** The watches that go on; the others are ended. */
async function current() {
  /** @type {Map<number, Watch>} */
  const going = new Map();
  /** @type {Record<string, any>} */
  const records = await api.storage.session.get();
  for (const [key, watch] of Object.entries(records)) {
    if (!key.startsWith(PREFIX)) continue;
    const tabId = Number(key.slice(PREFIX.length));
    if (end(watch) > Date.now() && (await granted(watch.origin))) going.set(tabId, watch);
    else answer({ v: 1, id: crypto.randomUUID(), method: "DELETE", path: `/v1/tabs/${tabId}/watch` });
  }
  return going;
}

/** @param {Watch} watch */
function end({ until }) {
  return Date.parse(until) || 0;
}

/** @param {string} origin */
function granted(origin) {
  const { protocol, host, hostname } = new URL(origin);
  const named = api.runtime.getURL("").startsWith("moz-") ? hostname : host; // Firefox's patterns know no port
  return api.permissions.contains({ origins: [`${protocol}//${named}/*`] });
}

/** @param {chrome.webRequest.RequestFilter} filter */
function listenTo(filter) {
  if (listening === JSON.stringify(filter)) return;
  listening = JSON.stringify(filter);
  const event = api.webRequest.onBeforeSendHeaders;
  event.removeListener(sent);
  event.addListener(sent, filter, [
    "requestHeaders",
    // Chromium hides some headers without it, Firefox does not know it.
    .../** @type {any} */ (
      Object.values(api.webRequest.OnBeforeSendHeadersOptions ?? {}).filter((o) => o === "extraHeaders")
    ),
  ]);
}

/**
 * @param {chrome.webRequest.OnBeforeSendHeadersDetails} details
 * @returns {undefined} the request goes on as it is
 */
function sent({ method, url, tabId, timeStamp, requestHeaders }) {
  if (method === "OPTIONS" || ofStorekey(method, url)) return; // a preflight shows no value
  let authorization = requestHeaders?.find(({ name }) => name.toLowerCase() === "authorization")?.value ?? "";
  if (!/^(bearer|oauth) ./i.test(authorization) || authorization.length > MAX_HEADER) authorization = "";
  const { origin, pathname } = new URL(url);
  const headers = /\/graphql$|\/rest\//.test(pathname) ? pageHeaders(requestHeaders ?? []) : [];
  if (!authorization && headers.length === 0) return;
  const request = {
    method,
    url: origin + pathname.slice(0, MAX_PATH),
    at: new Date(timeStamp).toISOString(),
    authorization,
    headers,
  };
  arranged.then(() => collect(tabId, request));
}

/** What a browser sets itself, or lets somebody in. The handler looks once more. */
const NOT_THE_PAGES =
  /^(sec-|proxy-|accept|access-control-|if-|upgrade)|^(cache-control|connection|content-length|content-type|dnt|host|origin|pragma|priority|range|referer|te|user-agent|x-requested-with)$|authorization|cookie|token|secret|password|session|signature|csrf/i;

/**
 * @param {chrome.webRequest.HttpHeader[]} headers
 * @returns {Header[]} those that the page chose
 */
function pageHeaders(headers) {
  return headers
    .filter(({ name, value }) => value !== undefined && value.length <= MAX_VALUE && !NOT_THE_PAGES.test(name))
    .slice(0, MAX_HEADERS)
    .map(({ name, value }) => ({ name, value: value ?? "" }));
}

/**
 * Requests that Storekey makes from inside the tab look like the tab's own.
 * @param {string} method
 * @param {string} url
 */
function ofStorekey(method, url) {
  return globalThis.storekey.underWay?.has(`${method} ${url}`) ?? false;
}

/** @param {number} tabId @param {Seen} request */
function collect(tabId, request) {
  const watch = watches.get(tabId);
  if (!watch || end(watch) <= Date.now()) return;
  const batch = batches.get(tabId) ?? [];
  if (batch.length === 0) setTimeout(() => handOn(tabId), PAUSE);
  batches.set(tabId, [...batch, request]);
  if (batch.length + 1 === BATCH) handOn(tabId);
}

/** @param {number} tabId */
function handOn(tabId) {
  const requests = batches.get(tabId);
  batches.delete(tabId);
  if (!requests || !watches.has(tabId)) return;
  answer({ v: 1, id: crypto.randomUUID(), method: "POST", path: `/v1/tabs/${tabId}/seen`, body: { requests } });
}
