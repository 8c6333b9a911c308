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

export function core() {
  const bench = ["test", "-run", "^$", "-bench", ".", "-benchtime", "1s"];
  const node = path.join(go(["env", "GOROOT"]).trim(), "lib/wasm/go_js_wasm_exec");
  const native = rates(go([...bench, "./bench"]));
  const wasm = rates(go([...bench, "-exec", node, "./bench"], { GOOS: "js", GOARCH: "wasm" }));
  table(
    "Core, times a second",
    ["native", "WebAssembly"],
    [...native].map(([name, rate]) => [name, rate.toFixed(0), (wasm.get(name) ?? 0).toFixed(0)]),
  );
}
