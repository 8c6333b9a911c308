// @ts-check
// The browser may end the worker at any moment, and anybody may send messages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { admin, logIn, logins, openOn, stage } from "./story.mjs";

const set = stage();

test("killed before the login: it goes through, once", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  assert.equal(await browser.killWorker(), true);
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  assert.equal(await logins(sandbox), 1);
  await page.close();
});

test("killed while the store answers: told in words, and not sent again", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await sandbox.mode({ latencyMs: 3_000 });
  await logIn(popup, admin);
  await until("the login to arrive", async () => (await arrived()) > 0);
  assert.equal(await browser.killWorker(), true);
  await popup.waitForText("the store may have counted this login", 30_000);
  assert.ok((await arrived()) <= 1, "sent once");
  assert.equal(await popup.evaluate(() => /** @type {any} */ (document.querySelector("#username")).value), admin.user);
  await page.close();
});

test("killed after the login: the card is still there", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  assert.equal(await browser.killWorker(), true);
  await popup.click("#copy-token");
  await popup.waitFor("#copy-token[data-state=copied]");
  const again = await browser.clickToolbar(page);
  await again.waitFor("#credential");
  assert.equal(await logins(sandbox), 1);
  await page.close();
});

test("a message from a content script is refused", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  const id = await browser.tabId(page.url());
  const answers = await browser.inWorker(async (tabId) => {
    const [{ result }] = await chrome.scripting.executeScript({
      target: { tabId },
      func: async () => {
        const said = [];
        for (const [method, path] of [
          ["GET", "/v1/credentials"],
          ["POST", "/v1/reveal"],
          ["POST", "/v1/token/admin"],
        ]) {
          const message = { v: 1, id: `x${path}`, method, path, body: {} };
          said.push(await chrome.runtime.sendMessage(message).catch((cause) => String(cause)));
        }
        const stored = await chrome.storage.session.get().catch((cause) => String(cause));
        const local = await chrome.storage.local.get().catch((cause) => String(cause));
        return { said, stored, local };
      },
    });
    return result;
  }, id);
  const text = JSON.stringify(answers);
  assert.ok(!text.includes("eyJ"), "no token");
  assert.ok(!text.includes('"status":200'), text);
  assert.match(String(answers?.stored), /not allowed/);
  assert.match(String(answers?.local), /not allowed/);
  await page.close();
});

/** The token requests that reached the store, answered or not. */
async function arrived() {
  const requests = await set.sandbox.requests();
  return requests.filter((/** @type {any} */ r) => r.path.endsWith("/integration/admin/token")).length;
}
