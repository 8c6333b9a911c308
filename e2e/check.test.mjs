// @ts-check
// The Check screen: what is read offline, and what the store says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Sandbox, until } from "./harness.mjs";
import { admin, allow, openOn, stage } from "./story.mjs";

const set = stage();

/** @param {string} route @param {{ user: string, password: string }} account */
async function token(route, account) {
  const answer = await fetch(`${set.sandbox.url}/rest/V1/integration/${route}/token`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ username: account.user, password: account.password }),
  });
  return /** @type {string} */ (await answer.json());
}

async function openCheck() {
  const { page, popup } = await openOn(set.browser, `${set.sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-check");
  return { page, popup };
}

test("a paste is read at once and nothing is sent", async () => {
  const text = await token("admin", admin);
  const { page, popup } = await openCheck();
  await set.sandbox.forgetRequests();
  await popup.fill("#paste", `curl -H 'authorization: bearer ${text}' ${set.sandbox.url}/rest/V1/modules`);
  await popup.waitFor("#report");
  assert.match(await popup.text("#report-title"), /Admin/i);
  assert.deepEqual(await set.sandbox.requests(), []);
  await page.close();
});

test("the store takes a live token, with evidence", async () => {
  const { page, popup } = await openCheck();
  await popup.fill("#paste", await token("admin", admin));
  await popup.press("Enter", { control: true });
  await popup.waitFor("#verdict[data-verdict=valid]");
  assert.equal(await popup.text("#verdict-title"), "Valid");
  await popup.click("#check-proof summary");
  await popup.waitForText("/rest/V1/modules");
  await page.close();
});

test("a check goes on without the popup, which tells of it when it opens again", async () => {
  const { page, popup } = await openCheck();
  const text = await token("admin", admin);
  await set.sandbox.mode({ latencyMs: 1_000 });
  await popup.fill("#paste", text);
  await popup.press("Enter", { control: true });
  await until("the store to be asked", async () => (await set.sandbox.requests()).some(isModules));
  await popup.close();
  const again = await set.browser.clickToolbar(page);
  await again.waitFor("#tab-check");
  await again.click("#tab-check");
  await again.waitFor("#verdict[data-verdict=valid]");
  assert.match(await again.text("#taken-token"), /^eyJ.*•/);
  assert.equal(await again.evaluate(() => document.getElementById("check-proof")?.hidden), false);
  await page.close();
});

/** @param {{ path: string }} request */
function isModules(request) {
  return request.path.endsWith("/V1/modules");
}

test("a token that another store signed is refused", async () => {
  const { page, popup } = await openCheck();
  const [head, claims] = (await token("admin", admin)).split(".");
  await popup.fill("#paste", `${head}.${claims}.c2lnbmVkLWJ5LW5vYm9keS1pbi1wYXJ0aWN1bGFyLS0tLS0`);
  await popup.press("Enter", { control: true });
  await popup.waitFor("#verdict[data-verdict=invalid]");
  await page.close();
});

test("a header that does not arrive leaves the verdict open", async () => {
  const { page, popup } = await openCheck();
  const text = await token("admin", admin);
  await set.sandbox.mode({ name: "header_lost" });
  await popup.fill("#paste", text);
  await popup.press("Enter", { control: true });
  await popup.waitFor("#verdict[data-verdict=unknown]");
  assert.equal(await popup.text("#verdict-title"), "Cannot tell");
  await page.close();
});

/** The ten commonest, as stores send them: body, status, what the page has to say. */
const errors = /** @type {[string, number, RegExp][]} */ ([
  [
    '{"message":"Please use the 2fa provider-specific endpoints to obtain a token.","parameters":{"active_providers":["google"]}}',
    400,
    /code/i,
  ],
  ['{"message":"Please ask an administrator with sufficient access to configure 2FA first"}', 400, /set up/i],
  [
    '{"message":"The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later."}',
    401,
    /lock/i,
  ],
  [
    '{"message":"The consumer isn\'t authorized to access %resources.","parameters":{"resources":"Magento_Catalog::products"}}',
    401,
    /Magento_Catalog::products/,
  ],
  [
    '{"message":"The consumer isn\'t authorized to access %resources.","parameters":{"resources":"self"}}',
    401,
    /customer/i,
  ],
  ['{"message":"Decoding error."}', 400, /JSON/],
  ['{"message":"Request does not match any route."}', 404, /route|address/i],
  ['{"message":"Specified request cannot be processed."}', 400, /store code/i],
  ['{"message":"ReCaptcha validation failed, please try again"}', 400, /reCAPTCHA/i],
  ['{"message":"Admin token generation is disabled. Please use Adobe IMS ACCESS_TOKEN."}', 401, /Adobe IMS/],
  ['{"message":"The signature is invalid. Verify and try again."}', 401, /signature/i],
]);

test("error messages are explained", async () => {
  const { page, popup } = await openCheck();
  for (const [body, status, said] of errors) {
    await popup.fill("#paste", `HTTP/1.1 ${status}\n\n${body}`);
    await popup.waitFor("#explained");
    await until(`words about ${body}`, async () => said.test(await popup.text("#explained")));
  }
  await page.close();
});

/** The four values of an integration, as its page shows them.
 * @param {string} name */
async function four(name) {
  const account = (await set.sandbox.accounts()).find((a) => a.kind === "integration" && a.name === name);
  return {
    text: `Consumer Key: ${account.consumerKey}
Consumer Secret: ${account.consumerSecret}
Access Token: ${account.accessToken}
Access Token Secret: ${account.accessTokenSecret}`,
    account,
  };
}

test("an integration’s four values are signed with, where its token alone is refused", async () => {
  const { page, popup } = await openCheck();
  const { text } = await four("Seed integration");
  await popup.fill("#paste", text);
  await popup.press("Enter", { control: true });
  await popup.waitFor("#verdict[data-verdict=valid]");
  await popup.waitForText("refused as a bearer token");
  await page.close();
});

test("a signature that is refused: the store is tried on a click, six times at most", async () => {
  const { page, popup } = await openCheck();
  const { text, account } = await four("Seed integration");
  await popup.fill("#paste", text.replace(account.accessTokenSecret, "made0up1secret2of3nobody4at5all6"));
  await popup.press("Enter", { control: true });
  await popup.waitFor("#doctor-ask");
  await set.sandbox.forgetRequests();
  await popup.click("#doctor-ask");
  await popup.waitForText("refuses each of the ways to sign");
  const signed = (await set.sandbox.requests()).filter(isModules);
  assert.ok(signed.length > 1 && signed.length <= 7, `${signed.length} requests, one of them without a signature`);
  await page.close();
});

test("a pasted signature is compared here, and nothing is sent", async () => {
  const { page, popup } = await openCheck();
  const { text, account } = await four("Seed integration");
  await set.sandbox.forgetRequests();
  await popup.fill(
    "#paste",
    `Authorization: OAuth oauth_consumer_key="${account.consumerKey}", oauth_token="${account.accessToken}", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1700000000", oauth_nonce="abc", oauth_version="1.0", oauth_signature="AAAA"`,
  );
  await popup.fill("#sign-address", `${set.sandbox.url}/rest/V1/modules`);
  await popup.fill("#sign-values", text);
  await popup.click("#sign-go");
  await popup.waitFor("#doctor-findings");
  await popup.click("#doctor-base summary");
  await popup.waitForText("GET&http");
  assert.deepEqual(await set.sandbox.requests(), []);
  await page.close();
});

