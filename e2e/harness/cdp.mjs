// @ts-check
// Sessions with targets that Playwright has no object for: an extension's popup,
// its worker. They are attached through the browser's own session, one message
// in another.

/** @import { CDPSession } from "playwright-core" */

/**
 * @typedef {{ id?: number, method?: string, params?: any, result?: any, error?: { message: string } }} Message
 */

export class Session {
  #next = 0;
  /** @type {Map<number, { resolve: (value: any) => void, reject: (cause: Error) => void, method: string }>} */
  #waiting = new Map();
  /** @type {Map<string, ((params: any) => void)[]>} */
  #listeners = new Map();
  #gone = false;

  /**
   * @param {CDPSession} browser
   * @param {string} targetId
   * @param {string} sessionId
   */
  constructor(browser, targetId, sessionId) {
    this.browser = browser;
    this.targetId = targetId;
    this.sessionId = sessionId;
    browser.on("Target.receivedMessageFromTarget", (event) => {
      if (event.sessionId === sessionId) this.#receive(JSON.parse(event.message));
    });
    browser.on("Target.detachedFromTarget", (event) => {
      if (event.sessionId === sessionId) this.#end();
    });
  }

  /**
   * @param {CDPSession} browser
   * @param {string} targetId
   */
  static async attach(browser, targetId) {
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: false });
    return new Session(browser, targetId, sessionId);
  }

  get gone() {
    return this.#gone;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  async send(method, params = {}) {
    if (this.#gone) throw new Error(`${method}: the target is gone`);
    const id = ++this.#next;
    const answer = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, method }));
    answer.catch(() => {}); // the target may go before anybody waits for its answer
    const message = JSON.stringify({ id, method, params });
    try {
      await this.browser.send("Target.sendMessageToTarget", { sessionId: this.sessionId, message });
    } catch (cause) {
      this.#waiting.delete(id);
      throw cause;
    }
    return answer;
  }

  /**
   * @param {string} method
   * @param {(params: any) => void} listener
   */
  on(method, listener) {
    this.#listeners.set(method, [...(this.#listeners.get(method) ?? []), listener]);
  }

  /** @param {Message} message */
  #receive(message) {
    if (message.id === undefined) {
      for (const listener of this.#listeners.get(message.method ?? "") ?? []) listener(message.params);
      return;
    }
    const call = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  }

  #end() {
    this.#gone = true;
    for (const call of this.#waiting.values()) call.reject(new Error(`${call.method}: the target went away`));
    this.#waiting.clear();
  }
}
