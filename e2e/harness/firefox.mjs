// @ts-check
// Firefox with one unpacked extension, driven as its user would.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./browser.mjs";
import { Marionette } from "./marionette.mjs";
import { freePort } from "./server.mjs";
import { until } from "./wait.mjs";

/** Firefox invents one for each profile, unless it is told. */
const UUID = "0c7a7e5b-9d8a-4c1e-8f13-0242ac120002";
/** How WebDriver names an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** The Firefox that scripts/setup found or installed, or "". */
export function firefoxPath() {
  try {
    return execFileSync(path.join(root, "scripts/firefox"), { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

export class Firefox {
  origin = `moz-extension://${UUID}`;

  /**
   * @param {import("node:child_process").ChildProcess} process
   * @param {Marionette} marionette
   * @param {string} profile
   * @param {string} id of the extension
   */
  constructor(process, marionette, profile, id) {
    this.process = process;
    this.marionette = marionette;
    this.profile = profile;
    this.id = id;
  }

  /**
   * @param {string} folder of the extension
   * @param {string} id in its manifest
   */
  static async launch(folder, id) {
    const profile = mkdtempSync(path.join(tmpdir(), "storekey-firefox-"));
    const port = await freePort();
    const preferences = {
      "marionette.port": port,
      "extensions.webextensions.uuids": JSON.stringify({ [id]: UUID }),
      // Nobody is there to answer: the browser takes every question as a yes.
      "extensions.webextOptionalPermissionPrompts": false,
      "browser.shell.checkDefaultBrowser": false,
      "datareporting.policy.dataSubmissionEnabled": false,
      "app.update.enabled": false,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
    };
    const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
    writeFileSync(path.join(profile, "user.js"), lines.join("\n"));
    const args = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", profile];
    const child = spawn(firefoxPath(), args, { stdio: "ignore", env: { ...process.env, HOME: profile } });
    process.once("exit", () => child.kill());
    const firefox = new Firefox(child, await Marionette.connect(port), profile, id);
    await firefox.send("WebDriver:NewSession", { acceptInsecureCerts: true });
    await firefox.send("Addon:Install", { path: folder, temporary: true });
    return firefox;
  }

  async close() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    await this.send("Marionette:Quit").catch(() => this.process.kill());
    await ended;
    this.marionette.socket.destroy();
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** @param {string} command @param {object} [parameters] */
  send(command, parameters) {
    return this.marionette.send(command, parameters);
  }

  /**
   * Opens an address in a new tab and works there from then on.
   * @param {string} url
   * @returns {Promise<string>} for switchTo
   */
  async openTab(url) {
    const { handle } = await this.send("WebDriver:NewWindow", { type: "tab", focus: true });
    await this.switchTo(handle);
    await this.send("WebDriver:Navigate", { url });
    return handle;
  }

  /** @param {string} handle */
  async switchTo(handle) {
    await this.send("WebDriver:SwitchToWindow", { handle, focus: true });
  }

  /**
   * Runs a function in the page that is shown; it may return a promise.
   * @template {any[]} A
   * @template R
   * @param {(...args: A) => R} fn
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async evaluate(fn, ...args) {
    const script = `const [done, ...args] = [arguments[arguments.length - 1], ...[...arguments].slice(0, -1)];
      Promise.resolve().then(() => (${fn})(...args)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value } = await this.send("WebDriver:ExecuteAsyncScript", { script, args, sandbox: null });
    if (value.error) throw new Error(value.error);
    return value.value;
  }

  /**
   * The same in the browser itself.
   * @template {any[]} A
   * @template R
   * @param {(...args: A) => R} fn
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async inBrowser(fn, ...args) {
    await this.send("Marionette:SetContext", { value: "chrome" });
    try {
      return await this.evaluate(fn, ...args);
    } finally {
      await this.send("Marionette:SetContext", { value: "content" });
    }
  }

  /**
   * What the toolbar button gives, for the tab in front: access to it. The button
   * itself has no place in a browser without a screen.
   */
  giveTab() {
    return this.inBrowser((id) => {
      const { Services, WebExtensionPolicy } = /** @type {any} */ (globalThis);
      const window = Services.wm.getMostRecentWindow("navigator:browser");
      WebExtensionPolicy.getByID(id).extension.tabManager.addActiveTabPermission(window.gBrowser.selectedTab);
    }, this.id);
  }

  /** What is on the clipboard. @returns {Promise<string>} */
  clipboard() {
    return this.inBrowser(() => {
      const { Cc, Ci, Services } = /** @type {any} */ (globalThis);
      const transfer = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable);
      transfer.init(null);
      transfer.addDataFlavor("text/plain");
      Services.clipboard.getData(transfer, Services.clipboard.kGlobalClipboard);
      const data = {};
      transfer.getTransferData("text/plain", data);
      return /** @type {any} */ (data).value.QueryInterface(Ci.nsISupportsString).data;
    });
  }

  /** @param {string} selector */
  async #seen(selector) {
    return until(`${selector} to be seen`, async () => {
      const shown = await this.evaluate((s) => {
        const element = /** @type {HTMLButtonElement | null} */ (document.querySelector(s));
        return element !== null && element.getClientRects().length > 0 && !element.disabled;
      }, selector);
      if (!shown) return undefined;
      const { value } = await this.send("WebDriver:FindElement", { using: "css selector", value: selector });
      return value[ELEMENT];
    });
  }

  /** @param {string} selector */
  async waitFor(selector) {
    await this.#seen(selector);
  }

  /** A real click. @param {string} selector */
  async click(selector) {
    await this.send("WebDriver:ElementClick", { id: await this.#seen(selector) });
  }

  /** @param {string} selector @param {string} text */
  async fill(selector, text) {
    const id = await this.#seen(selector);
    await this.send("WebDriver:ElementClear", { id });
    await this.send("WebDriver:ElementSendKeys", { id, text });
  }

  /** @param {string} selector @returns {Promise<string>} */
  async text(selector) {
    await this.#seen(selector);
    return this.evaluate((s) => /** @type {HTMLElement} */ (document.querySelector(s)).innerText, selector);
  }
}
