// @ts-check
// Pictures of every screen for the eye: as the toolbar's popup and as a full
// tab, light and dark, in build/screens/<shape>/<scene>-<scheme>.png. It fails
// when a scene cannot be reached, not when it looks wrong.

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { choose, pick } from "./files.mjs";
import { Browser, root, Sandbox, unpack } from "./harness.mjs";
import { admin, allow, customer, enterPanel, limited, logIn, showIntegration, simulatePolicy } from "./story.mjs";

/** @import { Page } from "playwright-core" */
/** @import { View } from "./harness.mjs" */

/**
 * @typedef {object} Scene
 * @property {string} name
 * @property {string} [at] path in the store, or a whole address; the admin panel if left out
 * @property {object} [mode] how the store misbehaves, once it was recognised
 * @property {object} [from] the same, before the page is opened
 * @property {(page: Page, sandbox: Sandbox) => Promise<void>} [before] what is done in the tab before the button is clicked
 * @property {boolean} [unclicked] the button is not
 * @property {boolean} [panel] a picture beside the tabs, too
 * @property {Record<string, boolean>} [policy] what the browser's administrator laid down, simulated
 * @property {boolean} [allowed] the browser lets the extension reach the store
 * @property {(view: View, page: Page) => Promise<void>} reach
 */

