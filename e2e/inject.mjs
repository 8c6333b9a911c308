// @ts-check
// A browser with an extension that has the injected functions and nothing else,
// and a site of pages to run them on.

import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Browser, root, serve } from "./harness.mjs";

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { Page } from "playwright-core" */
/** @import { Snapshot } from "../extension/content/snapshot.js" */

/** @typedef {(request: IncomingMessage, answer: ServerResponse) => void} Route */

const manifest = {
  manifest_version: 3,
  name: "Content",
  version: "1",
  action: { default_popup: "page.html" },
  background: { service_worker: "worker.js" },
  permissions: ["activeTab", "scripting"],
};

const files = {
  "manifest.json": JSON.stringify(manifest),
  "worker.js": "",
  "page.html": `<!doctype html><title>Driver</title><script type="module" src="page.js"></script>`,
  "page.js": `
    import { watchDialog } from "./content/dialog.js";
    import { tabFetch } from "./content/fetch.js";
    import { snapshot } from "./content/snapshot.js";
    globalThis.inject = async (name, tabId, argument) => {
      const func = { snapshot, tabFetch, watchDialog }[name];
      const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func, args: [argument] });
      return result;
    };`,
};

export class Bench {
  /** What the site answers, by path. @type {Record<string, Route>} */
  routes = {};
  /** @type {{ method?: string, url?: string, headers: IncomingMessage["headers"], body: string }[]} */
  received = [];

  /**
   * @param {string} folder
   * @param {Browser} browser
   * @param {Page} driver a page of the extension, from which things are injected
   */
  constructor(folder, browser, driver) {
    this.folder = folder;
    this.browser = browser;
    this.driver = driver;
    this.url = "";
    this.close = () => Promise.resolve();
  }

  static async start() {
    const folder = await mkdtemp(path.join(tmpdir(), "storekey-content-"));
    await cp(path.join(root, "extension/content"), path.join(folder, "content"), { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
    const browser = await Browser.launch({ extension: folder });
    await browser.context.route(
      (url) => url.protocol.startsWith("http") && !/^127\.0\.0\.1$|(^|\.)localhost$/.test(url.hostname),
      (route) => route.abort(),
    );
    const bench = new Bench(folder, browser, (await browser.openTab("page.html")).page);
    const site = await serve((request, answer) => bench.#answer(request, answer));
    bench.url = site.url;
    bench.close = async () => void (await site.close());
    return bench;
  }

  async stop() {
    await this.browser.close();
    await this.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** @param {IncomingMessage} request @param {ServerResponse} answer */
  #answer(request, answer) {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      const { method, url, headers } = request;
      this.received.push({ method, url, headers, body });
      const route = this.routes[new URL(url ?? "", this.url).pathname];
      if (route) route(request, answer);
      else answer.writeHead(404).end();
    });
  }

  /**
   * Opens an address in a tab and clicks the toolbar button on it.
   * @param {string} url
   */
  async open(url) {
    const page = await this.browser.context.newPage();
    await page.goto(url);
    const popup = await this.browser.clickToolbar(page);
    await popup.close();
    const tabId = await this.driver.evaluate(async (url) => {
      const tabs = await chrome.tabs.query({});
      return tabs.find((tab) => tab.url === url)?.id;
    }, page.url());
    assert.ok(tabId);
    return { page, tabId };
  }

  /**
   * @param {string} name
   * @param {number} tabId
   * @param {object} argument
   */
  inject(name, tabId, argument) {
    return this.driver.evaluate(
      ([name, tabId, argument]) => /** @type {any} */ (globalThis).inject(name, tabId, argument),
      [name, tabId, argument],
    );
  }

  /**
   * @param {string} url
   * @param {Record<string, string>} [selectors]
   * @returns {Promise<Snapshot>}
   */
  async snapshotOf(url, selectors = {}) {
    const { page, tabId } = await this.open(url);
    await page.waitForFunction(() => !("filling" in document.documentElement.dataset));
    const taken = await this.inject("snapshot", tabId, selectors);
    await page.close();
    return taken;
  }
}

/** @param {string} text @param {Record<string, string>} [headers] */
export function html(text, headers) {
  return (/** @type {IncomingMessage} */ _, /** @type {ServerResponse} */ answer) =>
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(text);
}
