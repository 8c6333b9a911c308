// @ts-check
// One walk through everything with secrets that are easy to find again, and a
// look into every place where they must not be.

import assert from "node:assert/strict";
import { test } from "node:test";
import { copied, logIn, openOn, stage } from "./story.mjs";

const set = stage();
const wrong = { user: "admin", password: "marker-password-1b7f" };
const right = { user: "admin", password: "Admin123!seed" };

test("a password is nowhere, a token only where it belongs", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  const said = /** @type {string[]} */ ([]);
  page.on("console", (message) => said.push(message.text()));
  await popup.waitFor("#login");
  await logIn(popup, wrong);
  await popup.waitFor("#refusal");
  await logIn(popup, right);
  await popup.waitFor("#credential");
  await popup.click("#check-token");
  await popup.waitFor("#verdict[data-verdict=valid]");
  await popup.click("#tab-use");
  await popup.waitFor("#snippet");
  const shown = await popup.evaluate(() => document.documentElement.outerHTML + document.title);
  await popup.click("#tab-grab");
  const token = await copied(browser, popup, page, "#copy-token");

  const stored = await browser.inWorker(async () => ({
    session: Object.entries(await chrome.storage.session.get()).map(([key, value]) => [key, JSON.stringify(value)]),
    local: JSON.stringify(await chrome.storage.local.get()),
    badge: await chrome.action.getBadgeText({}),
    title: await chrome.action.getTitle({}),
  }));
  const inPage = await page.evaluate(
    () => document.documentElement.outerHTML + JSON.stringify(localStorage) + document.cookie + location.href,
  );
  const asked = JSON.stringify(await sandbox.requests());

  const places = {
    shown,
    inPage,
    asked,
    local: stored.local,
    badge: stored.badge + stored.title,
    said: said.join("\n"),
  };
  for (const [place, text] of Object.entries(places)) {
    assert.ok(!text.includes(wrong.password), `the wrong password is in ${place}`);
    assert.ok(!text.includes(token), `the token is in ${place}`);
    // The embedded store's own login page tells its password.
    if (place !== "inPage") assert.ok(!text.includes(right.password), `the password is in ${place}`);
  }
  for (const [key, text] of stored.session) {
    assert.ok(!text.includes(wrong.password) && !text.includes(right.password), `a password is in ${key}`);
    assert.equal(text.includes(token), key.startsWith("text:"), `the token and ${key}`);
  }
  await page.close();
});
