// @ts-check
// The second factor: a login waits for it, whatever becomes of the popup and the
// worker, and a security key answers in the store's own tab. The API is asked
// without its screens.

import assert from "node:assert/strict";
import { test } from "node:test";
import { call, give, tabShowing } from "./access.mjs";
import { ask, until } from "./harness.mjs";
import { admin, stage } from "./story.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "./harness.mjs" */

const set = stage();

const fields = { username: admin.user, password: admin.password };

/** A security key wants a name for a store, not a number. */
const address = () => set.sandbox.url.replace("127.0.0.1", "localhost");

/**
 * A tab on the panel's login page of a store with second factors, and a page of
 * the extension.
 * @param {string[]} factors
 * @returns {Promise<{ tab: Page, view: View, own: Page, tabId: number, close: () => Promise<void> }>}
 */
async function atStore(...factors) {
  const { browser, sandbox } = set;
  await sandbox.mode({ twoFactor: true, factors });
  const { view, page: own } = await browser.openTab("licenses.txt");
  await give(browser, view, address());
  const tab = await browser.context.newPage();
  await tab.goto(`${address()}/admin`);
  const tabId = await tabShowing(view, address());
  const close = async () => {
    await tab.close();
    await own.close();
  };
  return { tab, view, own, tabId, close };
}

/** @param {View} view @param {number} tabId */
function logIn(view, tabId) {
  const store = { baseUrl: address(), restUrl: `${address()}/rest` };
  return call(view, "POST", "/v1/token/admin", { store, fields }, tabId);
}

/** @param {View} view @param {number} tabId @param {Record<string, string>} [step] */
function goOn(view, tabId, step = {}) {
  return call(view, "POST", "/v1/token/admin", { continue: true, fields: step }, tabId);
}

/** @param {{ status: number, body: any }} answer @param {string} code */
function says(answer, code) {
  assert.equal(answer.body.error?.code, code, JSON.stringify(answer.body));
}

/** @param {View} view @param {number} tabId @returns {Promise<any>} */
function waiting(view, tabId) {
  return view.evaluate(async (key) => (await chrome.storage.session.get(key))[key], `login:${tabId}`);
}

/** What is kept of what was typed, and the alarm that wipes it. @param {View} view */
function traces(view) {
  return view.evaluate(async () => {
    const kept = JSON.stringify({ ...(await chrome.storage.session.get()), ...(await chrome.storage.local.get()) });
    const alarms = (await chrome.alarms.getAll()).map(({ name }) => name).filter((name) => name.startsWith("login:"));
    return { password: kept.includes("Admin123!seed"), alarms };
  });
}

/** How many passwords reached each route of the store. */
async function routes() {
  return (await set.sandbox.counters()).byRoute;
}

test("a login waits for its code, though the worker is killed and a code is wrong", async () => {
  const { view, tabId, close } = await atStore("google");
  says(await logIn(view, tabId), "two_factor_required");
  const login = await waiting(view, tabId);
  assert.equal(login.who, admin.user);
  assert.deepEqual(login.active, ["google"]);
  assert.ok(!JSON.stringify(login).includes(admin.password));
  await until("the alarm", async () => (await traces(view)).alarms.length === 1);
  assert.equal(await set.browser.killWorker(), true);
  says(await goOn(view, tabId, { otp: "000000" }), "wrong_code");
  assert.equal(await set.browser.killWorker(), true);
  const { code } = await set.sandbox.otp();
  const { status, body } = await goOn(view, tabId, { otp: code });
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.who, admin.user);
  assert.deepEqual(await routes(), { "integration/admin/token": 1, "tfa/provider/google/authenticate": 2 });
  await until("the traces to be gone", async () => (await traces(view)).alarms.length === 0);
  assert.equal((await traces(view)).password, false);
  await close();
});

