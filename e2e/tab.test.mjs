// @ts-check
// What Storekey knows of a tab lasts as long as the tab stays with the store.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve, until } from "./harness.mjs";
import { openOn, stage } from "./story.mjs";

const set = stage();
/** @type {Awaited<ReturnType<typeof serve>>} */
let elsewhere;

before(async () => {
  elsewhere = await serve((_, answer) => answer.end("<title>Elsewhere</title>"));
});
after(() => elsewhere?.close());

/** The tabs that something is known of; -1 while the worker is only starting. */
function known() {
  return set.browser.inWorker(async () => {
    if (typeof chrome === "undefined") return -1;
    const keys = Object.keys(await chrome.storage.session.get());
    return keys.filter((key) => key.startsWith("tab:")).length;
  });
}

/** Opens the store in a tab of its own and waits until it is known. */
async function openStore() {
  const { page } = await openOn(set.browser, `${set.sandbox.url}/admin`);
  await until("the store to be recognised", async () => (await known()) === 1);
  return page;
}

test("a tab that reloads and goes on in the store stays known", async () => {
  const page = await openStore();
  await page.reload();
  await page.goto(`${set.sandbox.url}/`);
  assert.equal(await known(), 1);
  await page.close();
});

test("a tab that leaves the store is forgotten", async () => {
  const page = await openStore();
  await page.goto(elsewhere.url);
  await until("the tab to be forgotten", async () => (await known()) === 0);
  await page.close();
});

test("a closed tab is forgotten, also by a worker that starts for it", async () => {
  const page = await openStore();
  await set.browser.killWorker();
  await page.close();
  await until("the tab to be forgotten", async () => (await known()) === 0);
});