test("an access proxy in front: its headers open the way, for this tab", async () => {
  const { page, popup } = await openCheck();
  const text = await token("admin", admin);
  await set.sandbox.mode({ doorHeaders: { "CF-Access-Client-Id": "sandbox.access" } });
  await popup.fill("#paste", text);
  await popup.press("Enter", { control: true });
  await popup.click("#verdict-act");
  await popup.fill("#check-door-headers", "CF-Access-Client-Id: sandbox.access");
  await popup.click("#check-door-go");
  await popup.waitFor("#verdict[data-verdict=valid]");
  await popup.waitFor("#bar-door");
  const kept = await set.browser.inWorker(async () => Object.keys(await chrome.storage.session.get()));
  assert.ok(
    kept.some((key) => key.startsWith("door:")),
    "what is copied for this tab has it, too",
  );
  assert.equal(
    await popup.evaluate(() => /** @type {any} */ (document.querySelector("#check-door-headers")).value),
    "",
  );
  await page.close();
});

test("a pasted token names no store: the one that was chosen is asked, and no other", async () => {
  const other = await Sandbox.start();
  await allow(set.browser, other.url);
  const { page, popup } = await openCheck();
  await popup.fill("#paste", await token("admin", admin));
  assert.match(await popup.text("#ask-note"), new RegExp(new URL(set.sandbox.url).host));
  await popup.evaluate(() => {
    const select = /** @type {HTMLSelectElement} */ (document.querySelector("#check-where"));
    select.value = "other";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await set.sandbox.forgetRequests();
  await popup.fill("#check-address", other.url);
  await popup.press("Enter", { control: true });
  await popup.waitFor("#verdict");
  assert.deepEqual(await set.sandbox.requests(), []);
  assert.ok((await other.requests()).some(isModules));
  await other.stop();
  await page.close();
});

test("a missing right is explained with the box to tick", async () => {
  const { page, popup } = await openCheck();
  await popup.fill("#paste", `HTTP/1.1 401 Unauthorized\n\n${errors[3][0]}`);
  await popup.waitFor("#explained-box");
  assert.match(await popup.text("#explained-path"), /Catalog.*Products/s);
  await popup.fill(
    "#paste",
    "<html><head><title>503 Service Unavailable</title></head><body>maintenance</body></html>",
  );
  await popup.waitForText(/maintenance/i);
  await page.close();
});