test("a worker that is killed while the code is on its way sends it once", async () => {
  const { view, tabId, close } = await atStore("google");
  says(await logIn(view, tabId), "two_factor_required");
  const { code } = await set.sandbox.otp();
  await set.sandbox.mode({ latencyMs: 3_000 });
  const message = { v: 1, id: crypto.randomUUID(), method: "POST", path: "/v1/token/admin", tabId };
  const body = { continue: true, fields: { otp: code } };
  const send = () => view.evaluate((m) => chrome.runtime.sendMessage(m), { ...message, body });
  const first = send().catch(() => undefined);
  await until("the code to arrive", async () => (await routes())["tfa/provider/google/authenticate"] === 1);
  await set.browser.killWorker();
  await first;
  await set.sandbox.mode({ latencyMs: 0 });
  says(await send(), "interrupted");
  assert.equal((await routes())["tfa/provider/google/authenticate"], 1);
  assert.equal(
    (await goOn(view, tabId, { otp: (await set.sandbox.otp()).code })).status,
    200,
    "and the login still waits",
  );
  await close();
});

test("a login that waits goes with its tab, and when it is given up", async () => {
  const { view, tab, tabId, close } = await atStore("google");
  says(await logIn(view, tabId), "two_factor_required");
  assert.equal((await call(view, "DELETE", `/v1/tabs/${tabId}/login`)).status, 200);
  assert.equal((await traces(view)).password, false);
  says(await logIn(view, tabId), "two_factor_required");
  await tab.goto("about:blank");
  await until("the login to be wiped", async () => !(await traces(view)).password);
  says(await goOn(view, tabId, { otp: "123456" }), "login_over");
  await close();
});

test("a code is sent once for each click", async () => {
  const { view, tabId, close } = await atStore("authy");
  says(await logIn(view, tabId), "two_factor_required");
  says(await goOn(view, tabId, { send: "sms" }), "two_factor_sent_sms");
  const second = JSON.parse((await ask("GET", `${set.sandbox.url}/_sandbox/second`)).text);
  assert.deepEqual(second.sent, ["sms"]);
  assert.equal((await goOn(view, tabId, { otp: second.authyCode })).status, 200);
  await close();
});

/**
 * Plugs the key in that admin has registered.
 * @param {Page} tab
 * @param {boolean} touched at once
 */
async function plugIn(tab, touched) {
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: { protocol: "u2f", transport: "usb", automaticPresenceSimulation: touched },
  });
  const { key } = JSON.parse((await ask("GET", `${set.sandbox.url}/_sandbox/second`)).text);
  const credential = { ...key, isResidentCredential: false, rpId: "localhost", signCount: 1 };
  await cdp.send("WebAuthn.addCredential", { authenticatorId, credential });
}

test("a security key answers in the store's tab", async () => {
  const { view, tab, tabId, close } = await atStore("u2fkey");
  await plugIn(tab, true);
  await tab.evaluate(() => {
    // A page that wants to be in between.
    navigator.credentials.get = async () => {
      throw new Error("the page was asked");
    };
  });
  says(await logIn(view, tabId), "two_factor_required");
  says(await goOn(view, tabId), "two_factor_touch");
  assert.equal((await waiting(view, tabId)).touch, true);
  await tab.bringToFront();
  const { status, body } = await goOn(view, tabId);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.token.kind, "admin");
  assert.deepEqual(await routes(), {
    "integration/admin/token": 1,
    "tfa/provider/u2fkey/authentication-challenge": 1,
    "tfa/provider/u2fkey/verify": 1,
  });
  await close();
});

test("a security key that nobody touches costs no password, and can be cancelled", async () => {
  const { view, tab, tabId, close } = await atStore("u2fkey", "google");
  await plugIn(tab, false);
  says(await logIn(view, tabId), "two_factor_required");
  says(await goOn(view, tabId, { factor: "u2fkey" }), "two_factor_touch");
  await tab.bringToFront();
  const id = crypto.randomUUID();
  const message = { v: 1, id, method: "POST", path: "/v1/token/admin", body: { continue: true, fields: {} }, tabId };
  const asked = view.evaluate((m) => chrome.runtime.sendMessage(m), message);
  await until(
    "the key to be asked",
    async () => (await call(view, "GET", `/v1/calls/${id}`)).body.step === "touching_key",
  );
  await call(view, "DELETE", `/v1/calls/${id}`);
  says(await asked, "cancelled");
  assert.equal((await routes())["tfa/provider/u2fkey/verify"], undefined);
  const { code } = await set.sandbox.otp();
  assert.equal((await goOn(view, tabId, { factor: "google", otp: code })).status, 200);
  await close();
});
