// @ts-check
// What is saved stays saved, however the browser ends the worker, and opens only
// with the passphrase.

import assert from "node:assert/strict";
import { test } from "node:test";
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
  const { longest, took } = await popup.evaluate(async (/** @type {any} */ message) => {
    let [last, longest, done] = [performance.now(), 0, false];
    const begin = last;
    const answer = chrome.runtime.sendMessage(message).then(() => {
      done = true;
    });
    while (!done) {
      await new Promise((turn) => setTimeout(turn, 0));
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }
    await answer;
    return { longest, took: last - begin };
  }, unlock);
  console.log(`unlocked in ${took.toFixed(0)} ms; longest pause of the page ${longest.toFixed(0)} ms`);
  assert.ok(longest < 200, `the page stood still for ${longest} ms`);
  await page.close();
});
