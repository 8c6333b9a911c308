// @ts-check
// What a heavy page costs: from the look at it to the credentials found in it,
// beside a page with nothing in it.

import { give, tabShowing } from "../e2e/access.mjs";
import { Browser, Sandbox, unpack } from "../e2e/harness.mjs";
import { enterPanel } from "../e2e/story.mjs";
import { median, table } from "./sample.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "../e2e/harness.mjs" */

const rounds = 15;
/** As much as a browser lets a page store. */
const JUNK = 5_000_000;

/** @typedef {{ snapshot: number, recognise: number, find: number, kilobytes: number }} Costs times in ms */

/**
 * Looks at a tab as the page does.
 * @param {View} view a page of the extension
 * @param {number} tabId
 * @param {string} url
 * @returns {Promise<Costs>}
 */
function look(view, tabId, url) {
  return view.evaluate(
    async (tabId, url) => {
      const { snapshot: func } = /** @type {any} */ (globalThis).storekey;
      const ask = (/** @type {string} */ path, /** @type {object} */ body) =>
        chrome.runtime.sendMessage({ v: 1, id: crypto.randomUUID(), method: "POST", path, body, tabId });
      const { body } = await chrome.runtime.sendMessage({
        v: 1,
        id: crypto.randomUUID(),
        method: "GET",
        path: "/v1/selectors",
      });
      const start = performance.now();
      const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func, args: [body.selectors] });
      const taken = performance.now();
      const { body: recognition } = await ask("/v1/recognise", { snapshot: result });
      const recognised = performance.now();
      await ask("/v1/find", { snapshot: result, store: recognition.store ?? { baseUrl: url } });
      const found = performance.now();
      return {
        snapshot: taken - start,
        recognise: recognised - taken,
        find: found - recognised,
        kilobytes: JSON.stringify(result).length / 1000,
      };
    },
    tabId,
    url,
  );
}

/** Fills what the page may store, in many values and a few long ones. @param {Page} page @param {number} size */
function fill(page, size) {
  return page.evaluate((size) => {
    localStorage.clear();
    for (let i = 0; size > 0; i++) {
      const value = `{"item":${i},"text":"${"junk ".repeat(i % 10 === 0 ? 20_000 : 200)}"}`;
      try {
        localStorage.setItem(`cache-entry-${i}`, value);
      } catch {
        break; // the browser counts the names, too
      }
      size -= value.length;
    }
  }, size);
}

export async function grab() {
  const sandbox = await Sandbox.start();
  const browser = await Browser.launch({ extension: unpack() });
  const { view } = await browser.openTab("popup/popup.html?tab=0");
  await give(browser, view, sandbox.url);
  const empty = await browser.context.newPage();
  await empty.goto(`${sandbox.url}/_front/serviceworker/`);
  const heavy = await browser.context.newPage();
  await enterPanel(heavy, sandbox.adminURL);
  await heavy.locator('a[href*="user_role/index"]').first().click();
  await heavy.waitForURL(/user_role\/index/);
  await heavy.locator("td a[href*=editrole]").first().click();
  await heavy.waitForSelector("li[data-id]", { state: "attached" });
  const size = (await heavy.content()).length;

  const variants = [
    { name: "a page with nothing in it", page: empty, junk: 0, all: /** @type {Costs[]} */ ([]) },
    { name: `a role, ${(size / 1000).toFixed(0)} kB`, page: heavy, junk: 0, all: /** @type {Costs[]} */ ([]) },
    { name: "the same and 5 MB of storage", page: heavy, junk: JUNK, all: /** @type {Costs[]} */ ([]) },
  ];
  for (let round = 0; round <= rounds; round++) {
    for (const { page, junk, all } of variants) {
      await fill(page, junk);
      const costs = await look(view, await tabShowing(view, page.url()), page.url());
      if (round > 0) all.push(costs); // the first one warms up
    }
  }
  await browser.close();
  await sandbox.stop();

  const total = (/** @type {Costs[]} */ all) => median(all.map((c) => c.snapshot + c.recognise + c.find));
  const base = total(variants[0].all);
  const columns = /** @type {const} */ (["snapshot", "recognise", "find", "kilobytes"]);
  table(
    `Looking at a tab, ms, median of ${rounds} (aim: 100 more than with nothing in it)`,
    ["snapshot", "recognise", "find", "kB of snapshot", "all", "more"],
    variants.map(({ name, all }) => [
      name,
      ...columns.map((column) => median(all.map((c) => c[column])).toFixed(0)),
      total(all).toFixed(0),
      (total(all) - base).toFixed(0),
    ]),
  );
}
