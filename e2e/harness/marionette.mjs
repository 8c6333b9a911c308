// @ts-check
// Firefox's own remote control: length-prefixed JSON on a socket, with the
// commands of WebDriver and a few of the browser's.
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html

import { connect } from "node:net";
import { until } from "./wait.mjs";

export class Marionette {
  #next = 0;
  /** @type {Map<number, { resolve: (value: any) => void, reject: (cause: Error) => void, command: string }>} */
  #waiting = new Map();
  #received = Buffer.alloc(0);

  /** @param {import("node:net").Socket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on("data", (data) => this.#receive(data));
    socket.on("close", () => {
      for (const { reject, command } of this.#waiting.values()) reject(new Error(`${command}: Firefox went away`));
    });
  }

  /** @param {number} port */
  static async connect(port) {
    const socket = await until("Firefox to listen", () => open(port), 30_000);
    return new Marionette(socket);
  }

  /**
   * @param {string} command
   * @param {object} [parameters]
   * @returns {Promise<any>}
   */
  send(command, parameters = {}) {
    const id = ++this.#next;
    const text = JSON.stringify([0, id, command, parameters]);
    this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, command }));
  }

  /** @param {Buffer} data */
  #receive(data) {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(":");
      const end = colon + 1 + Number(this.#received.subarray(0, Math.max(colon, 0)));
      if (colon < 0 || this.#received.length < end) return;
      this.#take(JSON.parse(this.#received.subarray(colon + 1, end).toString()));
      this.#received = this.#received.subarray(end);
    }
  }

  /** @param {any} message the greeting, or [1, id, error, result] */
  #take(message) {
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message;
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) call?.reject(new Error(`${call.command}: ${error.message}`));
    else call?.resolve(result);
  }
}

/**
 * @param {number} port
 * @returns {Promise<import("node:net").Socket | undefined>}
 */
function open(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.once("error", () => resolve(undefined));
  });
}
