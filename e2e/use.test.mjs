// @ts-check
// The Use screen: a request in the words that people have for it, and the curl
// that runs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { admin, copied, logIn, openOn, runInBash, stage } from "./story.mjs";

const set = stage();

test("a path in any of its forms becomes the request that runs", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/`);
  await popup.waitFor("#login");
  await popup.click("label:has(#kind-admin)");
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  await popup.click("#tab-use");
  await popup.waitForText("/rest/V1/modules");
  const field = () => popup.evaluate(() => /** @type {HTMLInputElement} */ (document.getElementById("path")).value);
  assert.equal(await field(), "/V1/modules", "an administrator's request has no store view in it");

  for (const [typed, address] of [
    ["/rest/V1/modules?fields=x", "/rest/V1/modules?fields=x"],
    ["default/V1/modules", "/rest/default/V1/modules"],
    [`${sandbox.url}/rest/all/V1/modules`, "/rest/all/V1/modules"],
    ["V1/modules", "/rest/V1/modules"],
  ]) {
    await popup.fill("#path", typed);
    await popup.waitForText(sandbox.url + address);
    assert.equal(await popup.text("#request-address"), sandbox.url + address);
  }
  await popup.fill("#path", "/rest/V1/modules");
  const ran = runInBash(await copied(browser, popup, page, "#copy-request"));
  assert.equal(ran.status, "200");
  await page.close();
});
