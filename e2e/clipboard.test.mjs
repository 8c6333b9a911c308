// @ts-check
// What was copied goes off the clipboard when its time is over, if it is still
// there. No question of the browser can be answered here: in a test copy of the
// package the permissions for the clipboard are given from the start.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { Browser, Sandbox, unpack, until } from "./harness.mjs";
import { admin, enterPanel, logIn, openOn, showIntegration } from "./story.mjs";

/** @import { View } from "./harness.mjs" */
/** @import { Page } from "playwright-core" */

/** @type {Browser} */
let browser;
/** @type {Sandbox} */
let sandbox;

before(async () => {
  sandbox = await Sandbox.start();
  const folder = unpack((manifest) => {
    manifest.permissions.push(...manifest.optional_permissions);
    delete manifest.optional_permissions;
  });
  browser = await Browser.launch({ extension: folder });
});
afterEach(async () => {
  assert.deepEqual(browser.errors.splice(0), []);
  await browser.inWorker(async () => {
    await chrome.storage.session.clear();
    await chrome.storage.local.clear();
  });
  await browser.context.clearCookies();
  await sandbox.reset();
});
after(async () => {
  await browser?.close();
  await sandbox?.stop();
});

/** Rings the alarm that waits for the time to be over: from a page that does not
 * speak to the worker, which may be gone. */
async function timeIsOver() {
  const { view } = await browser.openTab("licenses.txt");
  const due = await view.evaluate(async () => (await chrome.alarms.get("clipboard"))?.scheduledTime ?? 0);
  assert.ok(due > Date.now() + 30_000, `it rings at ${due}`);
  await view.evaluate(() => chrome.alarms.create("clipboard", { when: Date.now() }));
  await until("the worker to be done", () =>
    view.evaluate(async () => !("clipboard" in (await chrome.storage.session.get("clipboard")))),
  );
  await view.close();
}

const waits = () => browser.inWorker(async () => (await chrome.alarms.get("clipboard")) !== undefined);

/** Shows an integration in the panel and opens the popup about it. */
async function integration() {
  const page = await browser.context.newPage();
  await enterPanel(page, sandbox.adminURL);
  await showIntegration(page, 1);
  const popup = await browser.clickToolbar(page);
  await popup.waitFor("#parts");
  return { page, popup };
}

/** Copies and leaves the popup open.
 * @param {View} popup @param {Page} page @param {string} button */
async function copy(popup, page, button) {
  await popup.click(button);
  await popup.waitForText("Off the clipboard in 60 s");
  await popup.close();
  return browser.clipboard(page);
}

const secret = "#parts [data-of=consumer_secret]";

test("an integration’s secret is gone after its time", async () => {
  const { page, popup } = await integration();
  const text = await copy(popup, page, secret);
  assert.match(text, /^\w{32}$/);
  const kept = await browser.inWorker(async () => JSON.stringify(await chrome.storage.session.get("clipboard")));
  assert.ok(kept.includes('"hash"') && !kept.includes(text), "only its hash is kept");
  await timeIsOver();
  assert.equal(await browser.clipboard(page), "");
  await page.close();
});

test("what was copied in between stays", async () => {
  const { page, popup } = await integration();
  await copy(popup, page, secret);
  await page.bringToFront();
  await page.evaluate(() => navigator.clipboard.writeText("a shopping list"));
  await timeIsOver();
  assert.equal(await browser.clipboard(page), "a shopping list");
  await page.close();
});

test("the worker may end in between", async () => {
  const { page, popup } = await integration();
  await copy(popup, page, secret);
  assert.equal(await browser.killWorker(), true);
  await timeIsOver();
  assert.equal(await browser.clipboard(page), "");
  await page.close();
});

test("a token stays unless that is switched on, which is offered once", async () => {
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  await popup.click("#copy-token");
  await popup.waitForText("A copied token stays on the clipboard");
  assert.deepEqual(await popup.axe(), []);
  assert.equal(await waits(), false);
  await popup.click("#clip-no");
  await until("the question to be gone", () =>
    popup.evaluate(() => document.querySelector("#clip")?.hasAttribute("hidden")),
  );
  await popup.click("#copy-header");
  await popup.waitFor("#copy-header[data-state=copied]");
  assert.equal(await waits(), false);
  assert.equal(await popup.evaluate(() => document.querySelector("#clip")?.hasAttribute("hidden")), true);

  await popup.click("#tab-stores");
  await popup.waitFor("#stores-empty");
  await popup.click("#stores-settings summary");
  await popup.click("#clip-bearer");
  await until("it to be kept", () =>
    browser.inWorker(async () => JSON.stringify(await chrome.storage.local.get()).includes('"bearer":true')),
  );
  await popup.click("#tab-grab");
  assert.match(await copy(popup, page, "#copy-curl"), /^curl /);
  await timeIsOver();
  assert.equal(await browser.clipboard(page), "");
  await page.close();
});
