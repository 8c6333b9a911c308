// @ts-check
// Snapshots of small pages as stores and others make them, taken in a real tab,
// are what core/magento's tests recognise. With UPDATE=1 they are written anew.
// With MAGENTO_RECORDINGS the pages of a recorded store are looked at, too.

import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { root } from "./harness.mjs";
import { Bench, html } from "./inject.mjs";

/** @import { Snapshot } from "../extension/content/snapshot.js" */

const data = path.join(root, "core/magento/testdata");
const recordings = process.env.MAGENTO_RECORDINGS ?? "";
const shop = "https://shop.example.com";

/** @type {Record<string, string>} */
let selectors;
/** @type {Bench} */
let bench;

before(async () => {
  selectors = JSON.parse(await readFile(path.join(data, "selectors.json"), "utf8"));
  bench = await Bench.start();
});

after(() => bench?.stop());

// Where each page is shown; the start page where it does not matter.
/** @type {Record<string, string>} */
const paths = {
  panel_role: "/backoffice/admin/user_role/editrole/rid/7/key/x/",
  panel_integration: "/backoffice/admin/integration/edit/id/3/key/x/",
  panel_integration_inactive: "/backoffice/admin/integration/edit/id/4/key/x/",
  panel_customer: "/backoffice/customer/index/edit/id/12/key/x/",
  panel_user: "/backoffice/admin/user/edit/user_id/2/key/x/",
  swagger: "/swagger",
  swagger_2_3: "/shop/swagger",
};

/** A host for each page, so that none finds what another stored. */
const origin = (/** @type {string} */ name) => bench.url.replace("127.0.0.1", `${name.replaceAll("_", "-")}.localhost`);

test("own pages", async (t) => {
  const names = (await readdir(path.join(data, "pages"))).map((file) => path.basename(file, ".html"));
  assert.ok(names.length > 25);
  for (const name of names) {
    await t.test(name, async () => {
      const place = paths[name] ?? "/";
      const page = await readFile(path.join(data, "pages", `${name}.html`), "utf8");
      bench.routes[place] = html(page.replaceAll("{{origin}}", origin(name)));
      const taken = await bench.snapshotOf(origin(name) + place, selectors);
      const snapshot = JSON.parse(JSON.stringify(taken).replaceAll(origin(name), shop));
      const file = path.join(data, "page", `${name}.json`);
      if (process.env.UPDATE) {
        const known = JSON.parse(await readFile(file, "utf8").catch(() => '{"want": {}, "findings": ""}'));
        await writeFile(file, `${JSON.stringify({ ...known, snapshot }, null, 2)}\n`);
      }
      const golden = JSON.parse(await readFile(file, "utf8"));
      assert.deepEqual(snapshot, golden.snapshot);
      assert.doesNotMatch(JSON.stringify(snapshot), /never read|not asked/);
    });
  }
});

/**
 * A page that was saved after its scripts had run: it is shown without them.
 * @param {string} name
 * @returns {Promise<Snapshot>}
 */
async function recorded(name) {
  const page = await readFile(path.join(recordings, "pages", `${name}.html`), "utf8");
  bench.routes[`/${name}`] = html(page.replaceAll("http://localhost:8380", origin("recorded")), {
    "content-security-policy": "script-src 'none'",
  });
  return bench.snapshotOf(`${origin("recorded")}/${name}`, selectors);
}

const skip = recordings === "" && "MAGENTO_RECORDINGS is not set";

test("the panel's recorded resource trees", { skip }, async () => {
  const role = await recorded("admin-role-edit");
  assert.equal(role.tree?.length, 269);
  const ticked = role.tree?.filter((node) => node.ticked);
  assert.deepEqual(ticked, [
    { id: "Magento_Catalog::products", title: "Products", parent: "Magento_Catalog::catalog_inventory", ticked: true },
  ]);
  assert.deepEqual(role.facts?.resourceAccess, ["0"]);
  assert.deepEqual(role.facts?.roleName, ["Catalog products only"]);
  assert.deepEqual(role.facts?.roleId, ["3"]);
  const integration = await recorded("admin-integration-edit");
  assert.equal(integration.tree?.length, 269);
  assert.deepEqual(integration.facts?.resourceAccess, ["1"]);
});

test("the four recorded values of an integration", { skip }, async () => {
  const edit = (await recorded("admin-integration-edit")).facts ?? {};
  const dialog = (await recorded("admin-integration-tokens-dialog")).facts ?? {};
  for (const part of ["ConsumerKey", "ConsumerSecret", "AccessToken", "AccessTokenSecret"]) {
    assert.match(edit[`edit${part}`]?.join() ?? "", /^[0-9a-z]{32}$/);
    assert.deepEqual(edit[`edit${part}`], dialog[`dialog${part}`]);
  }
  assert.deepEqual(edit.integrationName, ["Made in the panel"]);
  assert.deepEqual(dialog.dialogName, ["Made in the panel"]);
});

test("recorded pages are no larger than what tells", { skip }, async () => {
  for (const file of await readdir(path.join(recordings, "pages"))) {
    if (!file.endsWith(".html")) continue;
    const taken = await recorded(path.basename(file, ".html"));
    assert.notEqual(taken.facts?.bodyClass?.join() ?? "", "", file);
    assert.ok(JSON.stringify(taken).length < 80_000, file);
  }
});
