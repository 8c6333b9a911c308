// @ts-check
// The Check screen: what is read offline, and what the store says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { admin, openOn, stage } from "./story.mjs";

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
