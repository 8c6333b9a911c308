// @ts-check
// The Use screen: an endpoint is found by the keyboard and filled in, a request
// in the words that people have for it becomes one that runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { paste, pick, using, value } from "./request.mjs";
import { copied, customer, runInBash, stage } from "./story.mjs";

const set = stage();

test("a path in any of its forms becomes the request that runs", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await using(set, "/");
  await popup.waitForText("/rest/V1/modules");
  assert.equal(await value(popup, "#path"), "/V1/modules", "an administrator's request has no store view in it");

  for (const [typed, address, scope] of [
    ["/rest/V1/modules?fields=x", "/rest/V1/modules?fields=x", ""],
    ["default/V1/modules", "/rest/default/V1/modules", "default"],
    [`${sandbox.url}/rest/all/V1/modules`, "/rest/all/V1/modules", "all"],
    ["V1/modules", "/rest/V1/modules", ""],
  ]) {
    await popup.fill("#path", typed);
    await popup.waitForText(sandbox.url + address);
    assert.equal(await popup.text("#request-address"), sandbox.url + address);
    assert.equal(await value(popup, "#scope"), scope, "the scope is always the one of the path");
  }
  await pick(popup, "#scope", "all");
  await popup.waitForText(`${sandbox.url}/rest/all/V1/modules`);
  await popup.fill("#path", "/rest/V1/modules");
  const ran = runInBash(await copied(browser, popup, page, "#copy-request"));
  assert.equal(ran.status, "200");
  await page.close();
});

test("the keyboard finds an endpoint, fills it in and copies it", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await using(set);
  await popup.fill("#find", "products sku");
  await popup.waitForText("/V1/products/{sku}");
  const active = () =>
    popup.evaluate(() => document.getElementById("find")?.getAttribute("aria-activedescendant") ?? "");
  assert.equal(await active(), "found-0");
  await popup.press("ArrowDown");
  assert.equal(await active(), "found-1");
  await popup.press("ArrowUp");
  assert.deepEqual(await popup.axe(), []);
  await popup.press("Enter");
  await popup.waitFor("#params input");
  assert.equal(await value(popup, "#path"), "/V1/products/{sku}");
  await popup.waitForText("sku is not filled in");
  await popup.fill("#params input", "SEED-1");
  await popup.waitForText(`${sandbox.url}/rest/V1/products/SEED-1`);
  assert.deepEqual(await popup.axe(), []);
  assert.equal(runInBash(await copied(browser, popup, page, "#copy-request")).status, "200");
  await page.close();
});

test("search criteria are filled in by fields", async () => {
  const { sandbox } = set;
  const { page, popup } = await using(set);
  await popup.fill("#find", "GET products");
  await popup.waitForText("/V1/products");
  await popup.evaluate(() => {
    const lines = [...document.querySelectorAll("#found li")];
    const line = lines.find((l) => l.querySelector("code")?.textContent === "/V1/products");
    /** @type {HTMLElement} */ (line).click();
  });
  await popup.waitFor("#filter-and");
  await popup.click("#filter-and");
  await popup.fill("#field-filter-0-0-field", "sku");
  await pick(popup, "[name=filter-0-0-condition]", "like");
  await popup.fill("#field-filter-0-0-value", "SEED-%");
  await popup.click("#filter-or");
  await popup.fill("#field-filter-0-1-field", "name");
  await popup.fill("#field-filter-0-1-value", "Bag & more");
  await popup.fill("#sort-field", "name");
  await popup.waitForText("[sortOrders][0][field]=name");
  const address = decodeURIComponent((await popup.text("#request-address")).replace(sandbox.url, ""));
  assert.equal(
    address,
    "/rest/V1/products?searchCriteria[filterGroups][0][filters][0][field]=sku" +
      "&searchCriteria[filterGroups][0][filters][0][value]=SEED-%&searchCriteria[filterGroups][0][filters][0][conditionType]=like" +
      "&searchCriteria[filterGroups][0][filters][1][field]=name&searchCriteria[filterGroups][0][filters][1][value]=Bag & more" +
      "&searchCriteria[sortOrders][0][field]=name&searchCriteria[sortOrders][0][direction]=ASC&searchCriteria[pageSize]=20",
  );
  await popup.click("[data-press=filter-drop]");
  assert.equal(await value(popup, "#field-filter-0-0-field"), "name", "what stands behind moves up");
  await popup.close();
  await page.close();
});

