// @ts-check
// The embedded store as a program of its own, on a free port.

import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./browser.mjs";
import { ask, freePort } from "./server.mjs";
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
    process.once("exit", () => child.kill());
    const scheme = args.includes("--tls") ? "https" : "http";
    const sandbox = new Sandbox(child, `${scheme}://127.0.0.1:${port}`);
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
      return (await ask("GET", `${this.url}/_sandbox/`)).status === 200;
    } catch {
      return false;
    }
  }

  /** @returns {Promise<any[]>} the accounts with their passwords */
  accounts() {
    return this.#control("GET", "accounts");
  }

  /** @returns {Promise<{ total: number, byRoute: Record<string, number>, byUser: Record<string, number> }>} */
  counters() {
    return this.#control("GET", "counters");
  }

  /** @returns {Promise<any[]>} the last requests: names of what they carried, never a value */
  requests() {
    return this.#control("GET", "requests");
  }

  forgetRequests() {
    return this.#control("DELETE", "requests");
  }

  /** @returns {Promise<{ user: string, code: string, secondsLeft: number }>} */
  otp() {
    return this.#control("GET", "otp");
  }

  /**
   * Changes how the store misbehaves; fields left out stay (package sandbox, Mode).
   * @param {object} fields
   */
  mode(fields) {
    return this.#control("PUT", "mode", fields);
  }

  reset() {
    return this.#control("POST", "reset");
  }

  /**
   * @param {string} method
   * @param {string} name below /_sandbox/
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async #control(method, name, body) {
    const { status, text } = await ask(method, `${this.url}/_sandbox/${name}`, body);
    if (status !== 200) throw new Error(`${method} /_sandbox/${name}: ${status} ${text}`);
    return JSON.parse(text);
  }

  /** The admin page, as the sandbox told it. */
  get adminURL() {
    return this.output.match(/https?:\/\/\S+\/admin\S*/)?.[0] ?? `${this.url}/admin/`;
  }

  async stop() {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill();
    await ended;
  }
}
