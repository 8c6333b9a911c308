// @ts-check

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "./browser.mjs";

/**
 * Unpacks what `make package` made into a fresh folder, which goes when the
 * process ends.
 * @param {(manifest: any) => void} [change] makes a test copy with another manifest
 */
export function unpack(change) {
  const { version } = JSON.parse(readFileSync(path.join(root, "extension/manifest.json"), "utf8"));
  const folder = mkdtempSync(path.join(tmpdir(), "storekey-package-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const zip = path.join(root, `build/storekey-${version}.zip`);
  execFileSync("go", ["run", "./scripts/pack", "-unzip", zip, "-out", folder], { cwd: root });
  if (change) {
    const file = path.join(folder, "manifest.json");
    const manifest = JSON.parse(readFileSync(file, "utf8"));
    change(manifest);
    writeFileSync(file, JSON.stringify(manifest));
  }
  return folder;
}
