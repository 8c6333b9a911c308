// @ts-check
// What goes into a request on the Use screen and comes out of it: a search that was
// pasted, headers that the store’s pages send, queries of one’s own, texts for others.

import assert from "node:assert/strict";
import { test } from "node:test";
import { call, give, tabShowing } from "./access.mjs";
import { until } from "./harness.mjs";
import { paste, pick, using, value } from "./request.mjs";
import { copied, customer, openOn, runInBash, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();

/** @param {import("playwright-core").Page} page */
async function again(page) {
  const popup = await set.browser.clickToolbar(page);
  await popup.waitFor("#use-token");
  await popup.click("#tab-use");
  await popup.waitFor("#request-text");
  return popup;
}

const search = [
  "searchCriteria[filter_groups][0][filters][0][field]=sku",
  "searchCriteria[filter_groups][0][filters][0][value]=SEED-%25",
  "searchCriteria[filter_groups][0][filters][0][condition_type]=like",
  "searchCriteria[filter_groups][0][filters][1][field]=name",
  "searchCriteria[filter_groups][0][filters][1][value]=Bag+%26%20more",
  "searchCriteria[sortOrders][0][field]=name",
  "searchCriteria[sortOrders][0][direction]=DESC",
  "searchCriteria[pageSize]=3",
  "fields=items[sku],total_count",
  "mine[]=a%20b",
].join("&");

/** What the fields of the builder hold. @param {View} popup */
const builder = async (popup) => ({
  path: await value(popup, "#path"),
  first: await value(popup, "#field-filter-0-0-value"),
  condition: await value(popup, "[name=filter-0-0-condition]"),
  second: await value(popup, "#field-filter-0-1-value"),
  sort: `${await value(popup, "#sort-field")} ${await value(popup, "#sort-direction")}`,
  size: await value(popup, "#page-size"),
  fields: await value(popup, "#fields"),
  extra: await value(popup, "#extra"),
});

test("search criteria that are pasted fill in the builder, and come back from what it copies", async () => {
  const { page, popup } = await using(set);
  await paste(popup, `/rest/default/V1/products?${search}`);
  await popup.waitFor("#field-filter-0-1-field");
  const wanted = {
    path: "/rest/default/V1/products",
    first: "SEED-%",
    condition: "like",
    second: "Bag & more",
    sort: "name DESC",
    size: "3",
    fields: "items[sku],total_count",
    extra: "mine[]=a b",
  };
  assert.deepEqual(await builder(popup), wanted);
  await popup.waitForText("[pageSize]=3");
  assert.deepEqual(await popup.axe(), []);
  const command = await copied(set.browser, popup, page, "#copy-request");
  assert.equal(runInBash(command).status, "200");

  const back = await again(page);
  await back.fill("#path", "/V1/modules");
  await paste(back, command);
  await back.waitFor("#field-filter-0-1-field");
  await until("the builder to hold the same", async () => (await value(back, "#page-size")) === "3");
  assert.deepEqual(await builder(back), wanted);

  // Typed into the path, it goes there as soon as the field is left.
  await back.fill("#path", "/V1/orders?searchCriteria[pageSize]=7&searchCriteria[sortOrders][0][field]=created_at");
  await back.press("Tab");
  await until("the page size", async () => (await value(back, "#page-size")) === "7");
  assert.equal(await value(back, "#path"), "/V1/orders");
  assert.equal(await value(back, "#sort-field"), "created_at");
  await back.close();
  await page.close();
});

test("headers that the store’s own pages send can be ticked", async () => {
  const { browser, sandbox } = set;
  const own = await browser.openTab("licenses.txt");
  await give(browser, own.view, sandbox.url);
  const { page, popup } = await openOn(browser, `${sandbox.url}/`);
  await popup.waitFor("#login");
  await popup.close();
  const tabId = await tabShowing(own.view, `${sandbox.url}/`);
  assert.equal(
    (await call(own.view, "POST", `/v1/tabs/${tabId}/watch`, { origin: sandbox.url, minutes: 5 }, tabId)).status,
    200,
  );
  await until("the headers to be seen", async () => {
    await page.evaluate(async () => {
      const headers = {
        "content-type": "application/json",
        store: "german",
        "content-currency": "EUR",
        "x-mine": "on",
        "x-recaptcha": "03AGdBq2",
        "x-api-key": "never",
      };
      await fetch("/graphql", { method: "POST", headers, body: '{"query":"{storeConfig{store_code}}"}' });
    });
    return JSON.stringify(await own.view.evaluate(() => chrome.storage.session.get())).includes("x-mine");
  });
  const kept = JSON.stringify(await own.view.evaluate(() => chrome.storage.session.get()));
  assert.doesNotMatch(kept, /03AGdBq2|never/);
  await own.page.close();

  await page.bringToFront();
  const use = await browser.clickToolbar(page);
  await use.waitFor("#login");
  await use.click("#tab-use");
  await use.click("label:has(#protocol-graphql)");
  await use.click("#more-fold summary");
  await use.waitFor("#ticks input");
  assert.equal(await use.evaluate(() => document.querySelector("#currencies option")?.getAttribute("value")), "EUR");
  await use.click("#ticks label");
  await pick(use, "#scope", "german");
  await use.fill("#currency", "EUR");
  await use.fill("#preview", "1700000000");
  await use.waitForText("Preview-Version: 1700000000");
  const text = await use.text("#request-text");
  for (const line of ["Store: german", "Content-Currency: EUR", "x-mine: on"]) assert.ok(text.includes(line), text);
  assert.deepEqual(await use.axe(), []);
  await use.click("#send");
  await use.waitForText("200 OK");
  await use.close();
  await page.close();
});

test("a query of one’s own is kept until it is forgotten", async () => {
  const { page, popup } = await using(set);
  await popup.click("label:has(#protocol-graphql)");
  await popup.fill("#query", "query Mine { storeConfig { locale } }");
  await popup.click("#example-keep");
  await popup.waitFor("#example-keep[aria-pressed=true]");
  await popup.close();
  const back = await again(page);
  await pick(back, "#graphql-example", "cart");
  await back.waitForText("createEmptyCart");
  await pick(back, "#graphql-example", "own:Mine");
  await until("the query to be there", async () => (await value(back, "#query")).includes("query Mine"));
  await back.click("#example-keep[aria-pressed=true]");
  await back.waitFor("#example-keep:not([aria-pressed=true])");
  await back.fill("#query", 'mutation { generateCustomerToken(email: "a@b.example", password: "x1") { token } }');
  await back.click("#example-keep");
  await back.waitForText("holds a password");
  await back.close();
  await page.close();
});

test("what is to be shared has no token in it, and runs", async () => {
  const { page, popup } = await using(set);
  await pick(popup, "#secret", "share");
  await popup.waitForText("out of sight of the process list");
  const command = await copied(set.browser, popup, page, "#copy-request");
  assert.doesNotMatch(command, /eyJ/);
  assert.match(command, /STOREKEY_TOKEN.*\| curl .*-H @-/);
  const back = await again(page);
  assert.equal(await value(back, "#secret"), "share", "it is remembered");
  await pick(back, "#secret", "text");
  const header = await copied(set.browser, back, page, "#copy-request");
  const token = /Bearer ([\w.-]+)/.exec(header)?.[1] ?? "";
  assert.equal(runInBash(`export STOREKEY_TOKEN=${token}; ${command}`).status, "200");
  const form = await again(page);
  await pick(form, "#form", "har");
  await pick(form, "#secret", "share");
  await form.waitForText("REDACTED");
  await form.waitForText("there is a word in its place");
  await form.close();
  await page.close();
});

test("a text for a ticket pastes back as the request that it is about", async () => {
  const { page, popup } = await using(set);
  await popup.click("#tab-use");
  await popup.evaluate(() => {
    const method = /** @type {HTMLSelectElement} */ (document.getElementById("method"));
    method.value = "PUT";
    method.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await popup.fill("#path", "/all/V1/customers/7");
  await popup.fill("#data", '{"customer":{"email":"jane.doe@example.com","firstname":"Jane","group_id":1}}');
  await popup.waitForText("/rest/all/V1/customers/7");
  await popup.waitForText("jane.doe@example.com");
  await popup.click("#ticket-open");
  await popup.waitForText("<email-1>");
  assert.doesNotMatch(await popup.text("#ticket-text"), /jane\.doe|Jane|eyJ/);
  // One of the two replacements is taken back by the keyboard.
  await popup.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("[data-press=ticket-turn]")).focus());
  await popup.press("Enter");
  await popup.waitForText("shown");
  assert.deepEqual(await popup.axe(), []);
  const text = await copied(set.browser, popup, page, "#copy-ticket");
  assert.match(text, /jane\.doe@example\.com/);
  assert.match(text, /<name-1>/);

  const back = await again(page);
  await pick(back, "#method", "GET");
  await back.fill("#path", "/V1/modules");
  await paste(back, text);
  await until("the request to be back", async () => (await value(back, "#path")) === "/rest/all/V1/customers/7");
  assert.equal(await value(back, "#method"), "PUT");
  assert.equal(
    await value(back, "#data"),
    '{"customer":{"email":"jane.doe@example.com","firstname":"<name-1>","group_id":1}}',
  );
  await back.close();
  await page.close();
});

test("the finder knows the store’s own routes, and says of each who may call it", async () => {
  const { page, popup } = await using(set);
  await popup.fill("#find", "orders");
  await popup.waitForText("What this token may call is not known yet");
  await popup.press("Escape");
  await popup.click("#tab-grab");
  await popup.click("#check-token");
  await popup.waitFor("#verdict[data-verdict=valid]");
  await popup.click("#rights-ask");
  await popup.waitFor("#rights-tree");
  await popup.click("#tab-use");
  await popup.fill("#find", "GET customers/me");
  await popup.waitForText("/V1/customers/me");
  const line = () => popup.evaluate(() => document.querySelector("#found li")?.textContent ?? "");
  await until("the route to be marked", async () => (await line()).includes("no"));
  const before = await popup.text("#found-note");
  await popup.click("label:has(#find-mine)");
  await until("fewer to be left", async () => (await popup.text("#found-note")) !== before);
  await popup.close();
  await page.close();
});

test("from the first key to the copied command without a mouse", async () => {
  const { page, popup } = await using(set, "/", customer);
  assert.equal(await popup.evaluate(() => document.activeElement?.id), "find");
  await popup.session.send("Input.insertText", { text: "storeviews" });
  await popup.waitForText("/V1/store/storeViews");
  await popup.press("Enter");
  await popup.waitForText("/V1/store/storeViews");
  await until("the copy button to have the focus", () =>
    popup.evaluate(() => document.activeElement?.id === "copy-request"),
  );
  await popup.waitForText("curl --globoff");
  await popup.press("Enter");
  await popup.waitFor("#copy-request[data-state=copied]");
  await popup.session.send("Input.dispatchKeyEvent", { type: "keyDown", key: "/", code: "Slash", text: "/" });
  assert.equal(await popup.evaluate(() => document.activeElement?.id), "find");
  await popup.press("ArrowDown");
  await popup.waitForText("Recent requests");
  await popup.press("Escape");
  await popup.waitForText("curl --globoff");
  assert.match(await set.browser.clipboard(page), /V1\/store\/storeViews/);
  await page.close();
});