/** A token as Magento makes them, long expired. */
const expired = [
  { kid: "1", alg: "HS256" },
  { uid: 1, utypid: 2, iat: 1_700_000_000, exp: 1_700_003_600 },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .concat("c2lnbmVkLWJ5LW5vYm9keS1pbi1wYXJ0aWN1bGFyLS0tLS0")
  .join(".");

const forbidden = JSON.stringify({
  message: "The consumer isn't authorized to access %resources.",
  parameters: { resources: "Magento_Catalog::products" },
});

/** @param {View} view */
async function loggedIn(view) {
  await view.waitFor("#login");
  await logIn(view, admin);
  await view.waitFor("#credential");
}

/** @param {Page} page @param {Sandbox} sandbox */
const panel = (page, sandbox) => enterPanel(page, sandbox.adminURL);

/** @param {number} id */
const integration = (id) => async (/** @type {Page} */ page, /** @type {Sandbox} */ sandbox) => {
  await panel(page, sandbox);
  await showIntegration(page, id);
};

/** Four values as Magento makes them, of nobody.
 * @param {string} digit */
const fourOf = (digit) =>
  ["Consumer Key", "Consumer Secret", "Access Token", "Access Token Secret"]
    .map((label, n) => `${label}: ${["a", "b", "c", "d"][n]}${digit.repeat(15)}${"xyz2".repeat(4)}`)
    .join("\n");

const passphrase = "correct horse battery staple";

/** @param {View} view */
async function saving(view) {
  await loggedIn(view);
  await view.click("#save-open");
  await view.waitFor("#save");
}

/** @param {View} view */
async function savedStore(view) {
  await saving(view);
  await view.fill("#save-client", "Acme");
  await view.fill("#save-name", "Shop");
  await view.click("#save-go");
  await view.fill("#seal-new", passphrase);
  await view.fill("#seal-again", passphrase);
  await view.press("Enter");
  await view.waitFor("#stage");
}

/** Some stores of others beside the own one.
 * @param {View} view */
async function savedStores(view) {
  await savedStore(view);
  await view.click("#tab-stores");
  await view.click("#stores-settings summary");
  await view.click("#paste-list");
  await view.fill("#csv-text", list);
  await view.click("#csv-go");
  await view.waitForText("Staging shop");
}

/** Tests the connection to the saved store of the tab.
 * @param {View} view */
async function connected(view) {
  await savedStores(view);
  await view.click("#store-rows [data-press=store]");
  await view.click("#conn-test");
  await view.waitForText("Test again");
  await view.evaluate(() => document.querySelector("#conn")?.scrollIntoView());
}

const list = `client,name,environment,url,username
Acme,Staging shop,staging,https://staging.acme.example/,jane.doe
Acme,A very long name for a store that sells parts and accessories,production,https://b2b.parts-and-accessories.acme.example/shop/,erp
Lumen,Local,dev,http://localhost:8380/,admin
Lumen,Production,production,https://www.lumen.example/,jane.doe@lumen.example`;

/** @param {View} view */
async function importing(view) {
  await view.waitFor("#tab-stores");
  await view.click("#tab-stores");
  await view.click("#import-first");
  await view.waitFor("#move-choose");
}

/** @param {string} name @param {string} text */
function file(name, text) {
  const path_ = path.join(mkdtempSync(path.join(tmpdir(), "storekey-screens-")), name);
  writeFileSync(path_, text);
  return path_;
}

const clients = JSON.stringify([
  { domain: "shop.lumen.example", username: "jane.doe", password: "Secret123!", local: false, scope: "de" },
  { domain: "staging.acme.example", username: "jane.doe", password: "Secret123!", local: false },
  { domain: "b2b.parts-and-accessories.acme.example/shop", username: "erp", password: "Secret123!", local: false },
]);

/** What somebody else calls the same stores. */
const others = JSON.stringify({
  storekey: "stores",
  v: 1,
  stores: [
    { client: "Acme", name: "Staging shop", stage: "staging", baseUrl: "https://staging.acme.example/" },
    {
      client: "Lumen",
      name: "Local",
      stage: "staging",
      baseUrl: "https://local.lumen.example/",
      notes: "Ask Jane.",
    },
    {
      client: "Lumen",
      name: "A very long name for a store that sells parts",
      stage: "production",
      baseUrl: "https://b2b.lumen.example/",
    },
  ],
});

/** A store without any login, sealed. */
const sealed = JSON.stringify({
  storekey: "sealed",
  v: 1,
  header:
    "storekey1.argon2id.19456.2.1.LWWCNW6QTPNZJLDIEQDMHKJ2KT.984Zg17mxXtMOr1akR_dAg.Q_Wggx61UHGtXYHN6eenzNXHuG3CZNSI-7DRFapq-H2-7z5GPepJPV9T-L-vA4pvgHryEeVlRNWRFjFB.AVO32K_jJCDFzEkf",
  body: "GA97AXgimKlgUtIa60zg1Fvudo9SBcgS-LW6iTLEXz4GvXTIw8w-dwdSTVwGMjleL0CXZHo_HpDoXtCvenp-eTHsQtVDjgWIUZlGSvr2GzhndE5z811S0Km0zyCesMRqvH6cLWaOT05PHxig3dhPDrw0SgHTSkYQNXbtlKRz-0v9ktC0BHpOnSpyS-p_px7OkVsUbix3UuYLxXj28TnfResfVZaJS_ubDpCf3jiFHCNwIffFNMZueWosC20y",
});

/** @param {string} text */
const pasted = (text) => async (/** @type {View} */ view) => {
  await view.waitFor("#login");
  await view.click("#tab-check");
  await view.fill("#paste", text);
};

/** @param {{ user: string, password: string }} account */
const refused = (account) => async (/** @type {View} */ view) => {
  await view.waitFor("#login");
  await logIn(view, account);
  await view.waitFor("#refusal");
};

/** @param {View} view @param {string} selector */
async function untilFactor(view, selector) {
  await view.waitFor("#login");
  await logIn(view, admin);
  await view.waitFor(selector);
}

/** @param {View} view @param {string} way */
async function chooseWay(view, way) {
  await view.waitFor("#way-rows li");
  const there = await view.evaluate((id) => document.querySelector(`#way-rows [data-of="${id}"]`) !== null, way);
  if (!there) await view.click("#way-rows [data-press=more-ways]");
  await view.click(`#way-rows [data-of="${way}"]`);
  await view.waitFor("#way-back");
}

/** A customer's page in the panel. @param {Page} page @param {Sandbox} sandbox */
async function customerPage(page, sandbox) {
  await panel(page, sandbox);
  await page.locator('a[href*="customer/index"]').first().click();
  await page.locator('a[href*="customer/index/edit"]').first().click();
  await page.waitForURL(/customer\/index\/edit/);
}

/** @param {View} view */
async function using(view) {
  if (await view.evaluate(() => document.querySelector("#credential:not([hidden])") === null)) await loggedIn(view);
  await view.click("#use-token");
  await view.waitForText("/rest/V1/modules");
}

/** Picks a route in the finder: what is sought, and how its line begins.
 * @param {View} view @param {string} sought @param {string} line */
async function found(view, sought, line) {
  await using(view);
  await view.fill("#find", sought);
  await view.waitForText(line.slice(line.indexOf("/")));
  await view.waitFor("#found li");
  await view.evaluate((begins) => {
    for (const option of document.querySelectorAll("#found li")) {
      const text = (option.querySelector(".method")?.textContent ?? "") + option.querySelector("code")?.textContent;
      if (text === begins) return /** @type {HTMLElement} */ (option).click();
    }
    throw new Error(`no line ${begins}`);
  }, line);
  await view.waitFor("#copy-request");
}

/** @type {Scene[]} */
const scenes = [
  { name: "grab-admin-login", reach: (view) => view.waitFor("#login") },
  { name: "grab-panel-offer", before: panel, reach: (view) => view.waitFor("#session") },
  {
    name: "grab-panel-login",
    allowed: true,
    before: panel,
    reach: async (view) => {
      await view.waitFor("#session");
      await view.click("#session-use");
      await view.waitFor("#credential");
    },
  },
  { name: "grab-integration", before: integration(1), reach: (view) => view.waitFor("#parts") },
  { name: "grab-integration-half", before: integration(3), reach: (view) => view.waitFor("#parts") },
  { name: "grab-page-token", at: "/_front/venia/", reach: (view) => view.waitFor("#credential") },
  { name: "grab-page-expired", at: "/_front/venia/?expired", reach: (view) => view.waitFor("#credential") },
  {
    name: "grab-page-api",
    at: "/_front/edgedropins/?api=https://api.shop.example",
    reach: (view) => view.waitFor("#api"),
  },
  {
    name: "grab-several",
    at: "/_front/venia/",
    reach: async (view) => {
      await view.waitFor("#credential");
      await view.click("#another-login");
      await view.click("label:has(#kind-admin)");
      await logIn(view, admin);
      await view.waitForText("Admin token");
      await view.waitFor("#also-rows li");
    },
  },
  {
    name: "grab-put",
    at: "/_front/venia/",
    reach: async (view) => {
      await view.waitFor("#credential");
      await view.click("#put summary");
      await view.click("#put-expired");
      await view.waitForText("Written into");
      await view.waitFor("#put-back");
    },
  },
  {
    name: "grab-put-production",
    at: "/_front/venia/",
    reach: async (view) => {
      await view.waitFor("#credential");
      await view.click("#save-open");
      await view.click("label:has(#save-stage-production)");
      await view.click("#save-go");
      await view.click("#seal-bare");
      await view.waitFor("#stage");
      await view.click("#put summary");
      await view.click("#put-token");
      await view.waitFor("#put-ask-yes");
    },
  },
  {
    name: "grab-shop-login",
    before: async (page, sandbox) => {
      await page.goto(`${sandbox.url}/customer/account/login/`);
      await page.fill("[name='login[username]']", customer.user);
      await page.fill("[name='login[password]']", customer.password);
      await page.click("#send2, .action.login");
      await page.waitForURL(/account\/?$/);
    },
    reach: (view) => view.waitFor("#session"),
  },
  {
    name: "stores-settings",
    allowed: true,
    reach: async (view) => {
      await view.waitFor("#tab-stores");
      await view.click("#tab-stores");
      await view.click("#stores-settings summary");
      await view.waitFor("#site-rows li");
    },
  },
  { name: "grab-login-elsewhere", from: { name: "ims" }, reach: (view) => view.waitFor("#external") },
  {
    name: "panel-no-access",
    before: async (page, sandbox) => {
      await page.goto(sandbox.url.replace("127.0.0.1", "localhost")); // which no scene was given
    },
    panel: true,
    unclicked: true,
    reach: (view) => view.waitForText("Click the Storekey"),
  },
  { name: "panel-token", at: "/_front/venia/", panel: true, reach: (view) => view.waitFor("#credential") },
  {
    name: "grab-watching",
    allowed: true,
    at: "/_front/venia/",
    reach: async (view, page) => {
      await view.waitFor("#credential");
      await view.click("#watch-start");
      await view.waitFor("#watch-stop");
      await page.reload();
      await view.waitFor("#seen-rows li");
    },
  },
  { name: "grab-customer-login", at: "/customer/account/login/", reach: (view) => view.waitFor("#login") },
  { name: "grab-admin-token", reach: loggedIn },
  {
    name: "grab-customer-token",
    at: "/customer/account/login/",
    reach: async (view) => {
      await view.waitFor("#login");
      await logIn(view, customer);
      await view.waitFor("#credential");
    },
  },
  { name: "grab-wrong-password", reach: refused({ user: "locktest", password: "not the password" }) },
  {
    name: "grab-stopped",
    reach: async (view) => {
      await view.waitFor("#login");
      for (const tries of [1, 2, 3]) {
        await logIn(view, { user: "locktest", password: "not the password" });
        await view.waitForText(`${tries} of 6 tries used`);
      }
      await logIn(view, { user: "locktest", password: "not the password" });
      await view.waitFor("#refusal-action");
    },
  },
  {
    name: "grab-empty-field",
    reach: async (view) => {
      await view.waitFor("#login");
      await view.click("#get-token");
      await view.waitFor("#username-error");
    },
  },
  {
    name: "grab-code",
    mode: { twoFactor: true },
    reach: async (view) => {
      await view.waitFor("#login");
      await logIn(view, admin);
      await view.waitFor("#otp");
    },
  },
  {
    name: "grab-wrong-code",
    mode: { twoFactor: true },
    reach: async (view) => {
      await view.waitFor("#login");
      await logIn(view, admin);
      await view.fill("#otp", "000000");
      await view.waitFor("#code-problem");
    },
  },
  {
    name: "login-factors",
    mode: { twoFactor: true, factors: ["google", "authy", "u2fkey"] },
    reach: (view) => untilFactor(view, "#factors"),
  },
  {
    name: "login-authy-sent",
    mode: { twoFactor: true, factors: ["authy"] },
    reach: async (view) => {
      await untilFactor(view, "#sends");
      await view.click("#send-sms");
      await view.waitFor("#code-sent-line");
    },
  },
  {
    name: "login-authy-denied",
    mode: { twoFactor: true, factors: ["google", "authy"] },
    reach: async (view) => {
      await untilFactor(view, "#factors");
      await view.click("#factor-authy-label");
      await view.click("#send-app");
      await view.waitFor("#code-problem");
    },
  },
  {
    name: "login-duo-older",
    mode: { twoFactor: true, factors: ["duo_security"] },
    reach: async (view) => {
      await untilFactor(view, "#otp");
      await view.fill("#otp", "123456");
      await view.press("Enter");
      await view.waitFor("#code-problem");
    },
  },
  {
    name: "login-key",
    mode: { twoFactor: true, factors: ["google", "authy", "duo_security", "u2fkey"] },
    reach: async (view) => {
      await untilFactor(view, "#factors");
      await view.click("#factor-u2fkey-label");
      await view.waitFor("#use-key");
    },
  },
  {
    name: "login-mail-sent",
    mode: { twoFactor: true },
    reach: refused({ user: "limited", password: "Limited123!seed" }),
  },
  {
    name: "login-ways",
    reach: async (view) => {
      await view.click("#way-rows [data-press=more-ways]");
      await view.waitFor("#way-rows li:nth-child(6)");
    },
  },
  ...["integration", "paste", "customerasadmin", "oauth2", "ims", "customergraphql", "xml", "soap"].map((way) => ({
    name: `login-way-${way}`,
    reach: (/** @type {View} */ view) => chooseWay(view, way),
  })),
  {
    name: "login-way-more",
    reach: async (view) => {
      await chooseWay(view, "oauth2");
      await view.click("#way-more summary");
    },
  },
  {
    name: "login-way-missing",
    reach: async (view) => {
      await chooseWay(view, "oauth2");
      await view.click("#get-token");
    },
  },
  {
    name: "login-as-customer",
    before: customerPage,
    reach: (view) => view.waitFor("#as-customer"),
  },
  {
    name: "login-as-customer-next",
    before: customerPage,
    reach: async (view) => {
      await view.waitFor("#as-customer");
      await view.click("#as-customer-go");
      await view.waitForText("Log in below");
    },
  },
  {
    name: "login-as-customer-ready",
    before: customerPage,
    reach: async (view) => {
      await view.waitFor("#login");
      await logIn(view, admin);
      await view.waitForText("Token for roni");
    },
  },
  {
    name: "login-revoke",
    at: "/customer/account/login/",
    reach: async (view) => {
      await view.waitFor("#login");
      await logIn(view, customer);
      await view.click("#revoke");
      await view.waitFor("#revoke-ask");
    },
  },
  {
    name: "login-revoke-admin",
    reach: async (view) => {
      await loggedIn(view);
      await view.click("#revoke");
      await view.waitFor("#upkeep-said");
    },
  },
  {
    name: "login-renew",
    reach: async (view) => {
      await savedStore(view);
      await view.waitFor("#renew-card");
    },
  },
  {
    name: "grab-waiting",
    mode: { latencyMs: 60_000 },
    reach: async (view) => {
      await view.waitFor("#login");
      await logIn(view, admin);
      await view.waitFor("#login-progress");
    },
  },
  { name: "grab-maintenance", mode: { name: "maintenance" }, reach: refused(admin) },
  { name: "grab-not-reached", mode: { name: "unreachable" }, reach: refused(admin) },
  { name: "grab-page-instead", mode: { name: "html" }, reach: refused(admin) },
  {
    name: "grab-front-door",
    mode: { basic: "stage:door" },
    reach: async (view) => {
      await view.waitFor("#login");
      await logIn(view, admin);
      await view.waitFor("#door");
    },
  },
  { name: "grab-other-site", at: "/", from: { name: "not_magento" }, reach: (view) => view.waitFor("#notice") },
  { name: "grab-browser-page", at: "chrome://version/", reach: (view) => view.waitFor("#notice") },
  {
    name: "check-empty",
    reach: async (view) => {
      await view.waitFor("#login");
      await view.click("#tab-check");
      await view.waitFor("#reads");
    },
  },
  {
    name: "check-expired",
    reach: async (view) => {
      await pasted(expired)(view);
      await view.waitFor("#report");
    },
  },
  {
    name: "check-refused",
    reach: async (view) => {
      await pasted(expired)(view);
      await view.press("Enter", { control: true });
      await view.waitFor("#verdict");
    },
  },
  {
    name: "check-valid",
    reach: async (view) => {
      await loggedIn(view);
      await view.click("#check-token");
      await view.click("#ask-store");
      await view.waitFor("#verdict[data-verdict=valid]");
    },
  },
  {
    name: "check-error",
    reach: async (view) => {
      await pasted(`HTTP/1.1 401\n\n${forbidden}`)(view);
      await view.waitFor("#explained");
    },
  },
  {
    name: "check-where",
    reach: async (view) => {
      await pasted(`curl -H 'Authorization: Bearer ${expired}' https://staging.acme.example/rest/V1/products`)(view);
      await view.waitFor("#check-where");
    },
  },
  {
    name: "check-rights",
    reach: async (view) => {
      await loggedIn(view);
      await view.click("#check-token");
      await view.click("#rights-ask");
      await view.waitFor("#rights-tree");
      await view.click("#rights-tree li:nth-child(5)"); // Customers
    },
  },
  {
    name: "check-rights-limited",
    reach: async (view) => {
      await view.waitFor("#login");
      await logIn(view, limited);
      await view.click("#check-token");
      await view.click("#rights-ask");
      await view.waitFor("#rights-tree");
      await view.fill("#rights-search", "products");
      await view.press("Tab");
      await view.press("Tab");
    },
  },
  {
    name: "check-rights-asking",
    mode: { latencyMs: 700 },
    reach: async (view) => {
      await loggedIn(view);
      await view.click("#check-token");
      await view.click("#rights-ask");
      await view.waitFor("#rights-progress");
    },
  },
  {
    name: "check-asking",
    mode: { latencyMs: 2_000 },
    reach: async (view) => {
      await loggedIn(view);
      await view.click("#check-token");
      await view.waitFor("#check-progress");
    },
  },
  {
    name: "check-door",
    before: async (page, sandbox) => {
      const { host } = new URL(sandbox.url);
      await sandbox.mode({ basic: "stage:door" });
      await page.goto(`http://stage:door@${host}/admin`);
      await page.goto(`http://${host}/admin`);
    },
    reach: async (view) => {
      await pasted(expired)(view);
      await view.press("Enter", { control: true });
      await view.click("#verdict-act");
      await view.waitFor("#check-door-headers");
    },
  },
  {
    name: "check-signature",
    reach: async (view) => {
      await pasted(
        `curl -H 'Authorization: OAuth oauth_consumer_key="${"k".repeat(32)}", oauth_token="${"t".repeat(32)}", oauth_signature_method="HMAC-SHA256", oauth_signature="AAAA", oauth_timestamp="1700000000", oauth_nonce="x"' https://shop.example/rest/V1/modules`,
      )(view);
      await view.waitFor("#sign");
      await view.fill("#sign-address", "https://shop.example/rest/V1/modules");
      await view.fill("#sign-values", fourOf("1"));
      await view.click("#sign-go");
      await view.waitFor("#doctor-findings");
    },
  },
  {
    name: "use-empty",
    reach: async (view) => {
      await view.waitFor("#login");
      await view.click("#tab-use");
      await view.waitFor("#use-empty");
    },
  },
  { name: "use-request", reach: using },
  {
    name: "panel-use",
    at: "/_front/venia/",
    panel: true,
    reach: async (view) => {
      await view.waitFor("#credential");
      await view.click("#use-token");
      await view.waitForText("/rest/");
    },
  },
  {
    name: "use-found",
    reach: async (view) => {
      await using(view);
      await view.fill("#find", "prod sku");
      await view.waitForText("/V1/products/{sku}");
    },
  },
  {
    name: "use-search",
    reach: async (view) => {
      await found(view, "GET products", "GET/V1/products");
      await view.click("#filter-and");
      await view.fill("#field-filter-0-0-field", "sku");
      await view.fill("#field-filter-0-0-value", "SEED-1");
      await view.click("#filter-or");
      await view.fill("#field-filter-0-1-field", "name");
      await view.click("#filter-and");
      await view.fill("#field-filter-1-0-field", "price");
    },
  },
  {
    name: "use-write",
    reach: async (view) => {
      await found(view, "PUT products", "PUT/V1/products/{sku}");
      await view.waitFor("#modes");
      await view.click("label:has(#mode-bulk)");
      await view.waitForText("/async/bulk/");
    },
  },
  {
    name: "use-body-fault",
    reach: async (view) => {
      await found(view, "PUT products", "PUT/V1/products/{sku}");
      await view.fill("#data", '{\n  "product": {\n    "name": "Bag",\n    oops\n  }\n}');
      await view.waitFor("#data-fault");
    },
  },
  {
    name: "use-graphql",
    reach: async (view) => {
      await using(view);
      await view.click("label:has(#protocol-graphql)");
      await view.click("#lists-ask");
      await view.waitForText("/graphql");
    },
  },
  {
    name: "use-graphql-more",
    reach: async (view) => {
      await using(view);
      await view.click("label:has(#protocol-graphql)");
      await view.waitForText("/graphql");
      await view.evaluate(async () => {
        const headers = [
          { name: "X-Store-Group", value: "b2b-germany-and-austria", on: "graphql" },
          { name: "X-ReCaptcha", on: "graphql" },
          { name: "X-Requested-By", on: "graphql" },
        ];
        const origin = document.getElementById("request-address")?.textContent?.replace("/graphql", "");
        await chrome.storage.session.set({ [`seen:${origin}`]: { v: 1, headers } });
      });
      await view.click("#example-keep");
      await view.waitFor("#example-keep[aria-pressed=true]");
      await view.click("#tab-grab");
      await view.click("#tab-use");
      await view.click("#more-fold summary");
      await view.waitFor("#ticks input");
    },
  },
  {
    name: "use-soap",
    reach: async (view) => {
      await found(view, "GET modules", "GET/V1/modules");
      await view.click("label:has(#protocol-soap)");
      await view.click("#soap-ask");
      await view.waitForText("env:Envelope");
    },
  },
  {
    name: "use-soap-refused",
    reach: async (view) => {
      await using(view);
      await view.click("label:has(#protocol-soap)");
      await view.fill("#service", "nobodyHasThisServiceV1");
      await view.click("#soap-ask");
      await view.waitFor("#soap-problem");
    },
  },
  {
    name: "use-query",
    reach: async (view) => {
      await using(view);
      await view.fill(
        "#find",
        "/V1/products?searchCriteria[filter_groups][0][filters][0][field]=sku&searchCriteria[filter_groups][0][filters][0][value]=24%25&searchCriteria[filter_groups][0][filters][0][condition_type]=like&searchCriteria[sortOrders][0][field]=name&searchCriteria[sortOrders][1][field]=sku&storeId=1",
      );
      await view.press("Enter");
      await view.waitFor("#filters input");
    },
  },
  {
    name: "use-share",
    reach: async (view) => {
      await using(view);
      await view.evaluate(() => {
        const select = /** @type {HTMLSelectElement} */ (document.getElementById("secret"));
        select.value = "share";
        select.dispatchEvent(new Event("change", { bubbles: true }));
      });
      await view.waitForText("STOREKEY_TOKEN");
    },
  },
  {
    name: "use-pasted",
    reach: async (view) => {
      await using(view);
      await view.evaluate(() => {
        const clipboardData = new DataTransfer();
        clipboardData.setData(
          "text/plain",
          "curl -b 'PHPSESSID=0123456789abcdef0123456789' 'https://shop.acme.example/rest/all/V1/orders/17' -H 'Authorization: Bearer 0123456789abcdef0123456789abcdef'",
        );
        document.getElementById("find")?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
      });
      await view.waitFor("#pasted");
    },
  },
  {
    name: "use-recent",
    reach: async (view) => {
      await using(view);
      await view.click("#copy-request");
      await view.waitFor("#copy-request[data-state=copied]");
      await view.click("#recent");
      await view.waitFor("#found li");
    },
  },
  {
    name: "use-answer",
    reach: async (view) => {
      await using(view);
      await view.click("#send");
      await view.waitFor("#answer");
    },
  },
  {
    name: "use-refused",
    reach: async (view) => {
      await using(view);
      await view.fill("#path", "/V1/customers/me");
      await view.waitForText("/rest/V1/customers/me");
      await view.click("#send");
      await view.waitFor("#answer");
    },
  },
  {
    name: "use-write-asks",
    reach: async (view) => {
      await found(view, "PUT products", "PUT/V1/products/{sku}");
      await view.fill("#params input", "SEED-1");
      await view.click("#send");
      await view.waitFor("#send-ask");
    },
  },
  {
    name: "use-guard",
    reach: async (view) => {
      await loggedIn(view);
      await view.click("#save-open");
      await view.click("label:has(#save-stage-production)");
      await view.click("#save-go");
      await view.click("#seal-bare");
      await view.waitFor("#stage");
      await found(view, "DELETE products", "DELETE/V1/products/{sku}");
      await view.fill("#params input", "SEED-1");
      await view.click("#send");
      await view.click("#send-ask-yes");
      await view.waitFor("#guard-host");
    },
  },
  {
    name: "use-ticket",
    reach: async (view) => {
      await using(view);
      await view.fill(
        "#path",
        "/V1/customers/search?searchCriteria[filterGroups][0][filters][0][value]=jane@acme.example",
      );
      await view.click("#send");
      await view.waitFor("#answer");
      await view.click("#ticket-open");
      await view.waitFor("#ticket-rows li");
    },
  },
  {
    name: "stores-empty",
    reach: async (view) => {
      await view.waitFor("#tab-stores");
      await view.click("#tab-stores");
      await view.waitFor("#stores-empty");
    },
  },
  { name: "save", reach: saving },
  {
    name: "save-passphrase",
    reach: async (view) => {
      await saving(view);
      await view.click("#save-go");
      await view.waitFor("#seal");
    },
  },
  { name: "save-done", reach: savedStore },
  {
    name: "save-offer",
    reach: async (view) => {
      await savedStore(view);
      await view.click("#forget");
      await view.waitFor("#offer");
    },
  },
  { name: "stores-list", reach: savedStores },
  {
    name: "stores-locked",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#lock");
      await view.waitFor("#seal");
      await view.fill("#seal-new", "not the passphrase");
      await view.press("Enter");
      await view.waitFor("#seal-problem");
    },
  },
  {
    name: "stores-edit",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#store-rows [data-press=store]");
      await view.click("#edit-more summary");
      await view.fill("#edit-notes", "Ask Jane before a release.");
    },
  },
  { name: "conn-good", reach: (view) => connected(view) },
  {
    name: "conn-wrong",
    reach: async (view) => {
      await view.waitFor("#login");
      await view.click("#tab-stores");
      await view.click("#new-store");
      await view.fill("#edit-client", "Acme");
      await view.fill("#edit-name", "A very long name for a store that sells parts and accessories");
      await view.fill("#edit-field-username", "jane.doe");
      await view.fill("#edit-field-password", "Wrong123!");
      await view.click("#conn-test");
      await view.fill("#seal-new", passphrase);
      await view.fill("#seal-again", passphrase);
      await view.press("Enter");
      await view.waitFor("#conn-steps [data-press=conn-next]");
    },
  },
  {
    name: "conn-runs",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#store-rows [data-press=store]");
      await view.click("#conn-test");
    },
  },
  {
    name: "clip-ask",
    before: integration(1),
    reach: async (view) => {
      await view.click("#parts [data-of=consumer_secret]");
      await view.waitFor("#clip");
    },
  },
  {
    name: "clip-ask-token",
    reach: async (view) => {
      await loggedIn(view);
      await view.click("#copy-token");
      await view.waitFor("#clip");
    },
  },
  {
    name: "settings-clipboard",
    reach: async (view) => {
      await savedStores(view);
      await view.waitFor("#clip-allow");
    },
  },
  {
    name: "stores-delete",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#store-rows [data-press=store]");
      await view.click("#edit-delete");
      await view.waitFor("#delete-yes");
    },
  },
  {
    name: "stores-deleted",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#store-rows [data-press=store]");
      await view.click("#edit-delete");
      await view.click("#delete-yes");
      await view.waitFor("#undo");
    },
  },
  {
    name: "stores-patterns",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#edit-hosts");
      await view.waitFor("#hosts-go");
    },
  },
  { name: "move-import", reach: (view) => importing(view) },
  {
    name: "move-preview",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#import-open");
      await choose(view, file("stores.storekey.json", others));
      await view.waitForText("differs");
      await view.click("#move-rows li:nth-child(2) [data-press=move-turn]");
    },
  },
  {
    name: "move-refused",
    reach: async (view) => {
      await importing(view);
      await choose(
        view,
        file(
          "a-file-with-a-long-name-that-nobody-should-open.json",
          '{"__proto__":{},"domain":"a.example","username":"b"}',
        ),
      );
      await view.waitForText("no program writes");
    },
  },
  {
    name: "move-inner",
    reach: async (view) => {
      await importing(view);
      await choose(view, file("dev.json", '{"domain":"10.0.0.8","username":"","local":true}'));
      await view.waitFor("#move-go");
      await view.click("#move-go");
      await view.waitFor("#move-ask");
    },
  },
  {
    name: "move-sealed",
    reach: async (view) => {
      await importing(view);
      await choose(view, file("from-jane.storekey", sealed));
      await view.fill("#move-phrase", "not that one");
      await view.press("Enter");
      await view.waitForText("does not fit");
    },
  },
  {
    name: "move-done",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#import-open");
      await choose(view, file("clients.json", clients));
      await view.waitFor("#move-go");
      await view.click("#move-go");
      await view.waitFor("#move-done");
    },
  },
  {
    name: "move-export",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#export-all");
      await view.waitFor("#move-phrase");
      await view.waitFor("#move-findings li");
    },
  },
  {
    name: "move-plain",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#lock");
      await view.click("#export-all");
      await view.waitForText("MyMagento");
      await pick(view, "#move-format", "mymagento");
      await pick(view, "#move-secrets", "all");
      await view.waitFor("#move-plain");
      await view.click("#move-go");
    },
  },
  {
    name: "move-exported",
    reach: async (view) => {
      await savedStores(view);
      await view.click("#export-all");
      await view.waitForText("MyMagento");
      await pick(view, "#move-format", "env");
      await view.waitForText("Secrets that stay here");
      await view.click("#move-go");
      await view.waitFor("#move-rows li");
    },
  },
  {
    name: "move-lend",
    reach: async (view) => {
      await loggedIn(view);
      await view.click("#lend-card");
      await view.waitFor("#move-lent");
    },
  },
  { name: "policy-card", policy: { noReveal: true, noSaving: true }, reach: saving },
  {
    name: "policy-edit",
    policy: { noReveal: true, noSaving: true },
    reach: async (view) => {
      await saving(view);
      await view.click("#save-go");
      await view.waitForText("Saved in");
      await view.click("#tab-stores");
      await view.click("#store-rows .cover");
      await view.waitFor("#edit-move");
    },
  },
];

