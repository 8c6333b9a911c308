// @ts-check
// A page that means no good, and the packed extension: it gains nothing by
// lying about what it is, by what it plants and by how it calls itself. What
// injected functions stand up to is in content.test.mjs.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { serve, until } from "./harness.mjs";
import { allow, openOn, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();

const MARKUP = `<img src=x onerror="globalThis.hit = 1">`;
const TOKEN = "q7zw".repeat(8);
const DENIED = JSON.stringify({
  message: "The consumer isn't authorized to access %resources.",
  parameters: { resources: "Magento_Backend::admin" },
});

/** @typedef {{ host?: string, path: string, authorization?: string, cookie?: string }} Request */

/** What came to the liar, and to the host that it names. @type {{ own: Request[], named: Request[] }} */
let received;
/** @type {Awaited<ReturnType<typeof serve>>[]} */
let servers;
let site = "";
let named = "";
/** What the liar shows, by path. @type {Record<string, string>} */
let pages = {};

beforeEach(async () => {
  received = { own: [], named: [] };
  const answering = (/** @type {Request[]} */ list) =>
    serve((request, answer) => {
      const { host, authorization, cookie } = request.headers;
      const path = new URL(request.url ?? "", "http://x").pathname;
      list.push({ host, path, authorization, cookie });
      if (pages[path] !== undefined) answer.setHeader("content-type", "text/html").end(pages[path]);
      else answer.writeHead(401, { "content-type": "application/json" }).end(DENIED);
    });
  servers = [await answering(received.own), await answering(received.named)];
  site = servers[0].url;
  named = servers[1].url.replace("127.0.0.1", "localhost");
});
afterEach(async () => {
  for (const server of servers) await server.close();
});

/** A storefront, to look at; it says that its shop and its API are elsewhere. */
function lyingShop() {
  const kept = JSON.stringify({ value: JSON.stringify(TOKEN), timeStored: Date.now(), ttl: 3600 });
  const config = JSON.stringify({ public: { default: { "commerce-core-endpoint": `${named}/graphql` } } });
  return `<!doctype html><title>${MARKUP.replaceAll("<", "&lt;")}</title><body class="cms-index-index page-layout-1column">
    <script>
      var BASE_URL = ${JSON.stringify(`${named}/`)};
      var magentoEndpoint = ${JSON.stringify(`${named}/graphql`)};
      localStorage.setItem("M2_VENIA_BROWSER_PERSISTENCE__signin_token", ${JSON.stringify(kept)});
      localStorage.setItem("mage-cache-storage", "{}");
      localStorage.setItem(${JSON.stringify(MARKUP)}, "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjEsInV0eXBpZCI6MywiaWF0IjoxNzkwMDAwMDAwLCJleHAiOjI3OTAwMDAwMDB9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
      sessionStorage.setItem("config", ${JSON.stringify(config)});
      sessionStorage.setItem("DROPIN__${MARKUP.slice(0, 4)}", "x");
      document.cookie = "mage-cache-sessid=true";
      document.cookie = "PHPSESSID=planted0123456789abcdef";
      window.ran = 0;
      for (const [object, name] of [[Storage.prototype, "getItem"], [Document.prototype, "querySelectorAll"], [Element.prototype, "getAttribute"]])
        Object.defineProperty(object, name, { get() { window.ran++; throw new Error("trap") } });
      Object.defineProperty(window, "eyJtoken", { enumerable: true, get() { window.ran++; return "mine" } });
    </script><img name="cookie"><img name="title"><form id="localStorage"></form>
    <div id="switcher-language-trigger"><strong class="view-de"><span>${MARKUP.replaceAll("<", "&lt;")}</span></strong></div>`;
}

/** Presses whatever can be pressed, screen by screen, but what leads elsewhere. @param {View} popup */
async function pressEverything(popup) {
  const left = ["api-yes", "open-tab", "open-panel", "forget", "seal-give-up"];
  for (const screen of ["grab", "check", "use", "stores"]) {
    await popup.click(`#tab-${screen}`);
    const ids = await popup.evaluate(() => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
      return [...document.querySelectorAll("button[id]")].filter((b) => b.getClientRects().length > 0).map((b) => b.id);
    });
    for (const id of ids) {
      if (left.includes(id) || id.startsWith("tab-")) continue;
      await popup.evaluate((id) => {
        const button = /** @type {HTMLButtonElement | null} */ (document.getElementById(id));
        if (button && button.getClientRects().length > 0) button.click();
      }, id);
      await idle(popup);
    }
  }
}

