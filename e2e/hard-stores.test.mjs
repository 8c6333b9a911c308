// @ts-check
// Stores as they are on staging: behind something, slow, broken, or not there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "./harness.mjs";
import { admin, logIn, logins, openOn, stage } from "./story.mjs";

const set = stage();

test("HTTP Basic in front: its user and password open the way", async () => {
  const { browser, sandbox } = set;
  const page = await browser.context.newPage();
  const { host } = new URL(sandbox.url);
  await sandbox.mode({ basic: "stage:door" });
  // The browser's own question is answered once; then it sends them by itself.
  await page.goto(`http://stage:door@${host}/admin`);
  await page.goto(`http://${host}/admin`);
  const popup = await browser.clickToolbar(page);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#door");
  assert.equal(await logins(sandbox), 0, "nothing left before the question");
  await popup.fill("#door-username", "stage");
  await popup.fill("#door-password", "door");
  await popup.press("Enter");
  await popup.waitFor("#credential");
  assert.equal(await logins(sandbox), 1);
  await page.close();
});

test("a slow store: the wait is told and can be ended", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await sandbox.mode({ latencyMs: 60_000 });
  await logIn(popup, admin);
  await popup.waitFor("#login-progress");
  await popup.click("#login-progress [data-cancel]");
  await popup.waitForText("Cancelled");
  assert.equal(await popup.evaluate(() => /** @type {any} */ (document.querySelector("#username")).value), admin.user);
  await page.close();
});

for (const [name, said] of /** @type {[string, RegExp][]} */ ([
  ["html", /web page|HTML/i],
  ["maintenance", /maintenance/i],
  ["waf", /firewall|blocked/i],
  ["unreachable", /reach/i],
])) {
  test(`a store in the mode ${name}: what happened and what to do`, async () => {
    const { browser, sandbox } = set;
    const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
    await popup.waitFor("#login");
    await sandbox.mode({ name });
    await logIn(popup, admin);
    await popup.waitFor("#refusal");
    await popup.waitForText(said);
    assert.equal(
      await popup.evaluate(() => /** @type {any} */ (document.querySelector("#username")).value),
      admin.user,
    );
    await page.close();
  });
}

test("a redirect is never followed with a password", async () => {
  const { browser, sandbox } = set;
  const elsewhere = /** @type {string[]} */ ([]);
  const other = await serve((request, answer) => {
    elsewhere.push(`${request.method} ${request.url}`);
    answer.end();
  });
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await sandbox.mode({ name: "redirect", redirect: other.url });
  await logIn(popup, admin);
  await popup.waitFor("#refusal");
  await popup.waitForText(/redirect/i);
  assert.deepEqual(
    elsewhere.filter((line) => !line.startsWith("GET ")),
    [],
  );
  // The browser itself notes that it kept the other host's answer from Storekey.
  const noted = browser.errors.splice(0).filter((line) => !line.includes("has been blocked by CORS policy"));
  assert.deepEqual(noted, []);
  await page.close();
  await other.close();
});

test("a page that is not Magento", async () => {
  const { browser } = set;
  const site = await serve((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end("<title>A blog</title><h1>Not a shop</h1>");
  });
  const { page, popup } = await openOn(browser, site.url);
  await popup.waitForText("This page is not a Magento store");
  await page.close();
  await site.close();
});

test("a page of the browser itself", async () => {
  const { browser } = set;
  const { page, popup } = await openOn(browser, "chrome://version/");
  await popup.waitForText("The browser keeps this page to itself");
  await page.close();
});

test("an unknown store code", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/nothing/of/the/sort`);
  await popup.waitFor("#login");
  await page.close();
});
