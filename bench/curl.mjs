// @ts-check
// How long it takes to write a request down as a curl command: Storekey natively,
// as WebAssembly and as the extension's page asks for it, beside libraries of npm.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../e2e/harness.mjs";
import { peers } from "./peers.mjs";
import { median, table } from "./sample.mjs";
import { worker } from "./worker.mjs";

/** @import { Request } from "./peers.mjs" */

const rounds = 41;

/** How many requests differ. */
const many = 64;

/** Each round of a subject takes about so many ns. */
const round = 5e6;

/** @type {Request[]} a GET with a bearer token, and a POST with 2 KB of JSON besides */
const kinds = JSON.parse(readFileSync(path.join(root, "bench/requests.json"), "utf8"));

/**
 * Requests that differ in the number at the end of their addresses, so that
 * none is written twice in a row.
 * @param {Request} request
 */
function numbered(request) {
  return Array.from({ length: many }, (_, i) => ({ ...request, url: request.url + i }));
}

/** @typedef {(times: number) => number} Run writes the requests of numbered so many times each, and tells how many ns it took */

/** @param {(times: number) => unknown} write @returns {Run} */
function timed(write) {
  return (times) => {
    const start = process.hrtime.bigint();
    write(times);
    return Number(process.hrtime.bigint() - start);
  };
}

/**
 * A library that was shown to write all of a request.
 * @param {import("./peers.mjs").Peer} peer
 * @param {Request} request
 */
function library({ name, prepare, write }, request) {
  const all = numbered(request).map(prepare);
  const text = write(all[7]);
  const parts = ["curl", `${request.url}7`, ...request.headers.map(({ value }) => value)];
  if (request.body) parts.push("attribute_23");
  for (const part of parts) {
    if (!text.includes(part)) throw new Error(`${name} leaves out ${part}`);
  }
  return timed((times) => {
    let length = 0;
    for (let i = 0; i < times; i++) {
      for (const one of all) length += write(one).length;
    }
    return length;
  });
}

/** @param {string} out @param {string[]} flags @param {Record<string, string>} [env] */
function build(out, flags, env = {}) {
  const program = path.join(root, out);
  execFileSync("go", ["build", "-trimpath", "-ldflags=-s -w", ...flags, "-o", program, "./bench/internal/render"], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  return program;
}

/** Storekey's own rendering as a program of this machine. @returns {(request: Request) => Run} */
function native() {
  const program = build("build/render", []);
  return (request) => {
    const input = JSON.stringify(numbered(request));
    return (times) => Number(execFileSync(program, [String(times)], { input, encoding: "utf8" }));
  };
}

/** The same as WebAssembly, compiled as the extension's programs are. @returns {Promise<(request: Request) => Run>} */
async function wasm() {
  const flags = execFileSync("scripts/wasm-flags", { cwd: root, encoding: "utf8" }).trim().split("\n");
  const program = build("build/render.wasm", flags, { GOOS: "js", GOARCH: "wasm" });
  await import(pathToFileURL(path.join(root, "extension/wasm_exec.js")).href);
  const go = new /** @type {any} */ (globalThis).Go();
  const { instance } = await WebAssembly.instantiate(readFileSync(program), go.importObject);
  go.run(instance);
  return (request) => {
    const write = /** @type {any} */ (globalThis).renderCurl(JSON.stringify(numbered(request)));
    return timed((times) => {
      const length = write(times);
      if (typeof length !== "number") throw new Error(length);
    });
  };
}

/**
 * Times of the subjects in turn, so that what else the machine does falls on all.
 * @param {Map<string, Run>} subjects
 * @returns {[string, number][]} ns for one request
 */
function compare(subjects) {
  const all = [...subjects].map(([name, run]) => {
    run(200); // to be warm
    const times = Math.max(1, Math.round((round * 20) / run(20)));
    return { name, run, times, found: /** @type {number[]} */ ([]) };
  });
  for (let i = 0; i < rounds; i++) {
    for (const { run, times, found } of all) found.push(run(times) / times / many);
  }
  return all.map(({ name, found }) => [name, median(found)]);
}

/** @param {Awaited<ReturnType<typeof worker>>} call @param {Request} request */
async function asked(call, request) {
  const all = [];
  for (const one of Array.from({ length: 8 }, () => numbered(request)).flat()) {
    const start = process.hrtime.bigint();
    const { text } = await call("/v1/snippet/curl", { request: one });
    all.push(Number(process.hrtime.bigint() - start));
    if (!text.includes(one.url)) throw new Error(`the worker wrote ${text}`);
  }
  return median(all.slice(all.length / 2)); // the first half is the warming
}

export async function curl() {
  const renderings = /** @type {const} */ ([
    ["Storekey, native", native()],
    ["Storekey, WebAssembly", await wasm()],
  ]);
  const libraries = await peers();
  const call = await worker();
  /** @type {Map<string, number[]>} */
  const rows = new Map();
  for (const request of kinds) {
    /** @type {Map<string, Run>} */
    const subjects = new Map(renderings.map(([name, of]) => [name, of(request)]));
    for (const peer of libraries) subjects.set(peer.name, library(peer, request));
    const times = [...compare(subjects), ["Storekey, a call of the worker", await asked(call, request)]];
    for (const [title, value] of /** @type {[string, number][]} */ (times)) {
      rows.set(title, [...(rows.get(title) ?? []), value]);
    }
  }
  table(
    "A request as curl, µs, median",
    ["GET", `POST, ${((kinds[1].body?.length ?? 0) / 1e3).toFixed(1)} KB`],
    [...rows].map(([name, values]) => [name, ...values.map((value) => (value / 1e3).toFixed(2))]),
  );
}
