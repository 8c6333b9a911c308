// @ts-check
// The main job without a window: what a user does, told step by step, with a
// picture of each. Ends with an error if a step failed.

import { rm } from "node:fs/promises";
import path from "node:path";
import { Browser, root, Sandbox, unpack } from "./harness.mjs";
import { admin, copied, logIn, runInBash } from "./story.mjs";

const pictures = path.join(root, "build/tour");
const began = Date.now();
let steps = 0;

/**
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {(result: T) => string} [tell]
 */
async function step(title, work, tell) {
  const label = `${String(++steps).padStart(2)}. ${title}`;
  try {
    const result = await work();
    console.log(`${label.padEnd(52)} ok${tell ? `   ${tell(result)}` : ""}`);
    return result;
  } catch (cause) {
    console.log(`${label.padEnd(52)} FAILED`);
    throw cause;
  }
}

/** @param {import("./harness.mjs").View} view @param {string} name */
function picture(view, name) {
  return view.screenshot(path.join(pictures, `${String(steps).padStart(2, "0")}-${name}.png`));
}

await rm(pictures, { recursive: true, force: true });
const folder = unpack();
const sandbox = await Sandbox.start();
const browser = await Browser.launch({ extension: folder });
try {
  const page = await browser.context.newPage();
  await step(
    "Open the admin panel of the store",
    () => page.goto(`${sandbox.url}/admin`),
    () => page.url(),
  );

  const popup = await step("Click the Storekey button", () => browser.clickToolbar(page));
  await step(
    "The store is recognised",
    async () => {
      await popup.waitFor("#login");
      await picture(popup, "recognised");
      return `${await popup.text("#host")}: ${await popup.text("#detail")}`;
    },
    (seen) => seen,
  );

  await step(
    "Log in as administrator",
    async () => {
      await logIn(popup, admin);
      await popup.waitFor("#credential");
      await picture(popup, "token");
      return popup.text("#credential");
    },
    (card) => card.split("\n")[0],
  );

  await step(
    "Check: ask the store whether it takes the token",
    async () => {
      await popup.click("#check-token");
      await popup.waitFor("#verdict[data-verdict]", 15_000);
      await picture(popup, "check");
      return popup.text("#verdict-title");
    },
    (verdict) => verdict,
  );

  const curl = await step(
    "Copy curl",
    async () => {
      await popup.click("#tab-grab");
      await popup.waitFor("#copy-curl");
      await picture(popup, "copy");
      return copied(browser, popup, page, "#copy-curl");
    },
    (text) => `${text.length} characters on the clipboard`,
  );

  await step(
    "Run that curl in bash",
    async () => {
      const { status, body } = runInBash(curl);
      if (status !== "200") throw new Error(`the store answered ${status}`);
      return JSON.parse(body).length;
    },
    (modules) => `200, a list of ${modules} modules`,
  );

  if (browser.errors.length > 0) throw new Error(`the browser's console says:\n${browser.errors.join("\n")}`);
  console.log(`\nAll ${steps} steps done in ${((Date.now() - began) / 1000).toFixed(1)} s. Pictures: build/tour/`);
} finally {
  await browser.close();
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
}