/**
 * @param {Browser} browser
 * @param {Sandbox} sandbox
 * @param {Scene} scene
 * @param {"popup" | "tab" | "panel"} shape
 */
async function picture(browser, sandbox, scene, shape) {
  if (scene.allowed) await allow(browser, sandbox.url);
  if (scene.from) await sandbox.mode(scene.from);
  if (scene.policy) await simulatePolicy(browser, scene.policy);
  const page = await browser.context.newPage();
  const at = scene.at ?? "/admin";
  if (scene.before) await scene.before(page, sandbox);
  else await page.goto(at.startsWith("/") ? sandbox.url + at : at);
  const popup = scene.unclicked ? undefined : await browser.clickToolbar(page);
  const view =
    popup && shape === "popup" ? popup : shape === "tab" ? await asTab(browser) : await asPanel(browser, page);
  if (scene.mode) {
    await view.waitFor("#login"); // the store was recognised before the trouble begins
    await sandbox.mode(scene.mode);
  }
  await scene.reach(view, page);
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    await view.colourScheme(scheme);
    await view.screenshot(path.join(root, "build/screens", shape, `${scene.name}-${scheme}.png`), { full: true });
  }
  await view.close();
  if (scene.policy) await simulatePolicy(browser, {});
  await page.evaluate(() => localStorage.clear()); // the next storefront has the same origin
  await page.close();
}

