// @ts-check
// What the browser's administrator forbids is out of reach in the page, with the
// reason beside it. The browser reads a policy from where only its administrator
// writes; here the worker is given the answer that the browser would give it.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { admin, logIn, logins, openOn, simulatePolicy, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();
afterEach(async () => {
  await simulated({});
  await Promise.all(set.browser.context.pages().map((page) => page.close()));
});

/** @param {Record<string, boolean>} policy */
const simulated = (policy) => simulatePolicy(set.browser, policy);

/** @param {View} view @param {string[]} ids */
async function outOfReach(view, ...ids) {
  for (const id of ids) {
    assert.equal(await view.evaluate((s) => document.querySelector(s)?.matches(":disabled"), id), true, id);
  }
}

/** @param {View} view */
async function loggedIn(view) {
  await view.waitFor("#login");
  await logIn(view, admin);
  await view.waitFor("#credential");
}

test("no token leaves where that is forbidden", async () => {
  const { browser, sandbox } = set;
  await simulated({ noReveal: true });
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await loggedIn(popup);
  await popup.waitForText(
    "Your administrator does not allow tokens and passwords to be shown, copied, exported or lent.",
  );
  await outOfReach(popup, "#copy-token", "#copy-header", "#copy-curl", "#show-token", "#lend-card");
  assert.deepEqual(await popup.axe(), []);
  await popup.click("#check-token"); // Storekey itself still uses it
  await popup.waitForText(/It works|accepted/);
  await popup.click("#tab-use");
  await popup.waitForText("/rest/V1/modules");
  await popup.waitForText("does not allow tokens to be copied");
  await outOfReach(popup, "#copy-request");
});

test("no secret is saved where that is forbidden", async () => {
  const { browser, sandbox } = set;
  await simulated({ noSaving: true });
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await loggedIn(popup);
  await popup.click("#save-open");
  await popup.waitForText("Your administrator does not allow passwords and tokens to be saved");
  await outOfReach(popup, "#save-password");
  await popup.clickNamed("Save without secrets");
  await popup.waitForText("Saved in");
  await popup.click("#tab-stores");
  await popup.click("#import-open");
  await popup.click("#move-paste summary");
  await popup.fill("#move-text", '{"domain":"shop.acme.example","username":"jane","password":"Secret123!"}');
  await popup.click("#move-look");
  await popup.waitForText("Leave out the stores that have some");
  await outOfReach(popup, "#move-go");
  await popup.press("Escape");
  await popup.click("#store-rows .cover");
  await popup.click("#edit-more summary");
  await outOfReach(popup, "#edit-door-password", "#edit-door-headers", "#edit-field-password");
});

test("a store in production is only read where that is so", async () => {
  const { browser, sandbox } = set;
  await simulated({ productionReadOnly: true });
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await loggedIn(popup);
  await popup.click("#save-open");
  await popup.evaluate(() => document.getElementById("save-stage-production")?.click());
  await popup.click("#save-go");
  await popup.click("#seal-bare");
  await popup.waitForText("Saved");
  const before = await logins(sandbox);
  await popup.click("#tab-use");
  await popup.fill("#find", "POST products");
  await popup.waitForText("/V1/products");
  await popup.press("Enter");
  await popup.waitForText("Your administrator lets nothing be changed at stores in production.");
  await outOfReach(popup, "#send");
  assert.equal(await logins(sandbox), before, "nothing was sent");
});
