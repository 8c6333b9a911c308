// @ts-check
// A page of the extension as its user has it: seen as pixels and text, used by
// mouse and keyboard. The same for the toolbar's popup and a full tab.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { until } from "./wait.mjs";

/** @import { Session } from "./cdp.mjs" */

/** Keys that tests press, as the protocol wants them. */
const keys = {
  Enter: { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
  Tab: { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 },
  Escape: { key: "Escape", code: "Escape", windowsVirtualKeyCode: 27 },
  Space: { key: " ", code: "Space", windowsVirtualKeyCode: 32, text: " " },
  ArrowLeft: { key: "ArrowLeft", code: "ArrowLeft", windowsVirtualKeyCode: 37 },
  ArrowUp: { key: "ArrowUp", code: "ArrowUp", windowsVirtualKeyCode: 38 },
  ArrowRight: { key: "ArrowRight", code: "ArrowRight", windowsVirtualKeyCode: 39 },
  ArrowDown: { key: "ArrowDown", code: "ArrowDown", windowsVirtualKeyCode: 40 },
};

export class View {
  /** @param {Session} session of the page, with Runtime and Page enabled */
  constructor(session) {
    this.session = session;
  }

  get closed() {
    return this.session.gone;
  }

  /**
   * Runs a function in the page; it may return a promise.
   * @template {any[]} A
   * @template R
   * @param {(...args: A) => R} fn
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async evaluate(fn, ...args) {
    const { result, exceptionDetails } = await this.session.send("Runtime.evaluate", {
      expression: `(${fn})(...${JSON.stringify(args)})`,
      awaitPromise: true,
      returnByValue: true,
      userGesture: false,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /**
   * What an element says, once it is there and seen.
   * @param {string} selector
   */
  async text(selector) {
    await this.#box(selector);
    return this.evaluate((s) => /** @type {HTMLElement} */ (document.querySelector(s)).innerText, selector);
  }

  /**
   * Waits until an element is there, seen, enabled and at rest.
   * @param {string} selector
   * @param {number} [timeout]
   */
  async waitFor(selector, timeout) {
    await this.#box(selector, timeout);
  }

  /**
   * Waits until the page's text holds a piece or matches.
   * @param {string | RegExp} wanted
   * @param {number} [timeout]
   */
  async waitForText(wanted, timeout) {
    let seen = "";
    const found = async () => {
      seen = await this.evaluate(() => document.body.innerText);
      return typeof wanted === "string" ? seen.includes(wanted) : wanted.test(seen);
    };
    try {
      await until(`the text ${wanted}`, found, timeout);
    } catch (cause) {
      throw new Error(`${/** @type {Error} */ (cause).message}; the page says:\n${seen}`, { cause });
    }
  }

  /**
   * A real mouse click in the middle of an element.
   * @param {string} selector
   * @param {number} [timeout]
   */
  async click(selector, timeout) {
    const { x, y } = await this.#box(selector, timeout);
    for (const type of ["mouseMoved", "mousePressed", "mouseReleased"]) {
      const button = type === "mouseMoved" ? "none" : "left";
      await this.session.send("Input.dispatchMouseEvent", { type, x, y, button, clickCount: 1 });
    }
  }

  /**
   * Clicks the button, link, tab or label that says this.
   * @param {string} name text, or accessible name
   */
  async clickNamed(name) {
    const mark = `n${Date.now()}`;
    await until(`something called ${name}`, () => this.evaluate(markNamed, name, mark));
    await this.click(`[data-e2e="${mark}"]`);
  }

  /**
   * Replaces what a field holds, as a user types or pastes it.
   * @param {string} selector
   * @param {string} text
   */
  async fill(selector, text) {
    await this.click(selector);
    await this.evaluate((s) => {
      /** @type {HTMLInputElement} */ (document.querySelector(s)).select();
    }, selector);
    if (text === "") await this.#key({ key: "Delete", code: "Delete", windowsVirtualKeyCode: 46 });
    else await this.session.send("Input.insertText", { text });
  }

  /**
   * @param {keyof typeof keys} name
   * @param {{ shift?: boolean, control?: boolean }} [held]
   */
  async press(name, held = {}) {
    await this.#key({ ...keys[name], modifiers: (held.control ? 2 : 0) + (held.shift ? 8 : 0) });
  }

  /** @param {object} key */
  async #key(key) {
    await this.session.send("Input.dispatchKeyEvent", { type: "keyDown", ...key });
    await this.session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
  }

  /**
   * @param {string} selector
   * @param {number} [timeout]
   * @returns {Promise<{ x: number, y: number }>} the middle of the element
   */
  async #box(selector, timeout) {
    let why = "";
    const middle = async () => {
      const found = await this.evaluate(middleAtRest, selector);
      why = typeof found === "string" ? found : "";
      return typeof found === "string" ? null : found;
    };
    try {
      return await until(`${selector} to be seen and at rest`, middle, timeout);
    } catch (cause) {
      throw new Error(`${/** @type {Error} */ (cause).message}: it is ${why}`, { cause });
    }
  }

  /**
   * @param {"light" | "dark"} scheme
   */
  async colourScheme(scheme) {
    await this.session.send("Emulation.setEmulatedMedia", {
      features: [
        { name: "prefers-color-scheme", value: scheme },
        { name: "prefers-reduced-motion", value: "reduce" },
      ],
    });
  }

  /**
   * Writes a picture of the page: of what is seen, or of all of it.
   * @param {string} file
   * @param {{ full?: boolean }} [options]
   */
  async screenshot(file, options = {}) {
    const { data } = await this.session.send("Page.captureScreenshot", {
      format: "png",
      captureBeyondViewport: options.full ?? false,
      ...(options.full ? { clip: await this.#whole() } : {}),
    });
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, Buffer.from(data, "base64"));
  }

  async #whole() {
    const { cssContentSize } = await this.session.send("Page.getLayoutMetrics");
    return { x: 0, y: 0, width: cssContentSize.width, height: cssContentSize.height, scale: 1 };
  }

  /**
   * What axe finds serious or critical, one line each.
   * @returns {Promise<string[]>}
   */
  async axe() {
    const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await this.session.send("Runtime.evaluate", { expression: source });
    return this.evaluate(runAxe);
  }

  async close() {
    if (!this.closed) await this.session.browser.send("Target.closeTarget", { targetId: this.session.targetId });
    await until("the page to be gone", () => this.closed);
  }
}

