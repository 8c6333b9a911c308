// @ts-check
// The Check screen: what is read offline, and what the store says.

import assert from "node:assert/strict";
import { test } from "node:test";
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

const errors = [
  ["Please use the 2fa provider-specific endpoints to obtain a token.", 400, /second factor|code/i],
  [
    "The account sign-in was incorrect or your account is disabled temporarily. Please wait and try again later.",
    401,
    /password|lock/i,
  ],
  ["Decoding error.", 400, /JSON/],
  ["Request does not match any route.", 404, /route|address/i],
  ["The signature is invalid. Verify and try again.", 401, /signature/i],
];

test("error messages are explained", async () => {
  const { page, popup } = await openCheck();
  for (const [message, status, said] of errors) {
    await popup.fill("#paste", `HTTP/1.1 ${status}\n\n${JSON.stringify({ message })}`);
    await popup.waitFor("#noticed");
    await popup.waitForText(/** @type {RegExp} */ (said));
  }
  await popup.fill(
    "#paste",
    '{"message":"The consumer isn\'t authorized to access %resources.","parameters":{"resources":"Magento_Catalog::products"}}',
  );
  await popup.waitForText("Magento_Catalog::products");
  await page.close();
});
