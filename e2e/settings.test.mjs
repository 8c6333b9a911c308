// @ts-check
// Settings: what the clipboard may not do without the browser's leave, and
// authenticator keys beside their passwords.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { enterPanel, showIntegration, stage } from "./story.mjs";

const set = stage();

const setting = (/** @type {string} */ name) =>
  set.browser.inWorker(async (key) => (await chrome.storage.local.get(key))[key], `setting:${name}`);

test("without leave nothing is taken off, and the page says so", async () => {
  const { browser, sandbox } = set;
  const page = await browser.context.newPage();
  await enterPanel(page, sandbox.adminURL);
  await showIntegration(page, 1);
  const popup = await browser.clickToolbar(page);
  await popup.click("#parts [data-of=consumer_secret]");
  await popup.waitForText("This stays on the clipboard");
  // Simulated: the user refuses, which no program can answer for them.
  await popup.evaluate(() => {
    chrome.permissions.request = /** @type {any} */ (async () => false);
  });
  await popup.click("#clip-yes");
  await popup.waitForText("Stays on the clipboard: Storekey may not look there");
  const text = await browser.clipboard(page);
  await browser.inWorker(() => chrome.alarms.create("clipboard", { when: Date.now() }));
  await until("the worker to be done", () =>
    browser.inWorker(async () => !("clipboard" in (await chrome.storage.session.get("clipboard")))),
  );
  assert.equal(await browser.clipboard(page), text);
  await page.close();
});

test("settings are kept, and say what they cannot do", async () => {
  const { browser, sandbox } = set;
  const page = await browser.context.newPage();
  await page.goto(`${sandbox.url}/admin`);
  const popup = await browser.clickToolbar(page);
  await popup.click("#tab-stores");
  await popup.waitFor("#stores-empty");
  await popup.click("#stores-settings summary");
  await popup.waitForText("What a clipboard history or another device has kept");
  await popup.waitForText("The browser does not let Storekey look at the clipboard");
  await popup.waitForText("two are one");
  assert.deepEqual(await popup.axe(), []);
  await popup.click("#seed-beside");
  await until("the switch", async () => /** @type {any} */ (await setting("seed"))?.beside === true);
  await popup.evaluate(() => {
    const select = /** @type {HTMLSelectElement} */ (document.querySelector("#clip-seconds"));
    select.value = "0";
    select.dispatchEvent(new Event("change"));
  });
  await until("never", async () => /** @type {any} */ (await setting("clipboard"))?.seconds === 0);
  await popup.close();
  const again = await browser.clickToolbar(page);
  await again.click("#tab-stores");
  await again.waitFor("#stores-empty");
  await again.click("#stores-settings summary");
  await until("both to be shown", () =>
    again.evaluate(
      () =>
        /** @type {HTMLInputElement} */ (document.querySelector("#seed-beside")).checked &&
        /** @type {HTMLSelectElement} */ (document.querySelector("#clip-seconds")).value === "0",
    ),
  );
  await page.close();
});

test("an authenticator key is saved beside its password only where that is switched on", async () => {
  const { browser, sandbox } = set;
  const page = await browser.context.newPage();
  await page.goto(`${sandbox.url}/admin`);
  const popup = await browser.clickToolbar(page);
  await popup.click("#tab-stores");
  await popup.waitFor("#stores-empty");
  await popup.click("#new-store");
  await popup.fill("#edit-name", "Panel");
  await popup.fill("#edit-url", sandbox.url);
  await popup.fill("#edit-field-username", "jane.doe");
  await popup.fill("#edit-field-password", "Made-up1");
  await popup.fill("#edit-field-totp", "JBSWY3DPEHPK3PXP");
  await popup.click("#edit-go");
  await popup.fill("#seal-new", "correct horse battery");
  await popup.fill("#seal-again", "correct horse battery");
  await popup.press("Enter");
  await popup.waitForText("The authenticator key is not saved");
  await popup.waitForText("Whoever opens the saved secrets would have both factors");
  assert.equal(await setting("seed"), undefined);
  await until("the offer to have the focus", () => popup.evaluate(() => document.activeElement?.id === "edit-seed"));
  assert.deepEqual(await popup.axe(), []);
  await popup.press("Enter"); // nothing that was typed is lost
  await popup.waitForText("Saved in Panel");
  assert.equal(/** @type {any} */ (await setting("seed")).beside, true);
  await page.close();
});
