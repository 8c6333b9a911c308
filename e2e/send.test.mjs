// @ts-check
// Sending from the page: reading at once, writing after a yes, in production after
// the host's name.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pick } from "./request.mjs";
import { admin, logIn, openOn, stage } from "./story.mjs";

const set = stage();

async function using() {
  const { page, popup } = await openOn(set.browser, `${set.sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  return { page, popup };
}

/** How many requests for a path arrived. @param {string} part */
const arrived = async (part) => (await set.sandbox.requests()).filter((r) => JSON.stringify(r).includes(part)).length;

test("a GET goes at once and its answer is shown", async () => {
  const { page, popup } = await using();
  await popup.click("#use-token");
  await popup.waitForText("/rest/V1/modules");
  await popup.press("Enter", { control: true });
  await popup.waitForText("200 OK");
  await popup.waitForText("Magento_Catalog");
  assert.deepEqual(await popup.axe(), []);

  // The popup closes with the next click beside it: the answer is there again.
  await popup.close();
  const again = await set.browser.clickToolbar(page);
  await again.waitFor("#use-token");
  await again.click("#tab-use");
  await again.waitForText("200 OK");
  await again.close();
  await page.close();
});

test("a refusal is explained", async () => {
  const { page, popup } = await using();
  await popup.click("#use-token");
  await popup.waitForText("/rest/V1/modules");
  await pick(popup, "#request-credential", "");
  await popup.waitForText("/rest/V1/modules");
  await popup.click("#send");
  await popup.waitForText("401 Unauthorized");
  await popup.waitFor("#answer-findings li");
  await popup.close();
  await page.close();
});

test("a write asks, and what was queued can be asked about", async () => {
  const { page, popup } = await using();
  await popup.click("#use-token");
  await popup.fill("#find", "POST products");
  await popup.waitForText("/V1/products");
  await popup.evaluate(() => {
    const lines = [...document.querySelectorAll("#found li")];
    const line = lines.find(
      (l) => l.textContent?.startsWith("POST/V1/products") && l.querySelector("code")?.textContent === "/V1/products",
    );
    /** @type {HTMLElement} */ (line).click();
  });
  await popup.click("label:has(#mode-async)");
  await popup.waitForText("/rest/async/V1/products");
  await popup.fill("#data", '{"product":{"sku":"new-1","name":"New","price":1,"attribute_set_id":4}}');
  await popup.click("#send");
  await popup.waitFor("#send-ask-yes");
  assert.equal(await arrived("async"), 0, "nothing left before the yes");
  await popup.click("#send-ask-yes");
  await popup.waitForText("202 Accepted");
  await popup.click("#send-next");
  await popup.waitForText("200 OK");
  await popup.waitForText("/V1/bulk/");
  await popup.close();
  await page.close();
});

test("production wants the host typed", async () => {
  const { page, popup } = await using();
  await popup.click("#save-open");
  await popup.click("label:has(#save-stage-production)");
  await popup.click("#save-go");
  await popup.click("#seal-bare");
  await popup.waitFor("#stage");
  await popup.click("#use-token");
  await popup.waitForText("/rest/V1/modules");
  await pick(popup, "#method", "DELETE");
  await popup.fill("#path", "/V1/products/SEED-1");
  await popup.click("#send");
  await popup.waitFor("#send-ask-yes");
  await popup.click("#send-ask-yes");
  await popup.waitFor("#guard-host");
  assert.equal(await popup.evaluate(() => document.activeElement?.id), "guard-host");
  assert.deepEqual(await popup.axe(), []);
  await popup.fill("#guard-host", "shop");
  assert.equal(await popup.evaluate(() => document.querySelector("#guard-go:disabled") !== null), true);
  assert.equal(await arrived("SEED-1"), 0, "nothing left before the host was typed");
  await popup.press("Escape");
  await popup.waitFor("#send");

  await popup.click("#send");
  await popup.click("#send-ask-yes");
  await popup.fill("#guard-host", new URL(set.sandbox.url).host);
  await popup.click("#guard-go");
  await popup.waitFor("#answer");
  assert.equal(await arrived("SEED-1"), 1);
  await popup.close();
  await page.close();
});

test("a GraphQL query goes without a question", async () => {
  const { page, popup } = await using();
  await popup.click("#use-token");
  await popup.click("label:has(#protocol-graphql)");
  await popup.waitForText("storeConfig");
  await popup.click("#send");
  await popup.waitForText("200 OK");
  await popup.close();
  await page.close();
});

test("a text for a ticket names nobody", async () => {
  const { page, popup } = await using();
  await popup.click("#use-token");
  await popup.waitForText("/rest/V1/modules");
  await popup.fill(
    "#path",
    "/V1/customers/search?searchCriteria[filter_groups][0][filters][0][value]=jane.doe@example.com",
  );
  await popup.waitForText("jane.doe");
  await popup.click("#ticket-open");
  await popup.waitForText("<email-1>");
  assert.doesNotMatch(await popup.text("#ticket-text"), /jane\.doe|eyJ/);
  await popup.click("[data-press=ticket-turn]");
  await popup.waitForText("shown");
  await popup.close();
  await page.close();
});
