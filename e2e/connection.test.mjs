// @ts-check
// Test connection: one button, six steps, at most one login, and what stands in
// the way told apart.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Sandbox, until } from "./harness.mjs";
import { admin, allow, logIn, logins, openOn, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();
const passphrase = "correct horse battery staple";

/** A store of the same name that was refreshed from another, and one behind TLS.
 * @type {Sandbox} */
let other;
/** @type {Sandbox} */
let secure;
before(async () => {
  [other, secure] = await Promise.all([Sandbox.start(), Sandbox.start("--tls")]);
});
after(async () => {
  await Promise.all([other?.stop(), secure?.stop()]);
});

/** The browser lets the extension at all three, whatever their port. */
async function given() {
  for (const { url } of [set.sandbox, secure]) await allow(set.browser, url);
}

/** Saves the login of the tab's panel with its password, and opens its form.
 * @param {{ user: string, password: string }} [account] */
async function inForm(account = admin) {
  await given();
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
  await until("the end of the test", () => finished(popup), 30_000);
  return (await marks(popup)).join(" ");
}

/** @param {View} popup */
function finished(popup) {
  return popup.evaluate(() => {
    const button = /** @type {HTMLButtonElement} */ (document.querySelector("#conn-test"));
    return !button.disabled && document.querySelectorAll("#conn-steps > li").length === 6;
  });
}

/** Adds a store by hand, with a user and a password, and tests it at once.
 * @param {string} url @param {{ user: string, password: string }} [account] */
async function typed(url, account = admin) {
  await given();
  const { page, popup } = await openOn(set.browser, `${set.sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-stores");
  await popup.click("#new-store");
  await popup.fill("#edit-name", "By hand");
  await popup.fill("#edit-url", url);
  await popup.fill("#edit-field-username", account.user);
  await popup.fill("#edit-field-password", account.password);
  await popup.click("#conn-test");
  await popup.fill("#seal-new", passphrase);
  await popup.fill("#seal-again", passphrase);
  await popup.press("Enter");
  await until("the end of the test", () => finished(popup), 30_000);
  return { page, popup, came: (await marks(popup)).join(" "), said: await popup.text("#conn-steps") };
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

test("what is typed is saved and tested in one click, with one login", async () => {
  const { page, popup, came, said } = await typed(set.sandbox.url);
  assert.equal(came, "ok skipped ok ok ok ok");
  assert.match(said, /The login succeeds/);
  assert.equal(await logins(set.sandbox), 1);
  assert.equal(await popup.text("#conn-note"), "The connection works.");
  await page.close();
});

test("a wrong password is one, and leads to its field", async () => {
  const { page, popup, came, said } = await typed(set.sandbox.url, { user: admin.user, password: "Wrong123!" });
  assert.equal(came, "ok skipped ok ok failed skipped");
  assert.match(said, /did not accept this user name and password/);
  assert.doesNotMatch(said, /refreshed/);
  assert.equal(await logins(set.sandbox), 1);
  await popup.click("#conn-steps [data-press=conn-next]");
  await until("the field to have the focus", () =>
    popup.evaluate(() => document.activeElement?.id === "edit-field-password"),
  );
  await page.close();
});

test("an environment that was refreshed from another is told from a wrong password", async () => {
  const { page, popup } = await inForm();
  const before = await logins(other);
  await popup.fill("#edit-url", other.url);
  await popup.fill("#edit-field-password", "OfAnother123!");
  await popup.click("#conn-test");
  await popup.waitForText("Save for");
  await popup.click("#conn-test"); // the yes to the new host
  await until("the end of the test", () => finished(popup), 30_000);
  const said = await popup.text("#conn-steps");
  assert.match(said, /seems to have been refreshed from another one/);
  assert.equal((await logins(other)) - before, 1, said);
  await page.close();
});

test("what stands in front is told apart", async () => {
  const { page: own, popup: first } = await inForm();
  await first.close();
  await own.close();
  // In a tab of the store itself the browser would ask for HTTP Basic by its own dialog.
  const { page, popup } = await openOn(set.browser, `${other.url}/admin`);
  await popup.waitFor("#login");
  await openForm(popup);
  const cases = {
    door: [{ basic: "stage:door" }, "ok skipped failed skipped skipped skipped", /HTTP Basic/, "Edit the front door"],
    maintenance: [{ basic: "", name: "maintenance" }, "ok skipped ok failed skipped skipped", /maintenance mode/, ""],
    firewall: [{ name: "waf" }, "ok skipped failed skipped skipped skipped", /firewall/i, "Open the store"],
    other: [
      { name: "not_magento" },
      "ok skipped ok failed skipped skipped",
      /no page there|No Magento/,
      "Edit the address",
    ],
    nobody: [
      { name: "unreachable" },
      "failed skipped skipped skipped skipped skipped",
      /not be reached/,
      "Edit the address",
    ],
  };
  for (const [name, [mode, want, words, next]] of Object.entries(cases)) {
    await set.sandbox.mode(/** @type {object} */ (mode));
    assert.equal(await tested(popup), want, name);
    const said = await popup.text("#conn-steps");
    assert.match(said, /** @type {RegExp} */ (words));
    const label = await popup.evaluate(() => document.querySelector("#conn-steps .btn")?.textContent ?? "");
    assert.equal(label, next, name);
    assert.deepEqual(await popup.axe(), []);
  }
  assert.equal(await logins(set.sandbox), 1, "that of the beginning");
  await page.close();
});

test("a certificate that the browser refuses is told from a host that is gone", async () => {
  const { page, came, said } = await typed(secure.url);
  assert.equal(came, "ok failed skipped skipped skipped skipped");
  assert.match(said, /certificate is not trusted/);
  await page.close();
});

test("a test that runs is cancelled, and found again by a popup that opens anew", async () => {
  const { page, popup } = await inForm();
  await set.sandbox.mode({ latencyMs: 60_000 });
  await popup.click("#conn-test");
  await popup.waitFor("#conn-cancel");
  await popup.close();

  const again = await set.browser.clickToolbar(page);
  await again.click("#tab-stores");
  await again.waitFor("#conn-cancel");
  assert.equal((await marks(again))[0], "runs");
  await again.press("Escape");
  await again.waitFor("#conn-test");
  await set.sandbox.mode({ latencyMs: 0 });
  assert.equal(await tested(again), "ok skipped ok ok ok ok");
  await again.close();

  const third = await set.browser.clickToolbar(page);
  await third.click("#tab-stores");
  await third.waitForText("Test again");
  assert.equal((await marks(third)).join(" "), "ok skipped ok ok ok ok");
  await page.close();
});

test("where a second factor is asked for, one logs in by hand", async () => {
  const { page, popup } = await inForm();
  await set.sandbox.mode({ twoFactor: true });
  await popup.click("#edit-back");
  await popup.click("#new-store");
  await popup.fill("#edit-name", "Once more");
  await popup.fill("#edit-url", set.sandbox.url);
  await popup.fill("#edit-field-username", admin.user);
  await popup.fill("#edit-field-password", admin.password);
  await popup.click("#conn-test");
  await until("the end of the test", () => finished(popup), 30_000);
  assert.equal((await marks(popup)).join(" "), "ok skipped ok ok warning skipped");
  assert.match(await popup.text("#conn-steps"), /The password is right. The store asks for the second factor: \S+/);
  await popup.click("#conn-steps [data-press=conn-next]");
  await popup.waitFor("#otp"); // goes on where the test ended
  assert.equal(await logins(set.sandbox), 2, "that of the beginning, and the test’s");
  await page.close();
});
