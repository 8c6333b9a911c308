// @ts-check
// A self-signed certificate that the user accepted in the tab: only the tab gets
// through, and a password goes that way after a yes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { admin, logIn, logins, stage } from "./story.mjs";

const set = stage("--tls");

test("the login goes from the tab, after a yes that says why", async () => {
  const { browser, sandbox } = set;
  const page = await browser.context.newPage();
  await page.goto(`${sandbox.url}/admin`).catch(() => {}); // the browser's warning page
  await page.click("#details-button");
  await page.click("#proceed-link");
  await page.waitForSelector("#username");

  const popup = await browser.clickToolbar(page);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#ask");
  await popup.waitForText("service worker can see");
  assert.equal(await logins(sandbox), 0);
  await popup.click("#ask-yes");
  await popup.waitFor("#credential");
  assert.equal(await logins(sandbox), 1);

  await popup.click("#check-token");
  await popup.waitFor("#check-ask");
  await popup.click("#check-ask-yes");
  await popup.waitFor("#verdict[data-verdict=valid]");
  await popup.click("#check-proof summary");
  await popup.waitForText("sent from the tab");
  await page.close();
});
