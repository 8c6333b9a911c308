// @ts-check
// What a tab holds already: tokens of every storefront, the four values of an
// integration, the page's own login, what its requests carry. Nobody types a
// password here.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { allow, copied, enterPanel, logins, openOn, runInBash, showIntegration, stage } from "./story.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "./harness.mjs" */

const set = stage();

const fronts = {
  venia: "local storage: M2_VENIA_BROWSER_PERSISTENCE__signin_token",
  aemcif: "local storage: M2_VENIA_BROWSER_PERSISTENCE__signin_token",
  edgedropins: "cookie: auth_dropin_user_token",
  hyva: "local storage: mage-cache-storage",
  hyvacheckout: "local storage: mage-cache-storage",
  scandipwa: "local storage: auth_token",
  graphcommerce: "local storage: apollo-cache-persist",
  alokai: "cookie: vsf-customer",
  vuestorefront1: "local storage: shop/user/current-token",
  daffodil: "local storage: DAFF_AUTH_TOKEN",
};

/**
 * Opens a storefront whose customer is logged in.
 * @param {string} id
 * @returns {Promise<{ page: Page, token: string }>} with the token that the page itself uses
 */
async function storefront(id) {
  const page = await set.browser.context.newPage();
  const asked = page.waitForRequest((request) => request.url().endsWith("/graphql") && request.method() === "POST");
  await page.goto(`${set.sandbox.url}/_front/${id}/`);
  const token = ((await asked).headers().authorization ?? "").replace("Bearer ", "");
  await state(page, "in");
  return { page, token };
}

/** @param {Page} page @param {"in" | "out"} wanted */
function state(page, wanted) {
  return page.waitForSelector(`body[data-login=${wanted}]`);
}

for (const [id, place] of Object.entries(fronts)) {
  test(`the token of ${id} is found, and nothing else`, async () => {
    const { page, token } = await storefront(id);
    const popup = await set.browser.clickToolbar(page);
    await popup.waitFor("#credential");
    assert.equal(await popup.text("#credential-title"), "Customer token");
    assert.ok(
      (await popup.text("#credential-facts")).includes(place.split(": ")[1]),
      await popup.text("#credential-facts"),
    );
    assert.equal(await popup.evaluate(() => document.querySelectorAll("#also-rows li").length), 0);
    assert.equal(await copied(set.browser, popup, page, "#copy-token"), token);
    assert.equal(await logins(set.sandbox), 0);
    await page.close();
  });
}

test("the requests of a tab show their tokens", async () => {
  await allow(set.browser, set.sandbox.url);
  const { page, token } = await storefront("scandipwa");
  const popup = await set.browser.clickToolbar(page);
  await popup.waitFor("#credential");
  await popup.click("#watch-start");
  await popup.waitFor("#watch-stop");
  await page.reload();
  await popup.waitForText("POST /graphql");
  await popup.click("#seen-rows .cover");
  await popup.waitForText("request: POST /graphql");
  assert.deepEqual(await popup.axe(), []);
  await popup.click("#watch-stop");
  await popup.waitFor("#watch-start");
  assert.equal(await copied(set.browser, popup, page, "#copy-token"), token);
  await page.close();
});

test("the panel’s own login answers, and its curl runs", async () => {
  await allow(set.browser, set.sandbox.url);
  const page = await set.browser.context.newPage();
  await enterPanel(page, set.sandbox.adminURL);
  const popup = await set.browser.clickToolbar(page);
  await popup.waitFor("#session");
  await popup.press("Enter"); // the button has the focus
  await popup.waitForText("Your panel login");
  await popup.waitForText("This is the whole login of the page");
  await popup.click("#check-token");
  await popup.waitFor("#verdict[data-verdict=valid]");
  await popup.click("#tab-grab");
  const { status } = runInBash(await copied(set.browser, popup, page, "#copy-curl"));
  assert.equal(status, "200");
  await page.close();
});

test("an integration’s four values, and what is said of half of them", async () => {
  const page = await set.browser.context.newPage();
  await enterPanel(page, set.sandbox.adminURL);
  await showIntegration(page, 1);
  const popup = await set.browser.clickToolbar(page);
  await popup.waitForText("Consumer secret");
  assert.deepEqual(await popup.evaluate(() => [...document.querySelectorAll("#parts h3")].map((e) => e.textContent)), [
    "Consumer key",
    "Consumer secret",
    "Access token",
    "Access token secret",
  ]);
  await popup.click("#parts li:nth-child(2) button");
  await popup.waitFor("#parts li:nth-child(2) [data-state=copied]");
  assert.equal(await set.browser.clipboard(page), "s4ndb0xc0nsum3rs3cr3t000000fu11b");
  await page.bringToFront();
  const again = await set.browser.clickToolbar(page);
  await again.waitFor("#parts");
  const { status } = runInBash(await copied(set.browser, again, page, "#copy-curl"));
  assert.equal(status, "200");

  await page.goto(set.sandbox.adminURL);
  await showIntegration(page, 3);
  const half = await set.browser.clickToolbar(page);
  await half.waitForText("not shown yet");
  assert.equal(await half.evaluate(() => document.querySelector("#copy-header")?.hasAttribute("disabled")), true);
  assert.deepEqual(await half.axe(), []);
  await half.close();
  await page.close();
});