test("a pasted command becomes the request, and its token goes to Check", async () => {
  const { sandbox } = set;
  const { page, popup } = await using(set);
  await paste(
    popup,
    `curl -X PUT 'https://other.example/rest/all/V1/products/SEED-1' \\\n  -H 'Authorization: Bearer 0123456789abcdef0123456789abcdef' \\\n  -H 'X-Trace: 7' --data '{"product":{"name":"Bag"}}'`,
  );
  await popup.waitForText("It was for other.example");
  await popup.waitForText(`${sandbox.url}/rest/all/V1/products/SEED-1`);
  assert.equal(await value(popup, "#find"), "");
  assert.equal(await value(popup, "#method"), "PUT");
  assert.equal(await value(popup, "#data"), '{"product":{"name":"Bag"}}');
  await popup.waitForText("X-Trace: 7");
  await popup.click("#pasted-check");
  await popup.waitFor("#report");
  await popup.close();
  await page.close();
});

test("a call of fetch as browsers copy it becomes the request", async () => {
  const { sandbox } = set;
  const { page, popup } = await using(set);
  const call = `fetch("${sandbox.url}/rest/default/V1/products/SEED-1", {\n  "headers": { "content-type": "application/json" },\n  "body": "{\\"product\\":{\\"name\\":\\"Bag\\"}}",\n  "method": "PUT",\n  "mode": "cors"\n});`;
  await paste(popup, call);
  await popup.waitForText(`${sandbox.url}/rest/default/V1/products/SEED-1`);
  assert.equal(await value(popup, "#method"), "PUT");
  assert.equal(await value(popup, "#data"), '{"product":{"name":"Bag"}}');
  await popup.close();
  await page.close();
});

test("every form shows the request with its token masked, and can be copied", async () => {
  const { page, popup } = await using(set);
  const forms = await popup.evaluate(() =>
    [...document.querySelectorAll("#form option")].map((o) => o.getAttribute("value") ?? ""),
  );
  assert.ok(forms.length > 30);
  for (const form of forms.filter((id) => !id.startsWith("oauth"))) {
    await pick(popup, "#form", form);
    await until(`${form} to be written`, () =>
      popup.evaluate(
        () =>
          document.querySelector("#request-text")?.textContent?.includes("••••") === true &&
          !(/** @type {HTMLButtonElement} */ (document.querySelector("#copy-request")).disabled),
      ),
    );
  }
  assert.equal(
    await popup.evaluate(() => document.querySelector("#secret [value=env]")?.textContent),
    "$STOREKEY_TOKEN",
  );
  await popup.close();
  await page.close();
});

test("a search is there again when the popup is", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await using(set);
  await paste(
    popup,
    "/V1/products?searchCriteria[filter_groups][0][filters][0][field]=sku&searchCriteria[filter_groups][0][filters][0][value]=SEED-1",
  );
  await popup.waitFor("#field-filter-0-0-value");
  await popup.waitForText("[value]=SEED-1");
  await popup.close();
  const again = await browser.clickToolbar(page);
  await again.waitFor("#use-token");
  await again.click("#tab-use");
  await again.waitForText("[value]=SEED-1");
  assert.equal(await value(again, "#field-filter-0-0-value"), "SEED-1");
  assert.ok((await again.text("#request-address")).startsWith(`${sandbox.url}/rest/V1/products?`));
  await again.close();
  await page.close();
});

test("a body that is no JSON is told with its line", async () => {
  const { page, popup } = await using(set);
  await pick(popup, "#method", "POST");
  await popup.fill("#data", '{\n  "a": 1,\n  oops\n}');
  await popup.waitForText("Line 3, column 3");
  await popup.click("#fault-data");
  assert.equal(
    await popup.evaluate(() => /** @type {HTMLTextAreaElement} */ (document.activeElement).selectionStart),
    14,
  );
  await popup.close();
  await page.close();
});

test("what was used is listed, and the chosen form is remembered", async () => {
  const { browser, sandbox } = set;
  const first = await using(set);
  await pick(first.popup, "#form", "python");
  await pick(first.popup, "#secret", "env");
  await first.popup.waitForText("requests");
  const text = await copied(browser, first.popup, first.page, "#copy-request");
  assert.match(text, /STOREKEY_TOKEN/);
  assert.doesNotMatch(text, /eyJ/);

  const popup = await browser.clickToolbar(first.page);
  await popup.waitFor("#use-token");
  await popup.click("#tab-use");
  await popup.click("#recent");
  await popup.waitForText("/rest/V1/modules");
  assert.equal(await value(popup, "#form"), "python");
  await popup.click("#recent-forget");
  await popup.waitForText("None yet");
  await popup.press("Escape");
  await popup.waitForText(`${sandbox.url}/rest/V1/modules`);
  await popup.close();
  await first.page.close();
});

test("a customer’s request is of its store view, and all is out of reach", async () => {
  const { page, popup } = await using(set, "/customer/account/login/", customer);
  await popup.waitForText("a customer’s token counts as a guest’s");
  assert.equal(
    await popup.evaluate(() => document.querySelector("#scope option[value=all]")?.hasAttribute("disabled")),
    true,
  );
  await popup.close();
  await page.close();
});
