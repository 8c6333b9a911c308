// @ts-check
// Chromium with one unpacked extension, and what only its user can do: click the
// toolbar button, read the clipboard, lose the worker.

import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { Session } from "./cdp.mjs";
import { View } from "./view.mjs";
import { until } from "./wait.mjs";

/** @import { BrowserContext, CDPSession, Page } from "playwright-core" */

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The Chromium that scripts/setup found or installed. */
export function chromiumPath() {
  return execFileSync(path.join(root, "scripts/chromium"), { encoding: "utf8" }).trim();
}

/**
 * @param {string} folder of the extension
 */
export function chromiumArgs(folder) {
  return [
    `--disable-extensions-except=${folder}`,
    `--load-extension=${folder}`,
    "--enable-unsafe-extension-debugging",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--lang=en",
  ];
}

/**
 * @typedef {object} Options
 * @property {string} extension folder
 * @property {boolean} [headless]
 * @property {boolean} [ignoreHTTPSErrors] as a user who accepted the certificate in the tab
 */

export class Browser {
  /** Console errors and uncaught exceptions of the extension's pages and worker. @type {string[]} */
  errors = [];
  #killed = false;
  /** @type {Map<string, Session>} by target id */
  #sessions = new Map();

  /**
   * @param {BrowserContext} context
   * @param {CDPSession} cdp
   * @param {string} id of the extension
   * @param {string} profile
   */
  constructor(context, cdp, id, profile) {
    this.context = context;
    this.cdp = cdp;
    this.id = id;
    this.profile = profile;
    this.origin = `chrome-extension://${id}`;
  }