test("what the panel’s dialogs show is found as it comes", async () => {
  const page = await set.browser.context.newPage();
  await enterPanel(page, set.sandbox.adminURL);
  await page.locator('a[href*="integration/index"]').first().click();
  await page.waitForURL(/integration\/index/);
  await (await set.browser.clickToolbar(page)).close();
  await page.bringToFront();
  const { tabId, tree } = await inTab();
  assert.equal(await tree(), undefined);
  const { view: panel, page: own } = await set.browser.openTab(`popup/popup.html?tab=${tabId}`);
  await panel.waitFor("#session");
  await page.click("a[title=Activate]");
  await page.waitForSelector("aside.modal-slide li[data-id]", { state: "attached" });
  const boxes = await page.evaluate(() => document.querySelectorAll("aside.modal-slide li[data-id]").length);
  await until("the tree of the dialog to be known", async () => (await tree())?.length === boxes);
  await page.click("aside.modal-slide .action-primary");
  await page.waitForSelector("#integration_token_consumer_key");
  await panel.waitForText("Consumer secret");
  assert.equal(await panel.evaluate(() => document.querySelectorAll("#parts li").length), 4);
  await own.close();
  await page.close();
});

/** The tab in front, and the resource tree that is known of it. */
async function inTab() {
  const tabId = await set.browser.inWorker(async () => (await chrome.tabs.query({ active: true }))[0]?.id ?? 0);
  const tree = () =>
    set.browser.inWorker(async (id) => {
      const key = `tab:${id}`;
      const { [key]: record } = /** @type {any} */ (await chrome.storage.session.get(key));
      return /** @type {object[] | undefined} */ (record?.recognition?.tree);
    }, tabId);
  return { tabId, tree };
}

test("expired in the tab, and put back", async () => {
  const { page } = await storefront("venia");
  const popup = await set.browser.clickToolbar(page);
  await popup.waitFor("#credential");
  await popup.click("#put summary");
  await popup.click("#put-expired");
  await popup.waitForText("Written into the page");
  await state(page, "out");
  await popup.click("#put-back");
  await popup.waitForText("Put back. The tab reloads.");
  await state(page, "in");
  await popup.close();
  await page.close();
});

test("what a shortcut or the menu meant is done once", async () => {
  const { page, token } = await storefront("daffodil");
  await meant({ do: "check", text: token });
  const check = await set.browser.clickToolbar(page);
  await check.waitForText("Customer token");
  assert.equal(await check.evaluate(() => document.querySelector("#tab-check")?.getAttribute("aria-selected")), "true");
  await check.close();

  await meant({ do: "grab" });
  const grab = await set.browser.clickToolbar(page);
  await until("the focus on Copy header", () => grab.evaluate(() => document.activeElement?.id === "copy-header"));
  await grab.close();

  await meant({ do: "copy" });
  const copy = await set.browser.clickToolbar(page);
  await copy.waitForText("Header copied: Customer token. Valid");
  assert.equal(await set.browser.clipboard(page), `Authorization: Bearer ${token}`);
  assert.deepEqual(
    await set.browser.inWorker(async () =>
      Object.keys(await chrome.storage.session.get()).filter((key) => key.startsWith("intent:")),
    ),
    [],
  );
  if (!copy.closed) await copy.close();
  await page.close();
});

/** @param {object} intent */
function meant(intent) {
  return set.browser.inWorker(async (wanted) => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    await chrome.storage.session.set({ [`intent:${tab.windowId}`]: { v: 1, tabId: tab.id, ...wanted } });
  }, intent);
}

test("beside the tabs the page follows the tab in front", async () => {
  const { page } = await storefront("alokai");
  const popup = await set.browser.clickToolbar(page);
  await popup.waitFor("#credential");
  await popup.close();
  const { view: panel, page: own } = await set.browser.openTab("popup/popup.html?shape=panel");
  await page.bringToFront();
  await panel.waitForText("Customer token");
  const { page: other } = await openWithoutClick();
  await panel.waitForText("Click the Storekey button on a store tab");
  assert.deepEqual(await panel.axe(), []);
  await page.bringToFront();
  await panel.waitForText("Customer token");
  await own.close();
  await other.close();
  await page.close();
});

async function openWithoutClick() {
  const page = await set.browser.context.newPage();
  await page.goto(set.sandbox.url.replace("127.0.0.1", "localhost"));
  return { page };
}

test("a permission is given back in Stores", async () => {
  await allow(set.browser, set.sandbox.url);
  const { page, popup } = await openOn(set.browser, `${set.sandbox.url}/_front/venia/`);
  await popup.waitFor("#credential");
  await popup.click("#tab-stores");
  await popup.click("#stores-settings summary");
  await popup.waitForText("127.0.0.1");
  await popup.click("#site-rows .btn");
  await until(
    "no permission",
    async () => (await popup.evaluate(() => chrome.permissions.getAll())).origins?.length === 0,
  );
  await popup.click("#copy-at-once");
  await until("the setting to be kept", () =>
    set.browser.inWorker(async () => {
      const { "setting:page": setting } = /** @type {any} */ (await chrome.storage.local.get("setting:page"));
      return setting?.copyAtOnce === true;
    }),
  );
  assert.deepEqual(await popup.axe(), []);
  await popup.close();
  await page.close();
});

test("no key leads nowhere", async () => {
  const { page } = await storefront("venia");
  const popup = await set.browser.clickToolbar(page);
  await popup.waitFor("#credential");
  await popup.click("#save-open");
  await popup.waitFor("#save");
  await popup.press("Escape");
  await popup.waitFor("#save-open");
  assert.equal(await focused(popup), "save-open");
  for (const digit of ["2", "3", "4", "1"]) {
    await popup.evaluate(
      (code) =>
        document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { code, altKey: true, bubbles: true })),
      `Digit${digit}`,
    );
    await until(`a focus after Alt ${digit}`, async () => !["body", ""].includes(await focused(popup)));
  }
  await popup.close();
  await page.close();
});

/** @param {View} view */
function focused(view) {
  return view.evaluate(() => (document.activeElement === document.body ? "body" : (document.activeElement?.id ?? "")));
}
