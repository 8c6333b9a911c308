// @ts-check
// Ways to log in, as the page offers them: second factors, other ways than a
// password, and what keeps or ends a token.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, until } from "./harness.mjs";
import { admin, allow, customer, enterPanel, logIn, logins, openOn, stage } from "./story.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "./harness.mjs" */

const set = stage();

/** What answers the second factors of admin. @returns {Promise<any>} */
async function second() {
  return JSON.parse((await ask("GET", `${set.sandbox.url}/_sandbox/second`)).text);
}

/**
 * Opens the popup on the panel of a store with second factors and logs in as far
 * as the first of them is asked for.
 * @param {string} wait what is there then
 * @param {object} mode
 */
async function atFactor(wait, mode) {
  const { browser, sandbox } = set;
  await sandbox.mode({ twoFactor: true, ...mode });
  const opened = await openOn(browser, `${sandbox.url}/admin`);
  await opened.popup.waitFor("#login");
  await logIn(opened.popup, admin);
  await opened.popup.waitFor(wait);
  return opened;
}

/** @param {View} popup @param {string} title */
async function gets(popup, title) {
  await until(title, async () => (await popup.text("#credential-title")) === title);
}

/** @param {View} popup @param {string} id */
function value(popup, id) {
  return popup.evaluate((id) => /** @type {HTMLInputElement} */ (document.getElementById(id)).value, id);
}

/** How many passwords reached each route of the store. */
async function routes() {
  return (await set.sandbox.counters()).byRoute;
}

/** @param {View} popup @param {string} id of the way */
async function choose(popup, id) {
  await popup.waitFor("#way-rows li");
  const there = await popup.evaluate((id) => document.querySelector(`#way-rows [data-of="${id}"]`) !== null, id);
  if (!there) await popup.click("#way-rows [data-press=more-ways]");
  await popup.click(`#way-rows [data-of="${id}"]`);
  await popup.waitFor("#way-back");
}

test("the authenticator's key in the place of a code", async () => {
  const { page, popup } = await atFactor("#otp", {});
  const { totpSecret } = (await set.sandbox.accounts())[0];
  await popup.fill("#otp", `otpauth://totp/Shop:admin?secret=${totpSecret}&issuer=Shop`);
  assert.equal(await popup.evaluate(() => document.querySelector("#otp")?.getAttribute("type")), "password");
  await popup.click("#send-code");
  await gets(popup, "Admin token");
  assert.equal(await value(popup, "otp"), "");
  await page.close();
});

test("a closed popup comes back to the code box, and a wrong code costs no password", async () => {
  const { browser } = set;
  const { page, popup } = await atFactor("#otp", {});
  await popup.waitForText(/2:5\d left/);
  await popup.close();
  const again = await browser.clickToolbar(page);
  await again.waitFor("#otp");
  assert.equal(await again.text("#code-who"), admin.user);
  const right = (await set.sandbox.otp()).code;
  await again.fill("#otp", right === "000000" ? "000001" : "000000");
  await again.waitFor("#code-problem");
  await again.close();
  const third = await browser.clickToolbar(page);
  await third.waitFor("#otp");
  await third.fill("#otp", (await set.sandbox.otp()).code);
  await gets(third, "Admin token");
  assert.deepEqual(await routes(), { "integration/admin/token": 1, "tfa/provider/google/authenticate": 2 });
  await page.close();
});

test("“Start again” wipes the login that waits", async () => {
  const { page, popup } = await atFactor("#otp", {});
  await popup.click("#start-again");
  await popup.waitFor("#username");
  assert.equal(await value(popup, "password"), "");
  await popup.close();
  const again = await set.browser.clickToolbar(page);
  await again.waitFor("#login");
  const kept = await set.browser.inWorker(async () => JSON.stringify(await chrome.storage.session.get()));
  assert.ok(!kept.includes(admin.password));
  await page.close();
});

test("Authy: a text message, then its code", async () => {
  const { page, popup } = await atFactor("#send-sms", { factors: ["authy"] });
  await popup.click("#send-sms");
  await popup.waitForText("A text message is on its way");
  assert.deepEqual((await second()).sent, ["sms"]);
  await popup.fill("#otp", (await second()).authyCode);
  await popup.press("Enter");
  await gets(popup, "Admin token");
  await page.close();
});