  /** @param {Options} options */
  static async launch(options) {
    const profile = await mkdtemp(path.join(tmpdir(), "storekey-profile-"));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      headless: options.headless ?? true,
      args: chromiumArgs(options.extension),
      ignoreHTTPSErrors: options.ignoreHTTPSErrors ?? false,
      viewport: { width: 1280, height: 900 },
    });
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker", { timeout: 15_000 }));
    const cdp = await /** @type {import("playwright-core").Browser} */ (context.browser()).newBrowserCDPSession();
    const browser = new Browser(context, cdp, new URL(worker.url()).host, profile);
    await browser.#watch();
    return browser;
  }

  async close() {
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  // Listens to every page and worker of the extension from its start.
  async #watch() {
    this.cdp.on("Target.targetCreated", ({ targetInfo }) => this.#meet(targetInfo));
    this.cdp.on("Target.targetInfoChanged", ({ targetInfo }) => this.#meet(targetInfo));
    this.cdp.on("Target.targetDestroyed", ({ targetId }) => this.#sessions.delete(targetId));
    await this.cdp.send("Target.setDiscoverTargets", { discover: true });
  }

  /** @type {Set<string>} */
  #met = new Set();

  /** @param {{ targetId: string, type: string, url: string }} target */
  async #meet({ targetId, type, url }) {
    if (!url.startsWith(this.origin) || type === "tab" || this.#met.has(targetId)) return;
    this.#met.add(targetId);
    const name = url.slice(this.origin.length + 1);
    try {
      const session = await Session.attach(this.cdp, targetId);
      session.on("Runtime.exceptionThrown", ({ exceptionDetails: e }) =>
        this.errors.push(`${name}: ${e.exception?.description ?? e.text}`),
      );
      session.on("Runtime.consoleAPICalled", (call) => {
        if (call.type === "error" || call.type === "assert") this.errors.push(`${name}: ${words(call.args)}`);
      });
      session.on("Log.entryAdded", ({ entry }) => {
        const ofStore = isAnswer(entry) && !entry.url?.startsWith(this.origin);
        // What a worker was loading when a test killed it.
        const killed = this.#killed && entry.text.startsWith("Failed to load the script unexpectedly");
        if (entry.level === "error" && !ofStore && !killed)
          this.errors.push(`${name}: ${entry.text} ${entry.url ?? ""}`);
      });
      await Promise.all([session.send("Runtime.enable"), session.send("Log.enable")]);
      if (type === "page") await session.send("Page.enable");
      this.#sessions.set(targetId, session);
    } catch {
      this.#met.delete(targetId); // it went away while it was being attached to
    }
  }

  async #targets() {
    const { targetInfos } = await this.cdp.send("Target.getTargets", { filter: [{}] });
    return targetInfos;
  }

  /**
   * Clicks the extension's toolbar button while page is in front. The popup
   * opens and the extension gets activeTab, as for a user.
   * @param {Page} page
   * @returns {Promise<View>}
   */
  async clickToolbar(page) {
    await page.bringToFront();
    const targetId = await this.#tabOf(page);
    const before = new Set(this.#sessions.keys());
    await this.cdp.send(
      /** @type {any} */ ("Extensions.triggerAction"),
      /** @type {any} */ ({ id: this.id, targetId }),
    );
    return this.#newView("the popup", before);
  }

  /**
   * Opens a page of the extension as a full tab.
   * @param {string} file such as popup/popup.html?tab=7
   * @returns {Promise<{ view: View, page: Page }>}
   */
  async openTab(file) {
    const page = await this.context.newPage();
    const before = new Set(this.#sessions.keys());
    await page.goto(`${this.origin}/${file}`);
    return { view: await this.#newView(file, before), page };
  }

  /**
   * @param {string} what
   * @param {Set<string>} before targets that were there
   */
  async #newView(what, before) {
    const session = await until(what, async () => {
      const pages = (await this.#targets()).filter((t) => t.type === "page" && t.url.startsWith(this.origin));
      const fresh = pages.find((t) => !before.has(t.targetId) && this.#sessions.has(t.targetId));
      return fresh && this.#sessions.get(fresh.targetId);
    });
    return new View(session);
  }

  /**
   * The target of the tab (not of the page in it), which the toolbar belongs to.
   * @param {Page} page
   */
  async #tabOf(page) {
    const session = await this.context.newCDPSession(page);
    const { targetInfo } = await session.send("Target.getTargetInfo");
    await session.detach();
    const tabs = (await this.#targets()).filter((t) => t.type === "tab" && t.url === targetInfo.url);
    const own = tabs.find((t) => t.title === targetInfo.title) ?? tabs[0];
    if (!own) throw new Error(`no tab shows ${targetInfo.url}`);
    return own.targetId;
  }

  /**
   * The browser's id of a tab, as the extension's own APIs know it.
   * @param {string} url
   * @returns {Promise<number>}
   */
  async tabId(url) {
    const id = await this.inWorker(async (wanted) => {
      const tabs = await chrome.tabs.query({ active: true });
      return tabs.find((tab) => tab.url === wanted)?.id ?? tabs.at(-1)?.id;
    }, url);
    if (id === undefined) throw new Error(`no tab for ${url}`);
    return id;
  }

  async workerTarget() {
    return (await this.#targets()).find((t) => t.type === "service_worker" && t.url.startsWith(this.origin));
  }

  /**
   * Runs a function in the worker.
   * @template {any[]} A
   * @template R
   * @param {(...args: A) => R} fn
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async inWorker(fn, ...args) {
    const session = await until("the worker", async () => {
      const target = await this.workerTarget();
      return target && this.#sessions.get(target.targetId);
    });
    return new View(session).evaluate(fn, ...args);
  }

  /**
   * Ends the worker at once, as the browser does when it wants the memory. An
   * event may have started the next one when this returns.
   * @returns {Promise<boolean>} whether there was one
   */
  async killWorker() {
    const target = await this.workerTarget();
    if (!target) return false;
    const before = await this.#workerStart();
    this.#killed = true;
    await this.cdp.send("Target.closeTarget", { targetId: target.targetId });
    await until("the worker to be gone", async () => {
      if (!(await this.workerTarget())) return true;
      const now = await this.#workerStart();
      return now !== undefined && now !== before;
    });
    return true;
  }

  /** When the worker started; undefined when it does not answer, being about to go or to come. */
  async #workerStart() {
    const target = await this.workerTarget();
    const session = target && this.#sessions.get(target.targetId);
    if (!session) return undefined;
    const silence = new Promise((resolve) => setTimeout(resolve, 500, undefined));
    return Promise.race([new View(session).evaluate(() => performance.timeOrigin).catch(() => undefined), silence]);
  }

  /**
   * What is on the clipboard, read by an ordinary web page.
   * @param {Page} page an http page on loopback, or https; it comes to the front
   * @returns {Promise<string>}
   */
  async clipboard(page) {
    const { origin } = new URL(page.url());
    await this.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    await page.bringToFront();
    return page.evaluate(() => navigator.clipboard.readText());
  }
}

/** @param {any[]} args */
function words(args) {
  return args.map((arg) => arg.value ?? arg.description ?? arg.type).join(" ");
}

/**
 * The browser itself logs every answer with an error status and every request
 * that failed; those are the store's business and told on the screen.
 * @param {{ text: string }} entry
 */
function isAnswer(entry) {
  return /the server responded with a status of|net::ERR_|blocked by CORS policy/.test(entry.text);
}
