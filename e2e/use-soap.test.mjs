// @ts-check
// SOAP on the Use screen, and logins that are sent by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./harness.mjs";
import { using, value } from "./request.mjs";
import { admin, copied, runInBash, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();

/** @param {View} popup @param {string} selector */
const focus = (popup, selector) =>
  popup.evaluate((s) => /** @type {HTMLElement} */ (document.querySelector(s)).focus(), selector);

test("the envelope of a route’s operation runs as pasted, by keyboard alone", async () => {
  const { page, popup } = await using(set);
  await focus(popup, "#protocol-rest");
  await popup.press("ArrowRight");
  await popup.press("ArrowRight");
  await popup.waitFor("#service");
  assert.equal(await value(popup, "#service"), "backendModuleServiceV1", "the service of the route");
  await focus(popup, "#service");
  await popup.press("Enter");
  await popup.waitFor("#envelope");
  assert.equal(await value(popup, "#soap-operation"), "backendModuleServiceV1GetModules");
  assert.equal(await popup.evaluate(() => document.activeElement?.id), "soap-operation");
  await popup.waitForText("/soap/default?services=backendModuleServiceV1");
  assert.deepEqual(await popup.axe(), []);

  await popup.press("Enter", { control: true });
  await popup.waitForText("200 OK"); // it only reads: nothing is asked
  await popup.waitForText("Magento_Catalog");
  const command = await copied(set.browser, popup, page, "#copy-request");
  const ran = runInBash(command);
  assert.equal(ran.status, "200");
  assert.match(ran.body, /Magento_Catalog/);

  // The copied command comes back as the same request.
  const again = await set.browser.clickToolbar(page);
  await again.waitFor("#use-token");
  await again.click("#tab-use");
  await again.waitForText("/soap/default");
  await again.fill("#envelope", "<changed/>");
  await again.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.getElementById("find")?.dispatchEvent(paste);
  }, command);
  await until("the envelope to be back", async () =>
    (await value(again, "#envelope")).includes("backendModuleServiceV1GetModulesRequest"),
  );
  assert.equal(await value(again, "#service"), "backendModuleServiceV1");
  await again.close();
  await page.close();
});

test("a service that is not there is said, and another store view is another address", async () => {
  const { page, popup } = await using(set);
  await popup.click("label:has(#protocol-soap)");
  await popup.fill("#service", "nobodyHasThisV1");
  await popup.click("#soap-ask");
  await popup.waitFor("#soap-problem");
  await popup.waitForText("no operation of the SOAP service nobodyHasThisV1");
  assert.deepEqual(await popup.axe(), []);
  await popup.fill("#service", "backendModuleServiceV1");
  await popup.click("#soap-ask");
  await popup.waitFor("#envelope");
  await popup.evaluate(() => {
    const scope = /** @type {HTMLSelectElement} */ (document.getElementById("scope"));
    scope.value = "all";
    scope.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await popup.waitForText("/soap/all?services=");
  assert.match(await value(popup, "#envelope"), /\/soap\/all\?services=/);
  await popup.click("#send");
  await popup.waitForText("200 OK");
  await popup.waitForText("Magento_Catalog");
  assert.match(await popup.text("#answer-body"), /\n +<item>Magento_Catalog<\/item>/, "over lines");

  // A fault comes with 200, and is no success.
  await popup.fill("#envelope", (await value(popup, "#envelope")).replaceAll("GetModules", "Nobody"));
  await popup.waitForText("NobodyRequest");
  await popup.click("#send");
  await popup.click("#send-ask-yes");
  await popup.waitForText("Magento refuses what was sent");
  await popup.close();
  await page.close();
});

test("a login that is sent by hand is counted, and its token is taken out of the answer", async () => {
  const { page, popup } = await using(set);
  const held = () =>
    popup.evaluate(
      async () => Object.keys(await chrome.storage.session.get()).filter((k) => k.startsWith("cred:")).length,
    );
  const before = await held();
  await popup.evaluate(() => {
    const method = /** @type {HTMLSelectElement} */ (document.getElementById("method"));
    method.value = "POST";
    method.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await popup.fill("#path", "/V1/integration/admin/token");
  await popup.fill("#data", JSON.stringify({ username: "locktest", password: "not this" }));
  await popup.waitForText(`--data-raw '{"username":"locktest"`);
  for (const tries of [1, 2, 3]) {
    await popup.click("#send");
    await popup.waitFor("#send-ask-yes");
    await popup.click("#send-ask-yes");
    await popup.waitForText(`so far: ${tries}`);
  }
  await popup.click("#send");
  await popup.waitFor("#send-ask-yes");
  await popup.click("#send-ask-yes");
  await popup.waitForText("Storekey stops here");

  await popup.fill("#data", JSON.stringify({ username: admin.user, password: admin.password }));
  await popup.waitForText(`--data-raw '{"username":"admin"`);
  await popup.click("#send");
  await popup.waitFor("#send-ask-yes");
  await popup.click("#send-ask-yes");
  await popup.waitForText("The store gave a token");
  assert.match(await popup.text("#answer-body"), /••••/);
  assert.equal(await held(), before + 1, "it is one of the credentials now");
  const kept = JSON.stringify(
    await popup.evaluate(async () =>
      Object.entries(await chrome.storage.session.get()).filter(([k]) => k.startsWith("call:") || k.startsWith("ui:")),
    ),
  );
  assert.doesNotMatch(
    kept,
    /eyJ[\w-]{20,}\.[\w-]+\.|Admin123|not this/,
    "neither token nor password stays in a record",
  );
  await popup.close();
  await page.close();
});
