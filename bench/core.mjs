// @ts-check
// What core does in a second, natively and as WebAssembly in Node.

import { execFileSync } from "node:child_process";
import path from "node:path";
import { root } from "../e2e/harness.mjs";
import { table } from "./sample.mjs";

/** @param {string[]} args @param {Record<string, string>} [env] */
function go(args, env = {}) {
  return execFileSync("go", args, { cwd: root, encoding: "utf8", env: { ...process.env, ...env } });
}

/**
 * @param {string} output of go test -bench
 * @returns {Map<string, number>} times a second, by name
 */
function rates(output) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const [, name, ns] of output.matchAll(/^Benchmark(\w+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns\/op/gm)) {
    found.set(name, 1e9 / Number(ns));
  }
  return found;
}

const bench = ["test", "-run", "^$", "-bench", ".", "-benchtime", "1s"];

/** @param {string} folder */
function native(folder) {
  return go([...bench, folder]);
}

/** @param {string} folder */
function browser(folder) {
  const node = path.join(go(["env", "GOROOT"]).trim(), "lib/wasm/go_js_wasm_exec");
  return go([...bench, "-exec", node, folder], { GOOS: "js", GOARCH: "wasm" });
}

/**
 * @param {string} output of go test -bench
 * @returns {[string, string, string][]} name, milliseconds, megabytes of memory that the program has taken
 */
function costs(output) {
  const lines = output.matchAll(/^Benchmark(\w+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns\/op(?:\s+([\d.]+) MB-taken)?/gm);
  return [...lines].map(([, name, ns, mb]) => [name, (Number(ns) / 1e6).toFixed(1), mb ? Number(mb).toFixed(0) : ""]);
}

/** What a passphrase costs, and a list of 300 stores. */
export function vault() {
  const wasm = new Map(costs(browser("./core/vault")).map(([name, ...rest]) => [name, rest]));
  table(
    "Saved stores",
    ["native, ms", "MB", "WebAssembly, ms", "MB"],
    costs(native("./core/vault")).map(([name, ...rest]) => [name, ...rest, ...(wasm.get(name) ?? [])]),
  );
}

/**
 * @param {string} output of go test -bench
 * @param {string} name
 * @returns {[string, string]} milliseconds, megabytes of memory that the program has taken
 */
function cost(output, name) {
  const line = output.match(
    new RegExp(`^Benchmark${name}(?:-\\d+)?\\s+\\d+\\s+([\\d.]+) ns/op(?:.*?([\\d.]+) MB-taken)?`, "m"),
  );
  if (!line) throw new Error(`no Benchmark${name} in\n${output}`);
  return [(Number(line[1]) / 1e6).toFixed(2), line[2] ? Number(line[2]).toFixed(0) : ""];
}

/** What is done at every key in the search for a route, and once for what a token may do. */
export function routes() {
  const rows = [
    { name: "Search", folder: "./core/catalogue", title: "one key, 500 routes (aim: 5 ms)" },
    { name: "Stock", folder: "./core/catalogue", title: "the routes of Magento itself, read" },
    { name: "Access", folder: "./core/check", title: "what a token may do, 0.6 MB of schema" },
  ];
  table(
    "Routes",
    ["native, ms", "MB", "WebAssembly, ms", "MB"],
    rows.map(({ name, folder, title }) => [title, ...cost(native(folder), name), ...cost(browser(folder), name)]),
  );
}

export function core() {
  const here = rates(native("./bench"));
  const wasm = rates(browser("./bench"));
  table(
    "Core, times a second",
    ["native", "WebAssembly"],
    [...here].map(([name, rate]) => [name, rate.toFixed(0), (wasm.get(name) ?? 0).toFixed(0)]),
  );
}
