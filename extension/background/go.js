// @ts-check
// The Go program: compiled once per worker, one instance kept, a new one when it
// ended.

import "../wasm_exec.js";
import { forgetSessions } from "./session.js";

/** Thrown at every call that an instance still had when it ended. */
export class Ended extends Error {}

/** @type {Promise<WebAssembly.Module> | undefined} */
let compiled;
/** @type {Promise<Instance> | undefined} */
let current;

/** The running instance, started if there is none. */
export function running() {
  current ??= Instance.start().catch((cause) => {
    current = undefined;
    throw cause;
  });
  return current;
}

class Instance {
  /** Rejections of the calls under way. Racing each call with one promise for
   * the end would keep every answer alive as long as the instance.
   * @type {Set<(cause: Error) => void>} */
  #waiting = new Set();
  #ended = false;

  static async start() {
    const [module] = await Promise.all([compile(), forgetSessions()]);
    const go = new Go();
    globalThis.context = { binding: {} }; // where syumai/workers puts its handleRequest
    const { binding } = globalThis.context;
    const instance = new Instance();
    await instance.#call((ready) => {
      const imports = { ...go.importObject, workers: { ready: () => ready(undefined) } };
      WebAssembly.instantiate(module, imports)
        .then((program) => go.run(program))
        .finally(() => instance.#end())
        .catch((cause) => console.warn("storekey:", cause));
    });
    instance.#handleRequest = binding.handleRequest;
    return instance;
  }

  /** @type {((request: object) => Promise<Response>) | undefined} */
  #handleRequest;

  /**
   * Rejects with Ended if the program ends before it has answered.
   * @param {object} request
   * @returns {Promise<Response>}
   */
  handle(request) {
    return this.#call((resolve, reject) => {
      if (!this.#handleRequest) throw new TypeError("the Go program serves nothing");
      this.#handleRequest(request).then(resolve, reject);
    });
  }

  /**
   * @template T
   * @param {(resolve: (value: T) => void, reject: (cause: Error) => void) => void} begin
   * @returns {Promise<T>}
   */
  #call(begin) {
    /** @type {(cause: Error) => void} */
    let stop = () => {};
    const outcome = new Promise((resolve, reject) => {
      stop = reject;
      this.#waiting.add(reject);
      if (this.#ended) throw new Ended();
      begin(resolve, reject);
    });
    return outcome.finally(() => this.#waiting.delete(stop));
  }

  #end() {
    this.#ended = true;
    current = undefined;
    for (const reject of this.#waiting) reject(new Ended("the Go program ended"));
  }
}

function compile() {
  compiled ??= load().catch((cause) => {
    compiled = undefined;
    throw cause;
  });
  return compiled;
}

async function load() {
  const url = new URL("../background.wasm", import.meta.url);
  try {
    return await WebAssembly.compileStreaming(fetch(url));
  } catch {
    // A browser that does not know the file's media type compiles it from memory.
    return WebAssembly.compile(await (await fetch(url)).arrayBuffer());
  }
}
