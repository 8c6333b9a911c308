// @ts-check
// `make run` with a display: a store of its own, and a Chromium window with the
// extension on its admin page. Ends when the window is closed.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromiumArgs, chromiumPath } from "./harness/browser.mjs";
import { Sandbox, unpack } from "./harness.mjs";

const extension = unpack();
const sandbox = await Sandbox.start();
const profile = mkdtempSync(path.join(tmpdir(), "storekey-profile-"));
pin(profile, extension);

console.log(
  `${sandbox.output.trim()}\n\nThe window shows ${sandbox.adminURL}: click the Storekey button in its toolbar.`,
);
console.log("Close the window, or press Ctrl+C here, to end.");

const args = [...chromiumArgs(extension), `--user-data-dir=${profile}`, sandbox.adminURL];
if (process.getuid?.() === 0) args.unshift("--no-sandbox"); // Chromium refuses root with it
const window = spawn(chromiumPath(), args, { stdio: "ignore" });
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => window.kill());
window.once("exit", async () => {
  await sandbox.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

/**
 * Puts the extension's button into the toolbar, where users pin it themselves.
 * @param {string} profile
 * @param {string} extension
 */
function pin(profile, extension) {
  // An unpacked extension is called after its folder: 32 digits of a hash, written from a to p.
  const digits = createHash("sha256").update(extension).digest("hex").slice(0, 32);
  const id = [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("");
  mkdirSync(path.join(profile, "Default"));
  const preferences = { extensions: { pinned_extensions: [id] } };
  writeFileSync(path.join(profile, "Default/Preferences"), JSON.stringify(preferences));
}
