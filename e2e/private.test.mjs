// @ts-check
// What is found in a private window stays there: the browser says which window a
// call is about, and each has its own cookies.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { call, give } from "./access.mjs";
import { until } from "./harness.mjs";
import { admin, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();
/** @type {View} */
let view;

beforeEach(async () => {
  const { browser } = set;
  const page = await browser.context.newPage();
  await page.goto("chrome://extensions/");
  await page.evaluate(async (extensionId) => {
    const { developerPrivate } = /** @type {any} */ (chrome);
    await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
  }, browser.id);
  ({ view } = await until("the extension to be loaded again", () =>
    browser.openTab("licenses.txt").catch(() => undefined),
  ));
  await page.close();
  await give(browser, view, set.sandbox.url);
});

/**
 * Opens an address in a private window.
 * @param {string} url
 * @returns {Promise<number>} the tab
 */
async function openPrivately(url) {
  const id = await view.evaluate(async (url) => {
    const window = await chrome.windows.create({ incognito: true, url });
    return window?.tabs?.[0]?.id ?? 0;
  }, url);
  await until("the page", () => view.evaluate(async (id) => (await chrome.tabs.get(id)).status === "complete", id));
  return id;
}

/** @param {number} tabId */
function closeWindow(tabId) {
  return view.evaluate(async (id) => chrome.windows.remove((await chrome.tabs.get(id)).windowId), tabId);
}

test("a credential of a private window is shown there only", async () => {
  const { sandbox, browser } = set;
  const url = `${sandbox.url}/_front/venia/`;
  const hidden = await openPrivately(url);
  const page = await browser.context.newPage();
  await page.goto(url);
  const value = `{"value":"\\"${"q7zw".repeat(8)}\\"","timeStored":${Date.now()}}`;
  const snapshot = { url, localStorage: { M2_VENIA_BROWSER_PERSISTENCE__signin_token: value } };
  const store = { baseUrl: sandbox.url, restUrl: `${sandbox.url}/rest` };
  const found = await call(view, "POST", "/v1/find", { snapshot, store }, hidden);
  assert.equal(found.status, 200, JSON.stringify(found.body));
  assert.equal(found.body.credentials[0].private, true);
  const origin = encodeURIComponent(sandbox.url);
  const listed = async (/** @type {number} */ tabId) =>
    (await call(view, "GET", `/v1/credentials?origin=${origin}`, undefined, tabId)).body;
  assert.equal(JSON.stringify(await listed(hidden)).includes(found.body.credentials[0].ref), true);
  const [ordinary] = await view.evaluate(() => chrome.tabs.query({ active: true, windowType: "normal" }));
  assert.equal(ordinary?.incognito, false);
  assert.equal(JSON.stringify(await listed(ordinary?.id ?? 0)).includes(found.body.credentials[0].ref), false);
  await closeWindow(hidden);
  await page.close();
});

test("a private window's login is its own", async () => {
  const { sandbox, browser } = set;
  const panel = await browser.context.newPage();
  await panel.goto(`${sandbox.url}/admin`);
  await panel.fill("#username", admin.user);
  await panel.fill("#login", admin.password);
  await panel.click(".action-login");
  await panel.waitForURL(/dashboard/);
  const ordinary = await view.evaluate(
    async (url) => (await chrome.tabs.query({ url: `${url}/*` }))[0]?.id,
    sandbox.url,
  );
  const hidden = await openPrivately(`${sandbox.url}/admin`);
  const store = { baseUrl: sandbox.url, restUrl: `${sandbox.url}/rest` };
  const session = (/** @type {number | undefined} */ tabId) =>
    call(view, "POST", "/v1/token/session", { store, fields: { area: "panel" } }, tabId);
  assert.equal((await session(ordinary)).status, 200);
  assert.equal(
    (await session(hidden)).body.error?.code,
    "panel_session_ended",
    "the cookie is that of its own login page",
  );
  await closeWindow(hidden);
  await panel.close();
});