/** Waits until no call is under way. @param {View} popup */
async function idle(popup) {
  await until("calls to end", () =>
    popup.evaluate(async () => {
      const records = Object.entries(await chrome.storage.session.get());
      return records.every(
        ([key, record]) => !key.startsWith("call:") || /** @type {any} */ (record).state !== "running",
      );
    }),
  );
}

/** The page has no element that page text could have made, and shows that text as it is. @param {View} popup */
async function noMarkup(popup) {
  assert.deepEqual(
    await popup.evaluate(() => [document.querySelectorAll("img, iframe, object, embed").length, "hit" in globalThis]),
    [0, false],
  );
}

test("a page that lies gets requests at its own origin only, and a planted token goes nowhere else", async () => {
  await allow(set.browser, site);
  await allow(set.browser, named);
  pages = { "/": lyingShop() };
  const { page, popup } = await openOn(set.browser, `${site}/`);
  await popup.waitFor("#credential");
  await popup.waitFor("#api-yes");
  assert.match(await popup.text("#api"), new RegExp(new URL(named).host), "the host that it names is shown");
  await noMarkup(popup);
  await pressEverything(popup);
  await noMarkup(popup);
  assert.ok(
    received.own.some(({ authorization }) => authorization?.startsWith("Bearer ")),
    `the page's own API was asked: ${received.own.map(({ path }) => path)}`,
  );
  assert.deepEqual(received.named, [], "nothing came to the host that the page names");
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).ran), 0, "nothing of the page ran");
  if (popup.closed) assert.fail("the popup was closed");
  await popup.click("#tab-grab");
  await popup.close();

  const again = await set.browser.clickToolbar(page);
  await again.waitFor("#api-yes");
  await again.click("#api-yes");
  await until("the host to be asked after the click that names it", () => received.named.length > 0);
  assert.ok(received.named.every(({ cookie }) => cookie === undefined));
  if (!again.closed) await again.close();
  await page.close();
});

/** A page of the panel, to look at, whose every name is markup. */
function lyingPanel() {
  const text = MARKUP.replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const field = (/** @type {string} */ name, /** @type {string} */ value) =>
    `<input id="integration_properties_${name}" value="${value}">`;
  return `<!doctype html><title>${text}</title><body id="html-body" class="adminhtml-integration-edit">
    <a class="logo" data-edition="${text}" href="${site}/admin/${text}"></a><p class="magento-version">Magento ver. ${text}</p>
    <span class="admin-user-account-text">${text}</span><h1 class="page-title">${text}</h1>
    <form id="edit_form">${field("integration_id", "7")}${field("name", text)}${field("email", text)}
    ${field("consumer_key", "k3yq".repeat(8))}${field("consumer_secret", "s3cr".repeat(8))}
    ${field("token", "t0kn".repeat(8))}${field("token_secret", "x3cr".repeat(8))}
    <div data-role="resource-tree"><ul><li data-id="${text}"><a class="jstree-clicked">${text}</a></li></ul></div></form>`;
}

test("no text of a page is markup", async () => {
  await allow(set.browser, site);
  pages = { "/admin": lyingPanel(), "/": lyingShop() };
  for (const path of ["/admin", "/"]) {
    const { page, popup } = await openOn(set.browser, site + path);
    await popup.waitFor("#credential");
    await popup.evaluate(() => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
    });
    await popup.waitForText("<img src=x");
    await noMarkup(popup);
    for (const screen of ["check", "use", "stores"]) {
      await popup.click(`#tab-${screen}`);
      await idle(popup);
      await noMarkup(popup);
    }
    await popup.close();
    await page.close();
  }
});

test("a page cannot speak to the extension", async () => {
  pages = { "/": lyingShop() };
  const { page, popup } = await openOn(set.browser, `${site}/`);
  await popup.waitFor("#credential");
  const reached = await page.evaluate(async (origin) => {
    const world = /** @type {any} */ (globalThis);
    const file = await fetch(`${origin}/popup/popup.html`).then(
      () => true,
      () => false,
    );
    window.postMessage({ v: 1, id: "0123-abcd", method: "GET", path: "/v1/credentials" }, "*");
    return [typeof world.chrome?.runtime?.sendMessage, typeof world.storekey, typeof world.storekeyRequests, file];
  }, set.browser.origin);
  assert.deepEqual(reached, ["undefined", "undefined", "undefined", false]);
  await popup.close();
  await page.close();
});
