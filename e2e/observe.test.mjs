// @ts-check
// Observed requests: of one tab, for as long as the user said, at the places
// that the extension was given.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { call, give, tabShowing, takeBack } from "./access.mjs";
import { serve, until } from "./harness.mjs";
import { stage } from "./story.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "./harness.mjs" */

const set = stage();
/** @type {Awaited<ReturnType<typeof serve>>} */
let store;
/** @type {Page} */
let own;
/** @type {View} */
let view;

before(async () => {
  store = await serve((request, answer) => {
    answer.setHeader("access-control-allow-origin", "*");
    answer.setHeader("access-control-allow-headers", "authorization");
    answer.setHeader("content-type", request.url === "/" ? "text/html" : "application/json");
    answer.end(request.url === "/" ? "<title>Shop</title>" : "{}");
  });
});
after(() => store?.close());
beforeEach(async () => {
  ({ view, page: own } = await set.browser.openTab("licenses.txt"));
});
afterEach(() => own.close());

/** The same server under another name: another origin, and another host. */
function elsewhere() {
  return store.url.replace("127.0.0.1", "localhost");
}

/** @param {string} [url] */
async function openShop(url = store.url) {
  const page = await set.browser.context.newPage();
  await page.goto(`${url}/`);
  return { page, tabId: await tabShowing(view, `${url}/`) };
}

/** @param {number} tabId @param {string} [origin] */
async function watch(tabId, origin = store.url) {
  const { status, body } = await call(view, "POST", `/v1/tabs/${tabId}/watch`, { origin, minutes: 10 }, tabId);
  assert.equal(status, 200, JSON.stringify(body));
  await until("the listener", listening);
}

function listening() {
  return set.browser.inWorker(() => globalThis.chrome?.webRequest?.onBeforeSendHeaders.hasListeners() ?? false);
}

/** @param {number} tabId @returns {Promise<any>} */
function record(tabId) {
  return view.evaluate(async (key) => (await chrome.storage.session.get(key))[key], `watch:${tabId}`);
}

/** @param {number} tabId @returns {Promise<string[]>} */
async function seen(tabId) {
  const watched = await record(tabId);
  return (watched?.seen ?? []).map((/** @type {any} */ s) => `${s.method} ${s.url} ${s.scheme} ${s.times}`).sort();
}

/**
 * @param {Page} page
 * @param {string} url
 * @param {string} [authorization]
 * @param {string} [method]
 */
function ask(page, url, authorization, method = "GET") {
  const request = { url, method, headers: authorization ? { authorization } : undefined };
  return page.evaluate(async ({ url, method, headers }) => {
    await fetch(url, { method, headers });
  }, request);
}

const token = `${"q7Zw".repeat(8)}`;

test("requests of the tab that carry a credential are listed, without their query", async () => {
  await give(set.browser, view, store.url);
  const { page, tabId } = await openShop();
  const other = await openShop();
  assert.equal(await listening(), false, "nobody listens unasked");
  await watch(tabId);
  await ask(other.page, `${store.url}/rest/V1/other`, `Bearer ${token}`);
  await ask(page, `${store.url}/rest/V1/plain`);
  await ask(page, `${store.url}/rest/V1/basic`, "Basic dXNlcjpwYXNz");
  await ask(page, `${store.url}/rest/V1/carts/mine?secret=1`, `Bearer ${token}`);
  await ask(page, `${store.url}/rest/V1/carts/mine?secret=2`, `Bearer ${token}`);
  await ask(page, `${store.url}/rest/V1/orders`, 'OAuth oauth_consumer_key="k", oauth_token="t"', "POST");
  const wanted = [`GET ${store.url}/rest/V1/carts/mine bearer 2`, `POST ${store.url}/rest/V1/orders oauth 1`];
  await until("two requests to be listed", async () => (await seen(tabId)).join() === wanted.join());
  const kept = JSON.stringify(await view.evaluate(() => chrome.storage.session.get()));
  for (const word of ["secret=", "V1/other", "V1/plain", "V1/basic", "dXNlcjpwYXNz"]) {
    assert.ok(!kept.includes(word), `${word} was kept`);
  }
  assert.equal((await call(view, "DELETE", `/v1/tabs/${tabId}/watch`)).status, 200);
  await until("nobody to listen", async () => !(await listening()));
  await page.close();
  await other.page.close();
});

