// @ts-check
// What a token may do: asked for on the Check screen, shown as a tree.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { admin, customer, limited, logIn, openOn, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();

/**
 * Opens the popup, logs in and goes to the report of the new token.
 * @param {{ user: string, password: string }} account
 * @param {string} [at]
 */
async function checked(account, at = "/admin") {
  const { page, popup } = await openOn(set.browser, `${set.sandbox.url}${at}`);
  await popup.waitFor("#login");
  await logIn(popup, account);
  await popup.waitFor("#credential");
  await popup.click("#check-token");
  await popup.waitFor("#verdict[data-verdict=valid]");
  return { page, popup };
}

/** The lines of the tree that are seen, each as its level, its name and its state.
 * @param {View} popup */
function lines(popup) {
  return popup.evaluate(() =>
    [...document.querySelectorAll("#rights-tree [role=treeitem]")].map((item) => {
      const name = item.querySelector(".cut")?.textContent;
      return `${item.getAttribute("aria-level")} ${name}: ${item.querySelector(".state")?.textContent}`;
    }),
  );
}

/** @param {View} popup @param {string} show */
async function filter(popup, show) {
  await popup.click(`#rights-filters label:has([value=${show}])`);
}

test("an administrator may do everything, and each route leads to its request", async () => {
  const { page, popup } = await checked(admin);
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-tree");
  assert.equal((await lines(popup))[0], "1 Magento Admin: yes");
  await popup.fill("#rights-search", "get /v1/products/{sku}/media");
  await until("the route", async () =>
    (await lines(popup)).some((line) => line.includes("GET /V1/products/{sku}/media:")),
  );
  assert.deepEqual(await popup.axe(), []);
  await popup.evaluate(() => {
    const item = [...document.querySelectorAll("#rights-tree [role=treeitem]")].find((i) =>
      i.textContent?.includes("GET /V1/products/{sku}/media"),
    );
    /** @type {HTMLElement} */ (item).click();
  });
  await popup.waitFor("#panel-use");
  await popup.waitForText("/V1/products/");
  await page.close();
});

test("a role of products only: what is allowed and what is not, by title", async () => {
  const { page, popup } = await checked(limited);
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-tree");
  await filter(popup, "yes");
  await until("the allowed", async () => (await lines(popup)).some((line) => /Products: yes/.test(line)));
  assert.ok(!(await lines(popup)).some((line) => /Orders/.test(line)));
  await filter(popup, "no");
  await until("the refused", async () => (await lines(popup)).some((line) => /Categories: no/.test(line)));
  await popup.waitForText(/\d+ yes/);
  await page.close();
});

test("what is chosen stays so when the clock draws in the middle of the click", async () => {
  const { page, popup } = await checked(limited);
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-tree");
  await popup.evaluate(() => {
    const busy = (/** @type {Event} */ e) => {
      // The countdown is due every second: it runs before the click has ended.
      if (e.target instanceof HTMLInputElement) for (const end = Date.now() + 1100; Date.now() < end; );
    };
    for (const type of ["click", "input"]) addEventListener(type, busy, { capture: true });
  });
  await filter(popup, "no");
  await until("the refused", async () => (await lines(popup)).some((line) => /Categories: no/.test(line)));
  await page.close();
});

test("a customer has the customer’s own routes", async () => {
  const { page, popup } = await checked(customer, "/customer/account/login/");
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-tree");
  await popup.fill("#rights-search", "/v1/customers/me");
  await until("the own routes", async () => (await lines(popup)).some((line) => /\/V1\/customers\/me: yes/.test(line)));
  await page.close();
});

test("the tree is walked by keyboard", async () => {
  const { page, popup } = await checked(admin);
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-tree");
  await popup.evaluate(() => {
    /** @type {HTMLElement} */ (document.querySelector("#rights-tree [tabindex='0']")).focus();
  });
  const at = () =>
    popup.evaluate(
      () => `${document.activeElement?.querySelector(".cut")?.textContent} ${document.activeElement?.ariaExpanded}`,
    );
  assert.equal(await at(), "Magento Admin false");
  for (const [key, seen] of /** @type {const} */ ([
    ["ArrowRight", "Magento Admin true"],
    ["ArrowDown", "GET /V1/modules null"],
    ["ArrowLeft", "Magento Admin true"],
    ["ArrowDown", "GET /V1/modules null"],
    ["ArrowDown", "Analytics false"],
    ["ArrowRight", "Analytics true"],
    ["ArrowRight", "API false"],
    ["ArrowLeft", "Analytics true"],
    ["ArrowLeft", "Analytics false"],
  ])) {
    await popup.press(key);
    assert.equal(await at(), seen, key);
  }
  await page.close();
});

test("it goes on without the popup, and is there when that opens again", async () => {
  const { page, popup } = await checked(admin);
  await set.sandbox.mode({ latencyMs: 700 });
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-progress");
  await popup.waitForText(/· \d+ of \d+ ·/);
  await popup.close();
  const again = await set.browser.clickToolbar(page);
  await again.waitFor("#tab-check");
  await again.click("#tab-check");
  await again.waitFor("#rights-tree", 20_000);
  assert.equal((await lines(again))[0], "1 Magento Admin: yes");
  await page.close();
});

test("it can be cancelled", async () => {
  const { page, popup } = await checked(admin);
  await set.sandbox.mode({ latencyMs: 60_000 });
  await popup.click("#rights-ask");
  await popup.click("#rights-cancel");
  await popup.waitFor("#rights-problem");
  assert.match(await popup.text("#rights-problem"), /Cancelled/);
  await set.sandbox.mode({ latencyMs: 0 });
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-tree");
  await page.close();
});

test("a worker that is killed meanwhile is told of, and asked again", async () => {
  const { page, popup } = await checked(admin);
  await set.sandbox.mode({ latencyMs: 1_500 });
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-progress");
  await set.browser.killWorker();
  await until(
    "an end",
    () =>
      popup.evaluate(
        () =>
          document.getElementById("rights-problem")?.hidden === false ||
          document.getElementById("rights-map")?.hidden === false,
      ),
    30_000,
  );
  await set.sandbox.mode({ latencyMs: 0 });
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-tree");
  await page.close();
});

test("the report is copied as Markdown, and the token is masked in it", async () => {
  const { page, popup } = await checked(limited);
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-tree");
  await popup.click("#copy-rights");
  await popup.waitFor("#copy-rights[data-state=copied]");
  const text = await set.browser.clipboard(page);
  assert.match(text, /^## ✅ Valid/);
  assert.match(text, /Role Resources/);
  assert.doesNotMatch(text, /eyJ[\w-]+\.[\w-]+\.[\w-]+/);
  await page.close();
});
