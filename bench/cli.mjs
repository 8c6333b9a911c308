// @ts-check
// How long the command line takes for one look at a token, beside a program
// that does nothing: what starting a process costs here at least.

import { spawnSync } from "node:child_process";
import path from "node:path";
import { root } from "../e2e/harness.mjs";
import { median, table, token } from "./sample.mjs";

const rounds = 20;

/** @param {string} command @param {string[]} args */
function time(command, ...args) {
  const start = process.hrtime.bigint();
  const { error, status } = spawnSync(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  if (error || status !== 0) throw error ?? new Error(`${command} ended with ${status}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

export function cli() {
  const storekey = path.join(root, "build/storekey");
  const inspect = [];
  const nothing = [];
  for (let round = 0; round < rounds; round++) {
    inspect.push(time(storekey, "inspect", token));
    nothing.push(time("true"));
  }
  table(
    `Command line, ms, median of ${rounds}`,
    ["start to end"],
    [
      ["storekey inspect TOKEN", median(inspect).toFixed(1)],
      ["true (a process that does nothing)", median(nothing).toFixed(1)],
    ],
  );
}
