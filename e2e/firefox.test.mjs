// @ts-check
// The packed extension in Firefox: the same package, and what this browser does
// in its own way. Its questions for a permission are answered by a preference.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Firefox, firefoxPath } from "./harness/firefox.mjs";
import { Sandbox, unpack, until } from "./harness.mjs";
import { admin, runInBash } from "./story.mjs";

const skip = firefoxPath() === "" && "there is no Firefox here (on Debian: apt install firefox-esr)";
const ID = "storekey@storekey.github.io";

/** @type {Firefox} */
let firefox;
/** @type {Sandbox} */
let sandbox;

before(async () => {
  if (skip) return;
  sandbox = await Sandbox.start();
  firefox = await Firefox.launch(unpack(), ID);
});
after(async () => {
  await firefox?.close();
  await sandbox?.stop();
});

/**
 * Opens an address, gives Storekey the tab, and opens its page about it.
 * @param {string} path
 */
async function openOn(path) {
  const tab = await firefox.openTab(sandbox.url + path);
  await firefox.giveTab();
  const own = await firefox.openTab(`${firefox.origin}/licenses.txt`);
  const url = sandbox.url + path;
  const tabId = await firefox.evaluate(
    async (url) => (await chrome.tabs.query({})).findLast((tab) => tab.url?.startsWith(url))?.id ?? 0,
    url,
  );
  assert.notEqual(tabId, 0, "the click gave access to the tab");
  await firefox.send("WebDriver:Navigate", { url: `${firefox.origin}/popup/popup.html?tab=${tabId}` });
  return { tab, own, tabId };
}

/** @param {string | RegExp} wanted */
function says(wanted) {
  return until(`the text ${wanted}`, async () => {
    const text = await firefox.evaluate(() => document.body.innerText);
    return typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
  });
}

/** @param {string} button */
async function copied(button) {
  await firefox.click(button);
  await firefox.waitFor(`${button}[data-state=copied]`);
  return firefox.clipboard();
}

/** @param {string} path @param {object} body @param {number} tabId */
function call(path, body, tabId) {
  return firefox.evaluate((message) => chrome.runtime.sendMessage(message), {
    v: 1,
    id: crypto.randomUUID(),
    method: "POST",
    path,
    body,
    tabId,
  });
}

test("the main job: recognise, log in, copy, and the curl runs", { skip }, async () => {
  await openOn("/admin");
  await says("Admin panel");
  await firefox.fill("#username", admin.user);
  await firefox.fill("#password", admin.password);
  await firefox.click("#get-token");
  await firefox.waitFor("#credential");
  assert.equal((await sandbox.counters()).total, 1);
  assert.match(await copied("#copy-header"), /^Authorization: Bearer \S+$/);
  const { status } = runInBash(await copied("#copy-curl"));
  assert.equal(status, "200");
  await firefox.click("#check-token");
  await firefox.waitFor("#verdict[data-verdict=valid]");
});

test("the login of the panel opens the web API", { skip }, async () => {
  const { tab, own } = await openOn("/admin");
  await firefox.switchTo(tab);
  await firefox.fill("#username", admin.user);
  await firefox.fill("#login", admin.password);
  await firefox.click(".action-login");
  await until("the panel", () => firefox.evaluate(() => /dashboard/.test(location.href)));
  await firefox.switchTo(own);
  const { tabId } = await openOn("/admin");
  const store = { baseUrl: sandbox.url, restUrl: `${sandbox.url}/rest` };
  const { status, body } = await call("/v1/token/session", { store, fields: { area: "panel" } }, tabId);
  assert.equal(status, 200, JSON.stringify(body.error));
  assert.deepEqual(await firefox.evaluate(() => chrome.declarativeNetRequest.getSessionRules()), []);
  const withSession = (await sandbox.requests()).filter((/** @type {any} */ r) => r.carried?.session === "admin");
  assert.equal(withSession.length, 1);
  assert.equal(withSession[0].carried.userAgent, await firefox.evaluate(() => navigator.userAgent));
});

test("the requests of a tab show their tokens", { skip }, async () => {
  const { tab, own } = await openOn("/_front/scandipwa/");
  await firefox.waitFor("#credential");
  await firefox.click("#watch-start");
  await firefox.waitFor("#watch-stop");
  await firefox.switchTo(tab);
  await firefox.send("WebDriver:Refresh");
  await firefox.switchTo(own);
  await says("POST /graphql");
  await firefox.click("#watch-stop");
  await firefox.waitFor("#watch-start");
});

test("a token is put into the page, and taken back", { skip }, async () => {
  const { tab, own } = await openOn("/_front/venia/");
  await firefox.waitFor("#credential");
  await firefox.click("#put summary");
  await firefox.click("#put-expired");
  await says("Written into the page");
  await firefox.switchTo(tab);
  await firefox.waitFor("body[data-login=out]");
  await firefox.switchTo(own);
  await firefox.click("#put-back");
  await says("Put back. The tab reloads.");
  await firefox.switchTo(tab);
  await firefox.waitFor("body[data-login=in]");
});

test("the button tells of the tab; menus, shortcuts and the sidebar are there", { skip }, async () => {
  const { tabId } = await openOn("/_front/venia/");
  await firefox.waitFor("#credential");
  await until("the badge", async () =>
    /^C\d+$/.test(await firefox.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tabId)),
  );
  const there = await firefox.evaluate(async () => {
    const { contextMenus, commands, sidebarAction } = /** @type {any} */ (chrome);
    const menus = await Promise.all(["check", "grab"].map((id) => contextMenus.update(id, {}).then(() => id, String)));
    const names = (await commands.getAll()).map((/** @type {any} */ c) => c.name).sort();
    return [menus, names, new URL(await sidebarAction.getPanel({})).search];
  });
  assert.deepEqual(there, [["check", "grab"], ["_execute_action", "copy-header"], "?shape=panel"]);
});