test("Authy: a yes in the app, which is waited for", async () => {
  const { page, popup } = await atFactor("#factors", { factors: ["google", "authy"] });
  await popup.click("#factor-authy-label");
  await popup.click("#send-app");
  await popup.waitForText("The Authy app did not say yes");
  await ask("PUT", `${set.sandbox.url}/_sandbox/second`, { oneTouch: "approved" });
  await popup.click("#app-go");
  await gets(popup, "Admin token");
  assert.deepEqual(await routes(), {
    "integration/admin/token": 1,
    "tfa/provider/authy/send-token/onetouch": 1,
    "tfa/provider/authy/authenticate-onetouch": 2,
  });
  await page.close();
});

test("Duo: a passcode, and the older form explained", async () => {
  const { page, popup } = await atFactor("#otp", { factors: ["duo_security"] });
  await popup.fill("#otp", "123456");
  await popup.press("Enter");
  await popup.waitForText("Up to 2.4.7 the store wants Duo’s signed answer");
  await set.sandbox.mode({ duoPasscode: true });
  await popup.fill("#otp", (await second()).duoPasscode);
  await popup.press("Enter");
  await gets(popup, "Admin token");
  await page.close();
});

test("a user without a second factor gets one mail, and no button for another", async () => {
  const { browser, sandbox } = set;
  await sandbox.mode({ twoFactor: true });
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, { user: "limited", password: "Limited123!seed" });
  await popup.waitForText("The store has sent a mail with a link.");
  assert.equal(await popup.evaluate(() => document.querySelector("#login")?.checkVisibility()), false);
  assert.equal(await logins(sandbox), 1);
  await popup.click("#refusal-action");
  await popup.waitFor("#login");
  await page.close();
});

test("an integration by its block, and another way back", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await choose(popup, "integration");
  const one = (await sandbox.accounts()).find((a) => a.kind === "integration");
  const block = [
    `Consumer Key: ${one.consumerKey}`,
    `Consumer Secret: ${one.consumerSecret}`,
    `Access Token: ${one.accessToken}`,
    `Access Token Secret: ${one.accessTokenSecret}`,
  ];
  await popup.fill("#login-field-block", block.join("\n"));
  await popup.click("#get-token");
  await gets(popup, "Integration");
  assert.equal(await value(popup, "login-field-block"), "");
  await popup.click("#check-token");
  await popup.waitFor("#verdict[data-verdict=valid]");
  await page.close();
});

test("a customer over GraphQL", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/customer/account/login/`);
  await choose(popup, "customergraphql");
  await logIn(popup, customer);
  await gets(popup, "Customer token");
  assert.equal(await value(popup, "password"), "");
  await page.close();
});

test("a token for the customer that the panel shows, after the administrator’s login", async () => {
  const { browser, sandbox } = set;
  const page = await browser.context.newPage();
  await enterPanel(page, sandbox.adminURL);
  await page.locator('a[href*="customer/index"]').first().click();
  await page.locator('a[href*="customer/index/edit"]').first().click();
  await page.waitForURL(/customer\/index\/edit/);
  const popup = await browser.clickToolbar(page);
  await popup.waitFor("#as-customer");
  await popup.click("#as-customer-go");
  await popup.waitForText("Log in below");
  await logIn(popup, admin);
  await gets(popup, "Customer token");
  assert.match(await popup.text("#credential-line"), /roni@example.com/);
  await page.close();
});

test("revoking asks first, says that all end, and takes the token away", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/customer/account/login/`);
  await popup.waitFor("#login");
  await logIn(popup, customer);
  await popup.waitFor("#credential");
  await popup.click("#revoke");
  await popup.waitForText("This ends every token of roni@example.com");
  await popup.click("#revoke-ask-no");
  await popup.waitFor("#credential");
  await popup.click("#revoke");
  await popup.click("#revoke-ask-yes");
  await popup.waitForText("Revoked");
  await popup.waitFor("#login");
  await page.close();
});

test("how an administrator’s token ends is said, not pretended", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  await popup.click("#revoke");
  await popup.waitForText("Force Sign-In");
  await page.close();
});

/** A security key wants a name for a store, not a number. */
const named = () => set.sandbox.url.replace("127.0.0.1", "localhost");

/** Plugs the key in that admin has registered. @param {Page} tab */
async function plugIn(tab) {
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "u2f", transport: "usb", automaticPresenceSimulation: true },
  });
  const credential = { ...(await second()).key, isResidentCredential: false, rpId: "localhost", signCount: 1 };
  await cdp.send("WebAuthn.addCredential", { authenticatorId, credential });
}

test("a security key, by one click", async () => {
  const { browser, sandbox } = set;
  await sandbox.mode({ twoFactor: true, factors: ["u2fkey"] });
  const { page, popup } = await openOn(browser, `${named()}/admin`);
  await plugIn(page);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.click("#use-key");
  await gets(popup, "Admin token");
  assert.deepEqual(await routes(), {
    "integration/admin/token": 1,
    "tfa/provider/u2fkey/authentication-challenge": 1,
    "tfa/provider/u2fkey/verify": 1,
  });
  await page.close();
});

