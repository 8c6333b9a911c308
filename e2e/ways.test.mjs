// @ts-check
// The ways to the page besides its button, what the button says, and what is
// written into a page. The browser's own menus and shortcuts cannot be reached
// by a program: their events are given to the worker instead.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { call, give, tabShowing } from "./access.mjs";
import { serve, until } from "./harness.mjs";
import { stage } from "./story.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "./harness.mjs" */

const set = stage();
/** @type {Page} */
let own;
/** @type {View} */
let view;
/** @type {Page} */
let shop;
/** @type {number} */
let tabId;

beforeEach(async () => {
  ({ view, page: own } = await set.browser.openTab("licenses.txt"));
  await give(set.browser, view, set.sandbox.url);
  shop = await set.browser.context.newPage();
  await shop.goto(`${set.sandbox.url}/_front/venia/`);
  await shop.waitForFunction(() => localStorage.length > 1);
  await shop.bringToFront();
  tabId = await tabShowing(view, set.sandbox.url);
  await view.evaluate(() => {
    /** @type {any} */ (globalThis).left = [];
    chrome.storage.session.onChanged.addListener((changes) => {
      for (const [key, { newValue }] of Object.entries(changes)) {
        if (key.startsWith("intent:") && newValue) /** @type {any} */ (globalThis).left.push({ key, ...newValue });
      }
    });
  });
});
afterEach(async () => {
  await shop.close();
  await own.close();
});

/** The first intent that is left from now on. */
async function intent() {
  return until("an intent", () => view.evaluate(() => /** @type {any} */ (globalThis).left[0]));
}

/** @returns {Promise<number>} */
function windowId() {
  return view.evaluate(async (id) => (await chrome.tabs.get(id)).windowId, tabId);
}

/** Waits for the page to be shown as a popup, and closes it. */
async function popupOpened() {
  await until("the popup", () =>
    view.evaluate(
      async () => (await chrome.runtime.getContexts({ contextTypes: [/** @type {any} */ ("POPUP")] })).length > 0,
    ),
  );
  await view.evaluate(() => {
    for (const popup of chrome.extension.getViews({ type: "popup" })) popup.close();
  });
}

test("both menus are there, whatever made them", async () => {
  const there = await set.browser.inWorker(() =>
    Promise.all(["check", "grab"].map((id) => chrome.contextMenus.update(id, {}).then(() => id, String))),
  );
  assert.deepEqual(there, ["check", "grab"]);
});

test("“Check this” takes the selection to the page", async () => {
  await set.browser.inWorker(async (id) => {
    const tab = await chrome.tabs.get(id);
    /** @type {any} */ (chrome.contextMenus.onClicked).dispatch(
      { menuItemId: "check", selectionText: "Bearer x" },
      tab,
    );
  }, tabId);
  const key = `intent:${await windowId()}`;
  assert.deepEqual(await intent(), { key, v: 1, do: "check", text: "Bearer x", tabId });
  await popupOpened();
});

test("“Grab from this page” opens the page on the tab", async () => {
  await set.browser.inWorker(async (id) => {
    const tab = await chrome.tabs.get(id);
    /** @type {any} */ (chrome.contextMenus.onClicked).dispatch({ menuItemId: "grab" }, tab);
  }, tabId);
  const key = `intent:${await windowId()}`;
  assert.deepEqual(await intent(), { key, v: 1, do: "grab", tabId });
  await popupOpened();
});

for (const copyAtOnce of [false, true]) {
  test(`the second shortcut ${copyAtOnce ? "copies at once" : "only grabs, unless it was told to copy"}`, async () => {
    const { status } = await call(view, "PUT", "/v1/settings/page", { copyAtOnce });
    assert.equal(status, 200);
    await set.browser.inWorker(async (id) => {
      const tab = await chrome.tabs.get(id);
      /** @type {any} */ (chrome.commands.onCommand).dispatch("copy-header", tab);
    }, tabId);
    assert.equal((await intent()).do, copyAtOnce ? "copy" : "grab");
    await popupOpened();
  });
}

