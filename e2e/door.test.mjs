// @ts-check
// Front doors that want a cookie, another User-Agent or headers of their own: a
// page's fetch carries the first two to no store.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { call, give, tabShowing, takeBack } from "./access.mjs";
import { admin, logIn, openOn, stage } from "./story.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "./harness.mjs" */

const set = stage();
/** @type {View} */
let view;
/** @type {Page[]} */
let pages;
let tabId = 0;

beforeEach(async () => {
  const { browser, sandbox } = set;
  const { view: own, page } = await browser.openTab("licenses.txt");
  view = own;
  await give(browser, view, sandbox.url);
  const shop = await browser.context.newPage();
  await shop.goto(`${sandbox.url}/admin`);
  tabId = await tabShowing(view, `${sandbox.url}/admin`);
  pages = [page, shop];
});
afterEach(async () => {
  for (const page of pages) await page.close();
});

/** @param {string} path @param {object} body */
function ask(path, body) {
  const store = { baseUrl: set.sandbox.url, restUrl: `${set.sandbox.url}/rest` };
  return call(view, "POST", path, { store, ...body }, tabId);
}

const fields = { username: admin.user, password: admin.password };

for (const [name, mode, headers] of /** @type {[string, object, string][]} */ ([
  ["a cookie", { doorCookie: "staging_access=made-up" }, "Cookie: staging_access=made-up"],
  ["a User-Agent", { doorUserAgent: "StagingAccess" }, "User-Agent: StagingAccess/1"],
  ["headers", { doorHeaders: { "CF-Access-Client-Id": "sandbox.access" } }, "CF-Access-Client-Id: sandbox.access"],
  [
    "all of them",
    { doorCookie: "staging_access=made-up", doorUserAgent: "Staging", doorHeaders: { "X-Pass": "1" } },
    "Cookie: staging_access=made-up\nUser-Agent: Staging/1\nX-Pass: 1",
  ],
])) {
  test(`a door that wants ${name} is opened, for every request`, async () => {
    const { sandbox } = set;
    await sandbox.mode(mode);
    const closed = await ask("/v1/token/admin", { fields });
    assert.notEqual(closed.status, 200, "the door is closed");
    assert.equal((await sandbox.counters()).total, 1);
    const door = { headers };
    const snapshot = { url: `${sandbox.url}/admin`, facts: { adminLogo: ["/admin"] } };
    const recognised = await ask("/v1/recognise", { snapshot, door });
    assert.equal(recognised.body.magento, "yes", JSON.stringify(recognised.body));
    assert.equal(recognised.body.store.version.slice(0, 3), "2.4", "other addresses than REST, too");
    const { status, body } = await ask("/v1/token/admin", { fields, door });
    assert.equal(status, 200, JSON.stringify(body));
    const check = await ask("/v1/check", { credential: { ref: body.ref }, door });
    assert.equal(check.body.verdict, "valid", JSON.stringify(check.body));
    assert.deepEqual(await view.evaluate(() => chrome.declarativeNetRequest.getSessionRules()), []);
  });
}

test("without the site's permission nothing leaves, and it says what to do", async () => {
  const { sandbox } = set;
  await sandbox.mode({ doorCookie: "staging_access=made-up" });
  await takeBack(view, sandbox.url);
  await sandbox.forgetRequests();
  const { status, body } = await ask("/v1/token/admin", {
    fields,
    door: { headers: "Cookie: staging_access=made-up" },
  });
  assert.deepEqual([status, body.error?.code], [403, "door_no_access"]);
  assert.match(body.error.hint, /say yes when the browser asks/);
  assert.deepEqual(await sandbox.requests(), []);
});

test("a door’s header lines, typed in the page, open it for what follows", async () => {
  const { browser, sandbox } = set;
  await browser.context.addCookies([{ name: "staging_access", value: "made-up", url: sandbox.url }]);
  await sandbox.mode({ doorCookie: "staging_access=made-up" });
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-check");
  await popup.click("#check-door summary");
  await popup.fill("#check-door-headers", "Cookie: staging_access=made-up");
  await popup.click("#check-door-form button[type=submit]");
  await popup.click("#tab-grab");
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  await popup.click("#check-token");
  await popup.waitFor("#verdict[data-verdict=valid]");
  await browser.context.clearCookies({ name: "staging_access" });
  if (!popup.closed) await popup.close();
  await page.close();
});
