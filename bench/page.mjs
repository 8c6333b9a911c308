// @ts-check
// How long a page of the extension takes until it shows something, until it
// reacts, and until it told what a token is: Storekey beside a page in plain
// JavaScript that does the same.

import path from "node:path";
import { Browser, root, unpack } from "../e2e/harness.mjs";
import { median, table, token } from "./sample.mjs";

const rounds = 20;

/** @typedef {{ paint: number, usable: number, result: number, worker: number }} Times in ms since the page was opened */

/**
 * Runs in the page before anything else. A click that has its effect tells that
 * the page is usable; so no mark in the product is needed, and none can lie.
 * @param {string} text
 */
function stopwatch(text) {
  /** @type {Partial<Times>} */
  const times = {};
  /** @param {string} id */
  const get = (id) => document.getElementById(id);
  Object.assign(globalThis, { times });

  new PerformanceObserver((list) => {
    times.paint = list.getEntriesByName("first-contentful-paint")[0]?.startTime ?? times.paint;
  }).observe({ type: "paint", buffered: true });

  const message = { v: 1, id: crypto.randomUUID(), method: "GET", path: "/v1/providers" };
  chrome.runtime.sendMessage(message).then(() => {
    times.worker = performance.now();
  });

  const timer = setInterval(() => {
    get("tab-check")?.click();
    if (!get("panel-check") || get("panel-check")?.hidden) return;
    clearInterval(timer);
    times.usable = performance.now();
    const paste = /** @type {HTMLTextAreaElement} */ (get("paste"));
    paste.value = text;
    new MutationObserver(() => {
      if (times.result === undefined && !get("report")?.hidden) times.result = performance.now();
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
    paste.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, 2);
}

/**
 * @param {Browser} browser
 * @param {string} file
 * @returns {Promise<Times>}
 */
async function open(browser, file) {
  const page = await browser.context.newPage();
  await page.addInitScript(stopwatch, token);
  await page.goto(`${browser.origin}/${file}`);
  const all = await page.waitForFunction(() => {
    const { paint, usable, result, worker } = /** @type {any} */ (globalThis).times;
    return paint && usable && result && worker ? { paint, usable, result, worker } : null;
  });
  const times = /** @type {Times} */ (await all.jsonValue());
  await page.close();
  return times;
}

export async function pages() {
  const subjects = [
    { name: "Storekey", file: "popup/popup.html", browser: await Browser.launch({ extension: unpack() }) },
    {
      name: "plain JavaScript",
      file: "page.html",
      browser: await Browser.launch({ extension: path.join(root, "bench/floor") }),
    },
  ];
  const variants = subjects.flatMap((s) => [
    { ...s, cold: true, name: `${s.name}, worker cold`, all: /** @type {Times[]} */ ([]) },
    { ...s, cold: false, name: `${s.name}, worker warm`, all: /** @type {Times[]} */ ([]) },
  ]);
  for (const { browser, file } of subjects) await open(browser, file);
  for (let round = 0; round < rounds; round++) {
    // Every round in another order, so that none always follows the same one.
    for (const variant of variants.map((_, i) => variants[(i + round) % variants.length])) {
      await open(variant.browser, variant.file);
      if (variant.cold) await variant.browser.killWorker();
      variant.all.push(await open(variant.browser, variant.file));
    }
  }
  for (const { browser } of subjects) await browser.close();

  const columns = /** @type {const} */ (["paint", "usable", "result", "worker"]);
  table(
    `Page opened to …, ms, median of ${rounds}`,
    ["first paint", "usable", "first result", "worker's answer"],
    variants.map((v) => [v.name, ...columns.map((c) => median(v.all.map((times) => times[c])).toFixed(0))]),
  );
}