test("both shortcuts are there, and the page has a place beside the tabs", async () => {
  const [commands, panel] = await view.evaluate(() =>
    Promise.all([chrome.commands.getAll(), chrome.sidePanel.getOptions({})]),
  );
  assert.deepEqual(commands.map(({ name }) => name).sort(), ["_execute_action", "copy-header"]);
  assert.equal(panel.path, "popup/popup.html?shape=panel");
});

/** What the button says of a tab. @param {number} id @returns {Promise<string>} */
function badge(id) {
  return view.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), id);
}

/** What Storekey finds in the shop's storage, once it knows the tab. */
async function find() {
  const localStorage = await shop.evaluate(() => ({ ...window.localStorage }));
  const snapshot = { url: shop.url(), localStorage };
  const store = { baseUrl: set.sandbox.url, restUrl: `${set.sandbox.url}/rest` };
  assert.equal((await call(view, "POST", "/v1/recognise", { snapshot }, tabId)).status, 200);
  const { status, body } = await call(view, "POST", "/v1/find", { snapshot, store }, tabId);
  assert.equal(status, 200, JSON.stringify(body));
  return { snapshot, ref: body.credentials[0].ref };
}

test("the button tells of a tab's credential, on that tab alone", async (t) => {
  const other = await set.browser.context.newPage();
  t.after(() => other.close());
  await other.goto(`${set.sandbox.url}/customer/account/login/`);
  const otherId = await tabShowing(view, other.url());
  await find();
  await until("the badge", async () => /^C\d+$/.test(await badge(tabId)));
  assert.equal(await badge(otherId), "");
  assert.ok(await view.evaluate(() => chrome.alarms.get("badge")), "minutes are counted");
  await shop.reload();
  await until("the badge after a reload", async () => /^C\d+$/.test(await badge(tabId)));
  await shop.goto("about:blank");
  await until("the badge to go", async () => (await badge(tabId)) === "");
  await until("nothing to be counted", async () => !(await view.evaluate(() => chrome.alarms.get("badge"))));
});

test("a token is put into the page, and taken back", async () => {
  const { snapshot, ref } = await find();
  const key = "M2_VENIA_BROWSER_PERSISTENCE__signin_token";
  const before = await shop.evaluate((key) => localStorage.getItem(key), key);
  const put = (/** @type {object} */ body) => call(view, "POST", `/v1/tabs/${tabId}/put`, body, tabId);
  const loaded = shop.waitForEvent("load");
  assert.equal((await put({ ref, as: "expired", snapshot })).status, 200);
  await loaded;
  assert.notEqual(await shop.evaluate((key) => localStorage.getItem(key), key), before);
  const again = shop.waitForEvent("load");
  assert.equal((await put({ as: "back" })).status, 200);
  await again;
  assert.equal(await shop.evaluate((key) => localStorage.getItem(key), key), before);
});

/**
 * Writes into the page as the worker does.
 * @param {number} tabId
 * @param {string} origin
 * @param {object[]} writes
 * @returns {Promise<any>}
 */
function write(tabId, origin, writes) {
  return set.browser.inWorker(
    async (tabId, order) => {
      const { put: func } = /** @type {any} */ (globalThis).storekey;
      const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func, args: [order] });
      return result;
    },
    tabId,
    { origin, writes },
  );
}

// A page that does what it can to see or stop what is written.
const HOSTILE = `<title>Shop</title><img name="cookie"><form id="localStorage"></form><script>
  Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error("caught") };
  IDBObjectStore.prototype.put = () => { throw new Error("caught") };
  JSON.parse = () => { throw new Error("caught") };
</script>`;

