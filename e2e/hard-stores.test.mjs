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

/** @param {string} user @param {string} password @param {string} route */
async function token(user, password, route = "V1/integration/admin") {
  const answer = await fetch(`${set.sandbox.url}/rest/${route}/token`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ username: user, password }),
  });
  return /** @type {string} */ (await answer.json());
}

/** What a check says of a live token in each weather: verdict, words, most requests. */
const weather = /** @type {[any, string, RegExp, number][]} */ ([
  [{ name: "maintenance" }, "unknown", /maintenance/i, 1],
  [{ name: "html" }, "unknown", /web page/i, 1],
  [{ name: "cached" }, "unknown", /came from a cache/, 2],
  [{ name: "header_lost" }, "unknown", /does not reach Magento/, 3],
  [{ name: "gateway_timeout" }, "unknown", /504/, 1],
  // Fastly asks to come again at once (Retry-After: 0), so Storekey does, five times.
  [{ name: "first_byte" }, "unknown", /too slow for the CDN/, 5],
  [{ name: "no_curl" }, "valid", /Valid/, 2],
  [{ name: "throttle", throttleRate: 50, throttleBurst: 1 }, "valid", /Valid/, 4],
  [{ name: "overload", throttleRate: 50, throttleBurst: 1 }, "valid", /Valid/, 4],
  [{ name: "ims" }, "valid", /Valid/, 2],
]);

for (const [mode, verdict, said, most] of weather) {
  test(`a check in the mode ${mode.name}: ${verdict}`, async () => {
    const { browser, sandbox } = set;
    const text = await token(admin.user, admin.password);
    const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
    await popup.waitFor("#login");
    await popup.click("#tab-check");
    await sandbox.mode(mode);
    await sandbox.forgetRequests();
    await popup.fill("#paste", text);
    await popup.press("Enter", { control: true });
    await popup.waitFor(`#verdict[data-verdict=${verdict}]`);
    await popup.waitForText(said);
    const asked = (await sandbox.requests()).filter((request) => request.path.includes("/rest/"));
    assert.ok(asked.length <= most, `${asked.length} requests of the web API`);
    await page.close();
  });
}

test("a customer of another website is found there", async () => {
  const { browser, sandbox } = set;
  await sandbox.mode({ websites: true });
  const text = await token("anna@second.example.com", "Customer123!", "second/V1/integration/customer");
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-check");
  await popup.fill("#paste", text);
  await popup.press("Enter", { control: true });
  await popup.waitForText(/accepted by|second/);
  await popup.click("#check-proof summary");
  await popup.waitForText("/rest/second/V1/customers/me");
  await page.close();
});

test("a bearer behind HTTP Basic: what works instead, in order", async () => {
  const { browser, sandbox } = set;
  const text = await token(admin.user, admin.password);
  const page = await browser.context.newPage();
  const { host } = new URL(sandbox.url);
  await sandbox.mode({ basic: "stage:door" });
  await page.goto(`http://stage:door@${host}/admin`);
  await page.goto(`http://${host}/admin`);
  const popup = await browser.clickToolbar(page);
  await popup.waitFor("#login");
  await popup.click("#tab-check");
  await popup.fill("#paste", text);
  await popup.press("Enter", { control: true });
  await popup.waitFor("#verdict[data-verdict=unknown]");
  await popup.waitForText(/panel login.*OAuth 1\.0a.*exception for \/rest/s);
  await page.close();
});
