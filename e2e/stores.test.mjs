// @ts-check
// Saved stores: sealed by a passphrase, offered on their own tab, a new token in
// one click.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { admin, copied, logIn, logins, openOn, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();
const passphrase = "correct horse battery staple";

/** @param {View} popup @param {string} text */
async function typePassphrase(popup, text) {
  await popup.fill("#seal-new", text);
  await popup.press("Enter");
}

/** Logs in and saves the login with its password, under a new passphrase. */
async function saved() {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  await popup.click("#save-open");
  await popup.fill("#save-client", "Acme");
  await popup.fill("#save-name", "Panel");
  await popup.click("#save-go");
  await popup.waitForText("no way to recover it");
  await popup.fill("#seal-again", passphrase);
  await typePassphrase(popup, passphrase);
  await popup.waitForText("Saved in Acme / Panel");
  return { page, popup };
}

/** Everything in storage.local, as text. */
const kept = () => set.browser.inWorker(async () => JSON.stringify(await chrome.storage.local.get()));

/** What a browser that was closed has no more. */
const forgetSession = () => set.browser.inWorker(() => chrome.storage.session.clear());

test("saved, sealed, offered again, renewed in one click", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await saved();
  await popup.waitForText("Acme / Panel · Magento");
  assert.equal(await popup.evaluate(() => document.querySelector("#app")?.getAttribute("data-env")), "dev");
  assert.equal(await popup.text("#stage"), "Dev");
  const token = await copied(browser, popup, page, "#copy-token");
  const local = await kept();
  assert.ok(local.includes("store:"));
  for (const secret of [admin.password, token, passphrase]) assert.ok(!local.includes(secret), "not in clear");

  // The browser was closed and opened: the seal is closed, the store is known.
  await forgetSession();
  assert.equal(await browser.killWorker(), true);
  const again = await browser.clickToolbar(page);
  await again.waitFor("#offer");
  assert.equal(await again.evaluate(() => document.querySelector("#login")?.hasAttribute("hidden")), true);
  await again.click("#offer-renew");
  await again.waitFor("#seal");
  await typePassphrase(again, "not the passphrase");
  await again.waitForText("The passphrase does not fit");
  assert.equal(await logins(sandbox), 1, "nothing was sent");
  await typePassphrase(again, passphrase);
  await again.waitFor("#credential");
  assert.equal(await logins(sandbox), 2, "the renewal went on by itself");
  const fresh = await copied(browser, again, page, "#copy-token");
  assert.notEqual(fresh, token);

  // With the seal open, it is one click, also under a worker that was killed.
  await browser.inWorker(async () => {
    const all = Object.keys(await chrome.storage.session.get());
    await chrome.storage.session.remove(all.filter((key) => key.startsWith("cred:")));
  });
  assert.equal(await browser.killWorker(), true);
  const third = await browser.clickToolbar(page);
  await third.waitFor("#offer-use");
  await third.click("#offer-renew");
  await third.waitFor("#credential");
  assert.equal(await logins(sandbox), 3);
  await page.close();
});

test("the saved token is used as it is, without a login", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await saved();
  const token = await copied(browser, popup, page, "#copy-token");
  await browser.inWorker(async () => {
    const all = Object.keys(await chrome.storage.session.get());
    await chrome.storage.session.remove(all.filter((key) => key.startsWith("cred:")));
  });
  const again = await browser.clickToolbar(page);
  await again.click("#offer-use");
  await again.waitFor("#credential");
  assert.equal(await copied(browser, again, page, "#copy-token"), token);
  assert.equal(await logins(sandbox), 1);
  await page.close();
});

test("locked by hand, the list stays in sight and opens again", async () => {
  const { browser } = set;
  const { page, popup } = await saved();
  await popup.click("#tab-stores");
  await popup.click("#lock");
  await popup.waitForText("Passwords and tokens are locked");
  assert.match(await popup.text("#store-rows"), /Acme \/ Panel/);
  const open = () =>
    browser.inWorker(async () => Object.keys(await chrome.storage.session.get()).includes("key:vault"));
  await until("the key to be gone", async () => !(await open()));
  await typePassphrase(popup, passphrase);
  await popup.waitFor("#lock");
  assert.equal(await open(), true);
  await page.close();
});