/**
 * Fills the form for a service that issues tokens.
 * @param {View} popup
 * @param {"oauth2" | "ims"} service
 */
async function asClient(popup, service) {
  await choose(popup, service);
  const clients = JSON.parse((await ask("GET", `${set.sandbox.url}/_sandbox/clients`)).text);
  const one = clients.find((/** @type {any} */ client) => client.service === service);
  await popup.fill("#login-field-clientId", one.id);
  await popup.fill("#login-field-clientSecret", one.secret);
}

test("OAuth 2.0: a password grant in the form that the service reads, then its refresh", async () => {
  const { browser, sandbox } = set;
  await sandbox.mode({ oauth2: { body: "form" } });
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await asClient(popup, "oauth2");
  await logIn(popup, admin);
  await popup.waitForText("Send as a form");
  await popup.click("#refusal-action");
  await gets(popup, "OAuth2 token");
  const before = await popup.text("#credential-secret");
  await popup.click("#renew-card");
  await until("the next token", async () => (await popup.text("#credential-secret")) !== before);
  await page.close();
});

test("Adobe IMS: the host that is asked is named, and allowed by a click", async () => {
  const { browser, sandbox } = set;
  await allow(browser, named());
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await asClient(popup, "ims");
  await popup.fill("#login-field-scope", "openid,commerce.accs");
  assert.match(await popup.text("#login-note"), /ims-na1\.adobelogin\.com only/);
  await popup.click("#way-more summary");
  await popup.fill("#login-field-tokenUrl", `${named()}/_ims/token/v3`);
  assert.match(await popup.text("#login-note"), /localhost:\d+ only/);
  await popup.click("#get-token");
  await gets(popup, "Adobe IMS token");
  await page.close();
});

test("a saved login is renewed by one click, and by itself where that is wanted", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.click("#save-open");
  await popup.click("#save-go");
  await popup.fill("#seal-new", "correct horse battery staple");
  await popup.fill("#seal-again", "correct horse battery staple");
  await popup.press("Enter");
  await popup.waitFor("#auto-renew");
  const saved = () =>
    browser.inWorker(async () => {
      const all = Object.entries(/** @type {Record<string, any>} */ (await chrome.storage.local.get()));
      return all.find(([key]) => key.startsWith("store:"))?.[1].credentials[0];
    });
  await popup.click("#auto-renew");
  await until("the wish to be kept", async () => (await saved()).autoRenew === true);
  // Within one second the store makes the same token again.
  const before = await popup.text("#credential-secret");
  const second = Math.floor(Date.now() / 1000);
  await until("another second", async () => Math.floor(Date.now() / 1000) > second);
  await popup.click("#renew-card");
  await until("the next token", async () => (await popup.text("#credential-secret")) !== before);
  assert.equal(await logins(sandbox), 2);
  assert.equal(await popup.evaluate(() => document.querySelector("#auto-renew:checked") !== null), true);
  await page.close();
});

test("refused logins count together, whichever way they went", async () => {
  const { browser, sandbox } = set;
  const wrong = { user: "locktest", password: "not the password" };
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, wrong);
  await popup.waitForText("1 of 6 tries used");
  await choose(popup, "xml");
  await logIn(popup, wrong);
  await popup.waitForText("2 of 6 tries used");
  await popup.click("#way-back");
  await choose(popup, "soap");
  await logIn(popup, wrong);
  await popup.waitForText("3 of 6 tries used");
  await logIn(popup, wrong);
  await popup.waitFor("#refusal-action");
  assert.equal(await logins(sandbox), 3);
  await page.close();
});

test("every form is used by the keyboard alone, and axe finds nothing serious", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  for (const way of ["integration", "oauth2", "customerasadmin", "xml"]) {
    await choose(popup, way);
    assert.deepEqual(await popup.axe(), [], way);
    await popup.press("Escape");
    await until("the usual form", () => popup.evaluate(() => document.activeElement?.id === "username"));
  }
  await sandbox.mode({ twoFactor: true, factors: ["google", "authy", "u2fkey"] });
  await logIn(popup, admin);
  await popup.waitFor("#factors");
  assert.deepEqual(await popup.axe(), []);
  await popup.evaluate(() => document.getElementById("factor-google")?.focus());
  await popup.press("ArrowRight");
  await popup.waitFor("#send-sms");
  assert.deepEqual(await popup.axe(), []);
  await page.close();
});