test("another origin is seen once it was given, without a reload", async () => {
  await give(set.browser, view, store.url);
  const { page, tabId } = await openShop();
  await watch(tabId);
  await ask(page, `${elsewhere()}/rest/V1/first`, `Bearer ${token}`);
  await give(set.browser, view, elsewhere());
  await page.bringToFront();
  await until("the API host to be seen", async () => {
    await ask(page, `${elsewhere()}/graphql`, `Bearer ${token}`, "POST");
    return (await seen(tabId)).some((line) => line.startsWith(`POST ${elsewhere()}/graphql bearer`));
  });
  assert.ok(
    !(await seen(tabId)).some((line) => /V1.first|OPTIONS/.test(line)),
    "neither what was not given, nor preflights",
  );
  await takeBack(view, elsewhere());
  await page.close();
});

test("watching ends with the tab, with the permission and with its time", async () => {
  for (const [how, end] of /** @type {[string, (page: Page, tabId: number) => Promise<any>][]} */ ([
    ["closed", (page) => page.close()],
    ["elsewhere", (page) => page.goto(`${elsewhere()}/`)],
    ["permission", () => takeBack(view, store.url)],
    ["time", (_, tabId) => over(tabId)],
  ])) {
    await give(set.browser, view, store.url);
    const { page, tabId } = await openShop();
    await watch(tabId);
    await end(page, tabId);
    await until(`the record to be gone: ${how}`, async () => (await record(tabId)) === undefined);
    await until(`nobody to listen: ${how}`, async () => !(await listening()));
    if (!page.isClosed()) await page.close();
  }
});

/** Lets the time of a watch be over. @param {number} tabId */
function over(tabId) {
  return view.evaluate(async (key) => {
    const { [key]: record } = await chrome.storage.session.get(key);
    await chrome.storage.session.set({ [key]: { .../** @type {any} */ (record), until: "2026-01-01T00:00:00Z" } });
  }, `watch:${tabId}`);
}

test("a worker that was killed goes on where the last one was", async () => {
  await give(set.browser, view, store.url);
  const { page, tabId } = await openShop();
  await watch(tabId);
  await set.browser.killWorker();
  await until("a request to be listed", async () => {
    await ask(page, `${store.url}/rest/V1/after`, `Bearer ${token}`);
    return (await seen(tabId)).length > 0;
  });
  await page.close();
});

test("what Storekey sends from inside the tab is not listed", async () => {
  await give(set.browser, view, store.url);
  const { page, tabId } = await openShop();
  await watch(tabId);
  await set.browser.inWorker(
    async (tabId, url, authorization) => {
      const { underWay, tabFetch } = /** @type {any} */ (globalThis).storekey;
      underWay?.add(`GET ${url}`);
      const request = {
        id: "1",
        url,
        method: "GET",
        headers: [["Authorization", authorization]],
        silence: 9_000,
        cap: 9_000,
      };
      await chrome.scripting.executeScript({
        target: { tabId },
        func: tabFetch,
        args: [request],
      });
      underWay?.delete(`GET ${url}`);
    },
    tabId,
    `${store.url}/rest/V1/own`,
    `Bearer ${token}`,
  );
  await ask(page, `${store.url}/rest/V1/pages`, `Bearer ${token}`);
  await until("the page's own", async () => (await seen(tabId)).length > 0);
  assert.deepEqual(await seen(tabId), [`GET ${store.url}/rest/V1/pages bearer 1`]);
  await page.close();
});