test("the seal's settings: idle minutes, another passphrase, and giving it up", async () => {
  const { browser } = set;
  const { page, popup } = await saved();
  await popup.click("#tab-stores");
  await popup.click("#stores-settings summary");
  await popup.fill("#idle", "20");
  await popup.press("Tab");
  await popup.waitForText("locks after 20 min idle");

  const other = "another four words here";
  await popup.click("#change-phrase");
  await popup.fill("#seal-old", passphrase);
  await popup.fill("#seal-again", other);
  await typePassphrase(popup, other);
  await until("the form to be done", () =>
    popup.evaluate(() => document.querySelector("#seal")?.hasAttribute("hidden")),
  );
  await popup.click("#lock");
  await typePassphrase(popup, passphrase);
  await popup.waitForText("The passphrase does not fit");
  await typePassphrase(popup, other);
  await popup.waitFor("#lock");

  await popup.click("#lock");
  await popup.click("#seal-lost summary");
  await popup.click("#seal-give-up");
  await popup.waitForText("No passphrase is set");
  assert.match(await popup.text("#store-rows"), /Acme \/ Panel/);
  assert.match(await popup.text("#store-rows"), /no token/);
  assert.ok(
    !(await browser.inWorker(async () => Object.keys(await chrome.storage.local.get()))).includes("setting:vault"),
  );
  await page.close();
});

test("what was typed outlives the popup; a deleted store comes back", async () => {
  const { browser } = set;
  const { page, popup } = await saved();
  await popup.click("#tab-stores");
  await popup.click("#store-rows [data-press=store]");
  await popup.fill("#edit-name", "Renamed");
  await popup.fill("#edit-field-password", "never in a draft");
  await until("the draft", () =>
    browser.inWorker(async () => JSON.stringify(await chrome.storage.session.get("ui:draft")).includes("Renamed")),
  );
  const draft = await browser.inWorker(async () => JSON.stringify(await chrome.storage.session.get()));
  assert.ok(!draft.includes("never in a draft"));
  await popup.close();

  const again = await browser.clickToolbar(page);
  await again.click("#tab-stores");
  await again.waitForText("not saved yet");
  await again.click("#edit-go");
  await again.waitForText("Saved in Acme / Renamed");

  await again.click("#store-rows [data-press=store]");
  await again.click("#edit-delete");
  await again.click("#delete-yes");
  await again.waitForText("Deleted “Acme / Renamed”");
  await again.waitFor("#stores-empty");
  await again.click("#undo");
  await again.waitFor("#store-rows");
  assert.match(await again.text("#store-rows"), /Acme \/ Renamed/);
  await page.close();
});

test("without a passphrase nothing secret is kept", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.click("#save-open");
  await popup.click("#save-go");
  await popup.click("#seal-bare");
  await popup.waitForText("without password and token");
  const local = await kept();
  assert.ok(local.includes("store:"));
  assert.ok(!local.includes("sealed"), local);
  assert.ok(!local.includes("eyJ"));
  await forgetSession();
  const again = await browser.clickToolbar(page);
  await again.waitFor("#offer");
  await again.click("#offer-renew");
  await again.waitFor("#login");
  assert.equal(await again.evaluate(() => /** @type {any} */ (document.querySelector("#username")).value), admin.user);
  await page.close();
});

test("a pasted list of 300 stores stays quick", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  const lines = ["client,name,stage,url,username"];
  for (let n = 0; n < 300; n++) lines.push(`Client ${n % 50},Shop ${n},staging,https://shop${n}.example/,user${n}`);
  await popup.click("#tab-stores");
  await popup.click("#paste-list-first");
  await popup.fill("#csv-text", lines.join("\n"));
  await popup.click("#csv-go");
  await popup.waitForText("Added: 300");
  const slowest = await popup.evaluate(() => {
    const field = /** @type {HTMLInputElement} */ (document.querySelector("#search"));
    let worst = 0;
    for (const text of ["s", "shop 29", "client 7", "no such store", ""]) {
      field.value = text;
      const start = performance.now();
      field.dispatchEvent(new Event("input"));
      worst = Math.max(worst, performance.now() - start);
    }
    return worst;
  });
  assert.ok(slowest < 500, `${slowest} ms for one key`);
  await popup.fill("#search", "shop 299");
  await until("the one store", () =>
    popup.evaluate(() => document.querySelectorAll("#store-rows [data-press=store]").length === 1),
  );
  await page.close();
});

test("nothing is hard to use where stores are saved", async () => {
  const { page, popup } = await saved();
  const found = await popup.axe();
  for (const step of ["#tab-stores", "#lock", "#new-store", "#edit-back", "#stores-settings summary", "#edit-hosts"]) {
    await popup.click(step);
    for (const line of await popup.axe()) found.push(`${step}: ${line}`);
  }
  assert.deepEqual(found, []);
  await page.close();
});
