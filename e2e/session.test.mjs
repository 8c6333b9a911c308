// @ts-check
// A login that the browser already has, used for the REST API: by Storekey's own
// requests and nobody else's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { call, give, tabShowing, takeBack } from "./access.mjs";
import { until } from "./harness.mjs";
import { admin, stage } from "./story.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "./harness.mjs" */

const set = stage();

/**
 * Logs in to the panel in a tab, and gives Storekey access to the store.
 * @returns {Promise<{ panel: Page, view: View, own: Page, tabId: number }>}
 */
async function inPanel() {
  const { browser, sandbox } = set;
  const { view, page: own } = await browser.openTab("licenses.txt");
  await give(browser, view, sandbox.url);
  const panel = await browser.context.newPage();
  await panel.goto(`${sandbox.url}/admin`);
  await panel.fill("#username", admin.user);
  await panel.fill("#login", admin.password);
  await panel.click(".action-login");
  await panel.waitForURL(/dashboard/);
  return { panel, view, own, tabId: await tabShowing(view, `${sandbox.url}/admin`) };
}

/** @param {View} view @param {number} tabId @param {string} [area] */
function session(view, tabId, area = "panel") {
  const store = { baseUrl: set.sandbox.url, restUrl: `${set.sandbox.url}/rest` };
  return call(view, "POST", "/v1/token/session", { store, fields: { area } }, tabId);
}

/** @param {View} view */
function rules(view) {
  return view.evaluate(async () => (await chrome.declarativeNetRequest.getSessionRules()).length);
}

/** Requests for the web API that carried the panel's session. */
async function withPanelSession() {
  const requests = await set.sandbox.requests();
  return requests.filter((/** @type {any} */ r) => r.carried?.session === "admin");
}

/** The same by who sent it: pages and their workers name themselves as referer. */
async function senders() {
  return (await withPanelSession()).map((/** @type {any} */ r) => r.carried.referer ?? "");
}

test("the panel's login opens the REST API, without a password and without a trace", async () => {
  const { panel, view, own, tabId } = await inPanel();
  const before = await panel.context().cookies();
  const { status, body } = await session(view, tabId);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.token.kind, "session");
  assert.equal(await rules(view), 0);
  assert.deepEqual(await senders(), [""]);
  assert.deepEqual(await panel.context().cookies(), before, "the shop's cookies are as they were");
  const [{ carried }] = await withPanelSession();
  assert.equal(carried.userAgent, await panel.evaluate(() => navigator.userAgent));
  await panel.close();
  await own.close();
});

test("neither the store's page nor its service worker gets the session meanwhile", async () => {
  const { sandbox, browser } = set;
  const { panel, view, own, tabId } = await inPanel();
  const shop = await browser.context.newPage();
  await shop.goto(`${sandbox.url}/_front/serviceworker/`);
  await shop.waitForSelector("body[data-worker=ready]");
  await sandbox.mode({ latencyMs: 1_500 });
  const asked = session(view, tabId);
  await until("the rule", async () => (await rules(view)) === 1);
  await shop.evaluate(() =>
    Promise.all([/** @type {any} */ (window).askFromPage(), /** @type {any} */ (window).askFromWorker()]),
  );
  assert.equal((await asked).status, 200);
  assert.equal(await rules(view), 0);
  const api = (await sandbox.requests()).filter((/** @type {any} */ r) => r.path.endsWith("/rest/V1/modules"));
  const referers = api.map((/** @type {any} */ r) => r.carried.referer).filter(Boolean);
  assert.equal(referers.length, 2, "the page and its worker have asked");
  assert.deepEqual(await senders(), [""], "and Storekey alone had the session");
  for (const page of [shop, panel, own]) await page.close();
});

test("a worker that is killed meanwhile leaves no rule to the next one", async () => {
  const { sandbox, browser } = set;
  const { panel, view, own, tabId } = await inPanel();
  await sandbox.mode({ latencyMs: 5_000 });
  const asked = session(view, tabId).catch(() => undefined);
  await until("the rule", async () => (await rules(view)) === 1);
  assert.equal(await browser.killWorker(), true);
  await asked;
  await sandbox.mode({ latencyMs: 0 });
  assert.equal((await call(view, "GET", "/v1/targets")).status, 200);
  assert.equal(await rules(view), 0);
  assert.equal((await session(view, tabId)).status, 200, "and the next session request goes through");
  await panel.close();
  await own.close();
});

test("without access there is no session, and the browser is not asked for its cookies", async () => {
  const { panel, view, own, tabId } = await inPanel();
  await takeBack(view, set.sandbox.url);
  const { status, body } = await session(view, tabId);
  assert.equal(status, 403);
  assert.equal(body.error.code, "session_no_access");
  assert.deepEqual(await senders(), []);
  await panel.close();
  await own.close();
});
