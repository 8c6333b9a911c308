// @ts-check
// The main job, as a user does it, from the toolbar click to the curl that runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { admin, copied, customer, logIn, logins, openOn, runInBash, stage } from "./story.mjs";

const set = stage();

test("an administrator gets a token and a curl that runs", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  assert.equal(await popup.text("#host"), new URL(sandbox.url).host);
  assert.match(await popup.text("#detail"), /^Magento 2\.4.*Admin panel$/);
  assert.equal(await popup.evaluate(() => document.querySelector("#kind-admin:checked") !== null), true);
  assert.equal(await popup.evaluate(() => document.activeElement?.id), "username");

  await logIn(popup, admin);
  await popup.waitFor("#credential");
  assert.equal(await popup.text("#credential-title"), "Admin token");
  assert.match(await popup.text("#countdown"), /^(60|59)\s*min$/);
  assert.equal(await popup.evaluate(() => document.activeElement?.id), "copy-token");
  assert.equal(await popup.evaluate(() => document.body.innerText.includes("eyJ1aWQ")), false, "the token is masked");

  const token = await copied(browser, popup, page, "#copy-token");
  assert.match(token, /^[\w-]+\.[\w-]+\.[\w-]+$/);

  // The popup is a new one now: the card is there again, without a new login.
  const again = await browser.clickToolbar(page);
  await again.waitFor("#credential");
  assert.equal(await copied(browser, again, page, "#copy-header"), `Authorization: Bearer ${token}`);

  const third = await browser.clickToolbar(page);
  await third.waitFor("#credential");
  const curl = await copied(browser, third, page, "#copy-curl");
  assert.match(curl, /^curl /);
  const ran = runInBash(curl);
  assert.equal(ran.status, "200");
  assert.ok(JSON.parse(ran.body).includes("Magento_Store"));

  assert.equal(await logins(sandbox), 1);
  assert.deepEqual(await browser.inWorker(async () => (await chrome.permissions.getAll()).origins), []);
  await page.close();
});

test("a customer gets a token on the storefront", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/customer/account/login/`);
  await popup.waitFor("#login");
  assert.match(await popup.text("#detail"), /store view default/);
  assert.equal(await popup.evaluate(() => document.querySelector("#kind-customer:checked") !== null), true);
  await logIn(popup, customer);
  await popup.waitFor("#credential");
  assert.equal(await popup.text("#credential-title"), "Customer token");
  const curl = await copied(browser, popup, page, "#copy-curl");
  const ran = runInBash(curl);
  assert.equal(ran.status, "200");
  assert.equal(JSON.parse(ran.body).email, customer.user);
  await page.close();
});

test("a second factor: one box, one code, one token", async () => {
  const { browser, sandbox } = set;
  await sandbox.mode({ twoFactor: true });
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#otp");
  assert.equal(await popup.evaluate(() => document.activeElement?.id), "otp");

  const right = (await sandbox.otp()).code;
  const wrong = right === "000000" ? "000001" : "000000";
  await popup.fill("#otp", wrong);
  await popup.waitForText(/code/i);
  await popup.waitFor("#code-problem");
  assert.equal(await popup.evaluate(() => /** @type {any} */ (document.querySelector("#otp")).value), "");

  await popup.fill("#otp", (await sandbox.otp()).code);
  await popup.waitFor("#credential");
  assert.equal(await popup.text("#credential-title"), "Admin token");
  assert.equal(await logins(sandbox), 3, "password, wrong code, right code");
  await page.close();
});

test("the form keeps what was typed, except the password, and stops in time", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  for (let tries = 1; tries <= 3; tries++) {
    await logIn(popup, { user: "locktest", password: "not the password" });
    await popup.waitForText(`${tries} of 6 tries used`);
    const typed = await popup.evaluate(() =>
      ["username", "password"].map((id) => /** @type {HTMLInputElement} */ (document.getElementById(id)).value),
    );
    assert.deepEqual(typed, ["locktest", ""]);
  }
  await logIn(popup, { user: "locktest", password: "Locktest123!" });
  await popup.waitForText("Storekey stops here");
  assert.equal(await logins(sandbox), 3, "the fourth was not sent");
  await popup.click("#refusal-action");
  await popup.waitFor("#credential");
  assert.equal(await logins(sandbox), 4);
  await page.close();
});

test("a shown password is covered again when it was refused", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#show-password");
  const shown = () => popup.evaluate(() => /** @type {HTMLInputElement} */ (document.querySelector("#password")).type);
  assert.equal(await shown(), "text");
  await logIn(popup, { user: "locktest", password: "not the password" });
  await popup.waitFor("#refusal");
  assert.equal(await shown(), "password");
  await page.close();
});

test("an empty field is told, and described by what is said of it", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#get-token");
  await popup.waitFor("#username-error");
  const state = () =>
    popup.evaluate(() => {
      const field = document.getElementById("username");
      return [document.activeElement === field, field?.ariaInvalid, field?.getAttribute("aria-describedby")];
    });
  assert.deepEqual(await state(), [true, "true", "username-error"]);
  assert.deepEqual(await popup.axe(), []);
  await popup.fill("#username", "x");
  assert.deepEqual(await state(), [true, null, null]);
  assert.equal(await logins(sandbox), 0);
  await page.close();
});

test("a login that was refused while the popup was closed is told once it opens", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await sandbox.mode({ latencyMs: 1_000 });
  await logIn(popup, { user: "locktest", password: "not the password" });
  await until("the login to arrive", async () => (await sandbox.requests()).some(isLogin));
  await popup.close();
  const again = await browser.clickToolbar(page);
  await again.waitFor("#refusal");
  assert.match(await again.text("#tries-label"), /^1 of 6/);
  await again.click("#refusal-close");
  await until("the record to be marked", () => browser.inWorker(noneFailed));
  if (!again.closed) await again.close();
  const third = await browser.clickToolbar(page);
  await third.waitFor("#login");
  assert.equal(await third.evaluate(() => document.getElementById("refusal")?.hidden), true);
  await page.close();
});

test("a page whose program ended says so", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  // What the program counts on is not there: it ends with a panic.
  await popup.evaluate(() => document.getElementById("verdict-title")?.remove());
  await popup.click("#tab-check");
  await popup.fill("#paste", "nothing");
  await popup.waitForText("This page has stopped");
  assert.equal(await popup.evaluate(() => document.querySelector("main")?.inert), true);
  assert.ok(browser.errors.splice(0).length > 0, "and the reason is in the log");
  await page.close();
});

/** @param {{ path: string }} request */
function isLogin(request) {
  return request.path.endsWith("/integration/admin/token");
}

/** In the worker: is no call left that failed? */
async function noneFailed() {
  const all = /** @type {[string, any][]} */ (Object.entries(await chrome.storage.session.get()));
  return all.every(([key, value]) => !key.startsWith("call:") || value.state !== "failed");
}

test("nothing is hard to use, in any of the four tabs", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  const found = [];
  for (const tab of ["grab", "check", "use", "stores"]) {
    await popup.click(`#tab-${tab}`);
    for (const line of await popup.axe()) found.push(`${tab}: ${line}`);
  }
  assert.deepEqual(found, []);
  await page.close();
});
