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
      for (let left = 30, tries = 1; ; left--, tries++) {
        try {
          const answer = await chrome.runtime.sendMessage(message);
          if (answer) return { ...answer, tries };
        } catch (cause) {
          if (left === 0) throw cause;
        }
        await new Promise((done) => requestAnimationFrame(done));
      }
    },
    { v: 1, id, method, path, body },
  );
}

/**
 * Watches for the next write to what is kept, and answers what waits for it.
 * @param {View} popup
 */
async function firstWrite(popup) {
  await popup.evaluate(() => {
    const page = /** @type {any} */ (globalThis);
    page.written = new Promise((done) => {
      const heard = () => {
        chrome.storage.local.onChanged.removeListener(heard);
        done(true);
      };
      chrome.storage.local.onChanged.addListener(heard);
    });
  });
  return () => popup.evaluate(() => /** @type {any} */ (globalThis).written);
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
  let resumed = 0;
  for (let i = 0; i < 10; i++) {
    const id = crypto.randomUUID();
    const added = { name: `store ${i}`, url: `https://s${i}.example` };
    const writing = await firstWrite(popup);
    const sent = call(popup, "POST", "/v1/stores", added, id);
    const changed = call(popup, "PUT", `/v1/stores/${first.id}`, { notes: `change ${i}` });
    if (i % 2 === 0) await writing(); // else at once
    await until("a worker to kill", () => browser.killWorker());
    const answers = await Promise.all([sent, changed]);
    for (const answer of answers) fine(answer);
    resumed += answers.filter((answer) => answer.tries > 1).length;
  }
  assert.ok(resumed > 0, "no kill fell while a call was under way");
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

test("what was deleted goes though the popup is closed", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  const entry = fine(await call(popup, "POST", "/v1/stores", { url: sandbox.url }));
  fine(await call(popup, "DELETE", `/v1/stores/${entry.id}`));
  await popup.close();
  const alarms = () => browser.inWorker(async () => (await chrome.alarms.getAll()).map((alarm) => alarm.name));
  await until("the alarm", async () => (await alarms()).includes("removal"));
  await browser.inWorker(async (/** @type {string} */ key) => {
    const stored = /** @type {any} */ (await chrome.storage.local.get(key));
    stored[key].deletedAt = "2026-01-01T00:00:00.000Z"; // long ago
    await chrome.storage.local.set(stored);
    /** @type {any} */ (chrome.alarms.onAlarm).dispatch({ name: "removal" }); // as the browser does in half a minute
  }, `store:${entry.id}`);
  await until("the store to be gone", async () => {
    const kept = await browser.inWorker(async () => Object.keys(await chrome.storage.local.get()));
    return !kept.some((/** @type {string} */ key) => key.startsWith("store:"));
  });
  await page.close();
});
