// @ts-check
// The embedded store as a program of its own, on a free port.

import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./browser.mjs";
import { freePort } from "./server.mjs";
import { until } from "./wait.mjs";

export class Sandbox {
  /**
   * @param {import("node:child_process").ChildProcess} process
   * @param {string} url without a path
   */
  constructor(process, url) {
    this.process = process;
    this.url = url;
  }

  /** What it printed so far: its addresses and accounts. */
  output = "";

  /** @param {string[]} args of `storekey sandbox`, besides --listen */
  static async start(...args) {
    const port = await freePort();
    const child = spawn(path.join(root, "build/storekey"), ["sandbox", "--listen", `127.0.0.1:${port}`, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const sandbox = new Sandbox(child, `http://127.0.0.1:${port}`);
    child.stdout.on("data", (data) => {
      sandbox.output += data;
    });
    child.stderr.on("data", (data) => {
      sandbox.output += data;
    });
    await until("the sandbox to answer", () => sandbox.#answers());
    return sandbox;
  }

  async #answers() {
    if (this.process.exitCode !== null) throw new Error(`the sandbox ended:\n${this.output}`);
    try {
      await fetch(`${this.url}/_sandbox/`, { redirect: "manual" });
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Asks the control path: counters, codes, modes. A body makes it a POST.
   * @param {string} name below /_sandbox/
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async control(name, body) {
    const init =
      body === undefined
        ? {}
        : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(`${this.url}/_sandbox/${name}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`/_sandbox/${name}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  async stop() {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill();
    await ended;
  }
}
