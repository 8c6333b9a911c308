// @ts-check
// What is saved stays saved, however the browser ends the worker, and opens only
// with the passphrase.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { admin, openOn, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();
const passphrase = "correct horse battery";

/**
 * One API call from the page, sent again as the page does when the worker died.
 * @param {View} popup
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {string} [id]
 * @returns {Promise<any>}
 */
function call(popup, method, path, body, id = crypto.randomUUID()) {
  return popup.evaluate(
    async (/** @type {any} */ message) => {
      for (let left = 30; ; left--) {
        try {
          const answer = await chrome.runtime.sendMessage(message);
          if (answer) return answer;
        } catch (cause) {
          if (left === 0) throw cause;
        }
        await new Promise((done) => requestAnimationFrame(done));
      }
    },
    { v: 1, id, method, path, body },
  );
}

/** @param {any} answer */
function fine(answer) {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

/** @param {View} popup @param {string} url */
async function saveStore(popup, url) {
  const entry = fine(await call(popup, "POST", "/v1/stores", { url }));
  const fields = { username: admin.user, password: admin.password };
  return fine(await call(popup, "POST", `/v1/stores/${entry.id}/credentials`, { provider: "admin", fields }));
}

test("ten kills lose no store", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  fine(await call(popup, "POST", "/v1/vault", { passphrase }));
  const first = await saveStore(popup, sandbox.url);
  for (let i = 0; i < 10; i++) {
    const id = crypto.randomUUID();
    const added = { name: `store ${i}`, url: `https://s${i}.example` };
    const sent = call(popup, "POST", "/v1/stores", added, id);
    const changed = call(popup, "PUT", `/v1/stores/${first.id}`, { notes: `change ${i}` });
    assert.equal(await browser.killWorker(), true);
    fine(await sent);
    fine(await changed);
  }
  const list = fine(await call(popup, "GET", "/v1/stores"));
  assert.equal(list.total, 11);
  assert.equal(list.findings, undefined);
  const entry = list.stores.find((/** @type {any} */ e) => e.id === first.id);
  assert.equal(entry.notes, "change 9");
  const renewed = await call(popup, "POST", `/v1/stores/${first.id}/credentials/${entry.credentials[0].id}/renew`, {});
  assert.equal(fine(renewed).who, admin.user);
  await page.close();
});

test("what is kept opens with the passphrase alone", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  fine(await call(popup, "POST", "/v1/vault", { passphrase }));
  await saveStore(popup, sandbox.url);
  const kept = await browser.inWorker(async () => JSON.stringify(await chrome.storage.local.get()));
  assert.ok(!kept.includes(admin.password), "no password in clear");
  assert.ok(!kept.includes(passphrase), "no passphrase");
  // What a new browser session finds.
  await browser.inWorker(() => chrome.storage.session.clear());
  assert.equal(fine(await call(popup, "GET", "/v1/vault")).state, "locked");
  const wrong = await call(popup, "POST", "/v1/vault/unlock", { passphrase: "another one" });
  assert.equal(wrong.body.error.code, "passphrase_wrong");
  assert.equal(fine(await call(popup, "POST", "/v1/vault/unlock", { passphrase })).state, "open");
  await page.close();
});

test("the page stays awake while the passphrase is worked on", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  fine(await call(popup, "POST", "/v1/vault", { passphrase }));
  const unlock = { v: 1, id: crypto.randomUUID(), method: "POST", path: "/v1/vault/unlock", body: { passphrase } };
  const turns = await popup.evaluate(async (/** @type {any} */ message) => {
    let [turns, done] = [0, false];
    const answer = chrome.runtime.sendMessage(message).then(() => {
      done = true;
    });
    for (; !done; turns++) await new Promise((turn) => setTimeout(turn, 0));
    await answer;
    return turns;
  }, unlock);
  assert.ok(turns > 5, `the page came to its turn ${turns} times meanwhile`);
  await page.close();
});

test("an idle vault locks though nobody asks", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  const alarms = () => browser.inWorker(async () => (await chrome.alarms.getAll()).map((alarm) => alarm.name));
  fine(await call(popup, "POST", "/v1/vault", { passphrase }));
  await until("the alarm", async () => (await alarms()).includes("vault"));
  await browser.inWorker(async () => {
    const stored = /** @type {any} */ (await chrome.storage.session.get("key:vault"));
    stored["key:vault"].usedAt = "2026-01-01T00:00:00Z";
    await chrome.storage.session.set(stored);
    /** @type {any} */ (chrome.alarms.onAlarm).dispatch({ name: "vault" }); // as the browser does in a minute
  });
  await until("the key to be gone", async () => (await alarms()).length === 0);
  assert.deepEqual(await browser.inWorker(async () => chrome.storage.session.get("key:vault")), {});
  await page.close();
});
