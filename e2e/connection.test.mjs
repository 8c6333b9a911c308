// @ts-check
// Test connection: one button, six steps, at most one login, and what stands in
// the way told apart.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Sandbox } from "./harness.mjs";
import { admin, logIn, logins, openOn, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();
const passphrase = "correct horse battery staple";

/** Saves the login of the tab's panel with its password, and opens its form.
 * @param {{ user: string, password: string }} [account] */
async function inForm(account = admin) {
  const { page, popup } = await openOn(set.browser, `${set.sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, account);
  await popup.waitFor("#credential");
  await popup.click("#save-open");
  await popup.fill("#save-client", "Acme");
  await popup.fill("#save-name", "Panel");
  await popup.click("#save-go");
  await popup.fill("#seal-new", passphrase);
  await popup.fill("#seal-again", passphrase);
  await popup.press("Enter");
  await popup.waitForText("Saved in Acme / Panel");
  await openForm(popup);
  return { page, popup };
}

/** @param {View} popup */
async function openForm(popup) {
  await popup.click("#tab-stores");
  await popup.click("#store-rows [data-press=store]");
  await popup.waitFor("#conn-test");
}

/** What each step came to: its mark, by its place.
 * @param {View} popup */
function marks(popup) {
  return popup.evaluate(() =>
    [...document.querySelectorAll("#conn-steps > li")].map(
      (li) => li.querySelector(".state")?.getAttribute("data-is") ?? "runs",
    ),
  );
}

/** @param {View} popup */
async function tested(popup) {
  await popup.click("#conn-test");
  await popup.waitFor("#conn-steps");
  await popup.waitForText("Test again", 30_000);
  return (await marks(popup)).join(" ");
}

test("a saved token is tried, and no login made", async () => {
  const { page, popup } = await inForm();
  assert.equal(await tested(popup), "ok skipped ok ok ok ok");
  const said = await popup.text("#conn-steps");
  for (const words of ["answers at 127.0.0.1", "The saved token is accepted", "List of modules", /\d+ ms/])
    assert.ok(typeof words === "string" ? said.includes(words) : words.test(said), `${words} in ${said}`);
  assert.equal(await logins(set.sandbox), 1, "that of the beginning");
  assert.deepEqual(await popup.axe(), []);
  await page.close();
});
