// @ts-check
// The same in Firefox, which has no offscreen documents: its background page looks
// at the clipboard itself. Its question for the permission is answered by a
// preference.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Firefox, firefoxPath } from "./harness/firefox.mjs";
import { Sandbox, unpack, until } from "./harness.mjs";
import { admin } from "./story.mjs";

const skip = firefoxPath() === "" && "there is no Firefox here (on Debian: apt install firefox-esr)";

/** @type {Firefox} */
let firefox;
/** @type {Sandbox} */
let sandbox;

before(async () => {
  if (skip) return;
  sandbox = await Sandbox.start();
  firefox = await Firefox.launch(unpack(), "storekey@storekey.github.io");
});
after(async () => {
  await firefox?.close();
  await sandbox?.stop();
});

/** Rings the alarm that waits for the time to be over. */
async function timeIsOver() {
  await until("the alarm to be set", () =>
    firefox.evaluate(async () => (await chrome.alarms.get("clipboard")) !== undefined),
  );
  await firefox.evaluate(async () => chrome.alarms.create("clipboard", { when: Date.now() }));
  await until("the background page to be done", () =>
    firefox.evaluate(async () => !("clipboard" in (await chrome.storage.session.get("clipboard")))),
  );
}

/** @param {string} text */
function write(text) {
  return firefox.inBrowser((text) => {
    const { Cc, Ci } = /** @type {any} */ (globalThis);
    Cc["@mozilla.org/widget/clipboardhelper;1"].getService(Ci.nsIClipboardHelper).copyString(text);
  }, text);
}

test("a copied token goes once it is allowed, and another text stays", { skip }, async () => {
  await firefox.openTab(`${sandbox.url}/admin`);
  await firefox.giveTab();
  await firefox.openTab(`${firefox.origin}/licenses.txt`);
  const tabId = await firefox.evaluate(
    async (url) => (await chrome.tabs.query({})).findLast((tab) => tab.url?.startsWith(url))?.id ?? 0,
    `${sandbox.url}/admin`,
  );
  await firefox.send("WebDriver:Navigate", { url: `${firefox.origin}/popup/popup.html?tab=${tabId}` });
  await firefox.fill("#username", admin.user);
  await firefox.fill("#password", admin.password);
  await firefox.click("#get-token");
  await firefox.waitFor("#credential");
  await firefox.click("#copy-token");
  await firefox.click("#clip-yes"); // asks the browser, and is for tokens from now on
  assert.match(await firefox.clipboard(), /^eyJ/);
  await timeIsOver();
  assert.equal(await firefox.clipboard(), "");

  await firefox.click("#copy-header");
  await firefox.waitFor("#copy-header[data-state=copied]");
  await write("a shopping list");
  await timeIsOver();
  assert.equal(await firefox.clipboard(), "a shopping list");
});