/**
 * The same page in a tab of its own, bound to the tab that the click was on.
 * @param {Browser} browser
 */
async function asTab(browser) {
  const [tab] = await browser.inWorker(() => chrome.tabs.query({ active: true, lastFocusedWindow: true }));
  return (await browser.openTab(`popup/popup.html?tab=${tab.id}`)).view;
}

/**
 * The same page as it stands beside the tabs: narrow, about the tab in front.
 * @param {Browser} browser
 * @param {Page} page
 */
async function asPanel(browser, page) {
  const { view } = await browser.openTab("popup/popup.html?shape=panel");
  await view.session.send("Emulation.setDeviceMetricsOverride", {
    width: 340,
    height: 720,
    deviceScaleFactor: 1,
    mobile: false,
  });
  await page.bringToFront();
  return view;
}

/** @param {Browser} browser @param {Sandbox} sandbox */
async function startOver(browser, sandbox) {
  await sandbox.reset();
  await browser.context.clearCookies();
  await browser.inWorker(async () => {
    await chrome.storage.session.clear();
    await chrome.storage.local.clear();
  });
}

const wanted = process.argv[2] ?? "";
const sandbox = await Sandbox.start();
const browser = await Browser.launch({ extension: unpack() });
let failed = 0;
for (const scene of scenes.filter(({ name }) => name.includes(wanted))) {
  for (const shape of /** @type {const} */ (["popup", "tab", "panel"])) {
    if ((shape === "panel") !== (scene.panel ?? false)) continue;
    try {
      await picture(browser, sandbox, scene, shape);
    } catch (cause) {
      failed++;
      console.error(`screens: ${shape}, ${scene.name}: ${/** @type {Error} */ (cause).message}`);
    }
    await startOver(browser, sandbox);
  }
}
await browser.close();
await sandbox.stop();
process.exitCode = failed === 0 ? 0 : 1;
