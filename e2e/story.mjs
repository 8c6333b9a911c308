// @ts-check
// What the stories have in common: one browser with the packed extension, one
// store, and the few things that every user does.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { after, afterEach, before } from "node:test";
import { give } from "./access.mjs";
import { Browser, Sandbox, unpack, until } from "./harness.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "./harness.mjs" */

export const admin = { user: "admin", password: "Admin123!seed" };
export const limited = { user: "limited", password: "Limited123!seed" };
export const customer = { user: "roni@example.com", password: "Customer123!" };

/**
 * Sets up a browser and a store for the tests of one file. After each test the
 * extension must have logged no error.
 * @param {string[]} args of `storekey sandbox`
 */
export function stage(...args) {
  const folder = unpack();
  const set = /** @type {{ browser: Browser, sandbox: Sandbox }} */ ({});
  before(async () => {
    set.sandbox = await Sandbox.start(...args);
    set.browser = await Browser.launch({ extension: folder });
  });
  afterEach(async () => {
    const errors = set.browser.errors.splice(0);
    await forget(set.browser);
    await set.sandbox.reset();
    assert.deepEqual(errors, []);
  });
  after(async () => {
    await set.browser?.close();
    await set.sandbox?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return set;
}

/** @param {Browser} browser */
function forget(browser) {
  return browser.inWorker(async () => {
    await chrome.storage.session.clear();
    await chrome.storage.local.clear();
  });
}

/**
 * How many requests with a credential reached the store.
 * @param {Sandbox} sandbox
 */
export async function logins(sandbox) {
  return (await sandbox.counters()).total;
}

/**
 * Opens an address in a new tab and clicks the toolbar button there.
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<{ page: Page, popup: View }>}
 */
export async function openOn(browser, url) {
  const page = await browser.context.newPage();
  await page.goto(url);
  return { page, popup: await browser.clickToolbar(page) };
}

/**
 * Fills the login form and sends it.
 * @param {View} popup
 * @param {{ user: string, password: string }} account
 */
export async function logIn(popup, account) {
  await popup.fill("#username", account.user);
  await popup.fill("#password", account.password);
  await popup.press("Enter");
}

/**
 * Gives host permission for an origin before the popup is open: the browser's
 * page of extensions that it takes would close it.
 * @param {Browser} browser
 * @param {string} origin
 */
export async function allow(browser, origin) {
  const { view } = await browser.openTab("popup/popup.html?tab=0");
  await give(browser, view, origin);
  await view.close();
}

/**
 * Logs in to the admin panel in the tab itself.
 * @param {Page} page
 * @param {string} url the panel's
 */
export async function enterPanel(page, url) {
  await page.goto(url);
  await page.fill("#username", admin.user);
  await page.fill("#login", admin.password);
  await page.click(".action-login");
  await page.waitForSelector(".page-actions, .page-title, .dashboard-container");
}

/**
 * Shows an integration in the panel that the tab is logged in to.
 * @param {Page} page
 * @param {number} id
 */
export async function showIntegration(page, id) {
  await page.locator('a[href*="integration/index"]').first().click();
  await page.click(`[button-renderer-hook-id=hook${id}]`);
  await page.waitForURL(/integration\/edit/);
}

/**
 * Presses a copy button, waits for its confirmation and returns what is on the
 * clipboard then. The popup is closed afterwards, as for a user who goes on.
 * @param {Browser} browser
 * @param {View} popup
 * @param {Page} page
 * @param {string} button
 */
export async function copied(browser, popup, page, button) {
  await popup.click(button);
  await popup.waitFor(`${button}[data-state=copied]`);
  const text = await browser.clipboard(page);
  if (!popup.closed) await popup.close();
  return text;
}

/**
 * Runs a copied command as a user who pastes it into bash does.
 * @param {string} command
 * @returns {{ status: string, body: string }}
 */
export function runInBash(command) {
  const text = execFileSync("bash", ["-c", `${command} --silent --write-out '\n%{http_code}'`], { encoding: "utf8" });
  const end = text.lastIndexOf("\n");
  return { status: text.slice(end + 1), body: text.slice(0, end) };
}

/**
 * Gives the worker the answer of the browser's managed storage: simulated, since
 * the browser reads a policy from where only its administrator writes.
 * @param {Browser} browser
 * @param {Record<string, boolean>} policy
 */
export async function simulatePolicy(browser, policy) {
  await until("the worker to be up", () => browser.inWorker(() => "chrome" in globalThis));
  await browser.inWorker((/** @type {Record<string, boolean>} */ now) => {
    /** @type {any} */ (chrome.storage.managed).get = async (/** @type {string} */ name) =>
      name in now ? { [name]: now[name] } : {};
  }, policy);
}