/**
 * Runs in the page: the middle of the element when it can be clicked there and
 * has not moved for two frames; else what is in the way.
 * @param {string} selector
 */
async function middleAtRest(selector) {
  const element = document.querySelector(selector);
  if (!element) return "not there";
  if (element.matches(":disabled, [aria-disabled=true]")) return "disabled";
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const before = element.getBoundingClientRect();
  await new Promise((resolve) => setTimeout(resolve, 34));
  const { x, y, width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0) return "not shown";
  if (x !== before.x || y !== before.y || height !== before.height) return "moving";
  const middle = { x: x + width / 2, y: y + height / 2 };
  const hit = document.elementFromPoint(middle.x, middle.y);
  if (hit && (element.contains(hit) || hit.contains(element))) return middle;
  return `covered by ${hit ? hit.outerHTML.slice(0, 100) : "nothing: outside of the page"}`;
}

/**
 * Runs in the page: marks what is called name.
 * @param {string} name
 * @param {string} mark
 */
function markNamed(name, mark) {
  const all = document.querySelectorAll(
    "button, a, summary, label, [role=button], [role=tab], [role=radio], [role=menuitem]",
  );
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (all)) {
    const called = element.getAttribute("aria-label") ?? element.innerText.trim();
    if (called !== name || element.getClientRects().length === 0) continue;
    element.dataset.e2e = mark;
    return true;
  }
  return false;
}

async function runAxe() {
  const { violations } = await /** @type {any} */ (globalThis).axe.run(document, { resultTypes: ["violations"] });
  return violations
    .filter((/** @type {any} */ v) => v.impact === "serious" || v.impact === "critical")
    .flatMap((/** @type {any} */ v) => v.nodes.map((/** @type {any} */ n) => `${v.id}: ${v.help}: ${n.html}`));
}