/** Makes a database and reads it, in the page. @param {Page} page @param {Record<string, unknown>} [values] */
function database(page, values) {
  return page.evaluate(async (values) => {
    const open = (/** @type {(db: IDBDatabase) => void} */ make) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("shop", 1);
        request.onupgradeneeded = () => make(request.result);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = /** @type {IDBDatabase} */ (
      await open((db) => {
        const store = db.createObjectStore("user");
        for (const [key, value] of Object.entries(values ?? {})) store.add(value, key);
      })
    );
    const store = db.transaction("user").objectStore("user");
    const [keys, all] = await Promise.all(
      [store.getAllKeys(), store.getAll()].map(
        (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result))),
      ),
    );
    db.close();
    return keys.map((/** @type {string} */ key, /** @type {number} */ i) => [key, all[i]]);
  }, values);
}

test("every kind of storage is written, reads back, and gives back what it held", async (t) => {
  const server = await serve((_, answer) => answer.setHeader("content-type", "text/html").end(HOSTILE));
  t.after(() => server.close());
  const page = await set.browser.context.newPage();
  await page.goto(`${server.url}/`);
  const id = await tabShowing(view, server.url);
  await database(page, { "current-token": "old", user: { name: "Roni" }, gone: "x" });
  const writes = [
    { area: "localStorage", key: "token", value: '{"a":"ü"}' },
    { area: "sessionStorage", key: "token", value: "s" },
    { area: "cookie", key: "auth", value: "%22c%22", attributes: "path=/; samesite=lax" },
    { area: "indexedDB", key: "shop/user/current-token", value: "new" },
    { area: "indexedDB", key: "shop/user/user", value: '{"name":"Other"}' },
    { area: "indexedDB", key: "shop/user/gone", value: null },
    { area: "indexedDB", key: "shop/user/a/b", value: "with a slash" },
  ];
  const { before } = await write(id, server.url, writes);
  assert.deepEqual(
    before.map((/** @type {any} */ w) => w.value),
    [null, null, null, "old", '{"name":"Roni"}', "x", null],
  );
  const jar = async () => {
    const cookies = await page.context().cookies(server.url);
    return cookies.filter(({ name }) => name === "auth").map(({ value }) => value);
  };
  const held = () => page.evaluate(() => [Object.entries(localStorage), Object.entries(sessionStorage)]);
  assert.deepEqual(await held(), [[["token", '{"a":"ü"}']], [["token", "s"]]]);
  assert.deepEqual(await jar(), ["%22c%22"]);
  assert.deepEqual(await database(page), [
    ["a/b", "with a slash"],
    ["current-token", "new"],
    ["user", { name: "Other" }],
  ]);
  const back = await write(id, server.url, before);
  assert.deepEqual(
    back.before.map((/** @type {any} */ w) => w.value),
    writes.map((w) => w.value),
  );
  assert.deepEqual(await held(), [[], []]);
  assert.deepEqual(await jar(), []);
  assert.deepEqual(await database(page), [
    ["current-token", "old"],
    ["gone", "x"],
    ["user", { name: "Roni" }],
  ]);
  await page.close();
});

test("nothing is written elsewhere, or by half", async () => {
  const { origin } = new URL(shop.url());
  const token = { area: "localStorage", key: "probe", value: "marker" };
  for (const [name, at, writes] of /** @type {[string, string, object[]][]} */ ([
    ["SecurityError", "http://other.test", [token]],
    ["SecurityError", "null", [token]],
    ["TypeError", origin, [{ ...token, area: "constructor" }]],
    ["AbortError", origin, [token, { area: "indexedDB", key: "absent/user/token", value: "marker" }]],
    ["QuotaExceededError", origin, [token, { ...token, key: "big", value: "x".repeat(11_000_000) }]],
  ])) {
    const { error } = await write(tabId, at, writes);
    assert.equal(error?.name, name);
    assert.ok(!error.message.includes("marker"));
    assert.equal(await shop.evaluate(() => localStorage.getItem("probe")), null, `${name}: nothing is left`);
  }
  const names = await shop.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.ok(!names.includes("absent"), "no database was made");
});
