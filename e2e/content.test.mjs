// @ts-check
// The two functions that are injected into a tab, in a real tab: with the access
// that the toolbar click gives and no other, against pages that mean no good.

import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { Browser, root, serve, until } from "./harness.mjs";

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { Page } from "playwright-core" */
/** @import { Snapshot } from "../extension/content/snapshot.js" */

const manifest = {
  manifest_version: 3,
  name: "Content",
  version: "1",
  action: { default_popup: "page.html" },
  background: { service_worker: "worker.js" },
  permissions: ["activeTab", "scripting"],
};

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
/** @type {Page} a page of the extension, from which things are injected */
let driver;
let folder = "";
/** @type {{ method?: string, url?: string, headers: IncomingMessage["headers"], body: string }[]} */
let received = [];
/** @type {Record<string, (request: IncomingMessage, answer: ServerResponse) => void>} */
const routes = {};

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "storekey-content-"));
  await cp(path.join(root, "extension/content"), path.join(folder, "content"), { recursive: true });
  await writeFile(path.join(folder, "manifest.json"), JSON.stringify(manifest));
  await writeFile(path.join(folder, "worker.js"), "");
  await writeFile(
    path.join(folder, "page.html"),
    `<!doctype html><title>Driver</title><script type="module" src="page.js"></script>`,
  );
  await writeFile(
    path.join(folder, "page.js"),
    `import { snapshot } from "./content/snapshot.js";
     import { tabFetch } from "./content/fetch.js";
     globalThis.inject = async (name, tabId, argument) => {
       const func = { snapshot, tabFetch }[name];
       const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func, args: [argument] });
       return result;
     };`,
  );
  site = await serve(answer);
  browser = await Browser.launch({ extension: folder });
  driver = (await browser.openTab("page.html")).page;
});

after(async () => {
  await browser?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/** @param {IncomingMessage} request @param {ServerResponse} answer */
function answer(request, answer) {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (piece) => {
    body += piece;
  });
  request.on("end", () => {
    const { method, url, headers } = request;
    received.push({ method, url, headers, body });
    const route = routes[new URL(url ?? "", site.url).pathname];
    if (route) route(request, answer);
    else answer.writeHead(404).end();
  });
}

/** @param {string} html @param {Record<string, string>} [headers] */
function html(html, headers) {
  return (/** @type {IncomingMessage} */ _, /** @type {ServerResponse} */ answer) =>
    answer.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
}

/**
 * Opens an address in a tab and clicks the toolbar button on it.
 * @param {string} url
 */
async function open(url) {
  const page = await browser.context.newPage();
  await page.goto(url);
  const popup = await browser.clickToolbar(page);
  await popup.close();
  const tabId = await driver.evaluate(async () => {
    const tabs = await chrome.tabs.query({});
    return tabs.find((tab) => tab.url?.startsWith("http"))?.id;
  });
  assert.ok(tabId);
  return { page, tabId };
}

/**
 * @param {string} name
 * @param {number} tabId
 * @param {object} argument
 */
function inject(name, tabId, argument) {
  return driver.evaluate(
    ([name, tabId, argument]) => /** @type {any} */ (globalThis).inject(name, tabId, argument),
    [name, tabId, argument],
  );
}

/**
 * @param {string} url
 * @param {Record<string, string>} [selectors]
 * @returns {Promise<Snapshot>}
 */
async function snapshotOf(url, selectors = {}) {
  const { page, tabId } = await open(url);
  const taken = await inject("snapshot", tabId, selectors);
  await page.close();
  return taken;
}

test("a snapshot holds what was asked for and what recognises a store", async () => {
  routes["/shop/"] = html(
    `<!doctype html><title> The shop </title><link rel="stylesheet" href="static/version1/a.css">
     <body id="html-body" class="adminhtml-x"><p class="v">  Magento ver. 2.4.7
     </p><p class="v">second</p><script src="/static/version1/require.js"></script>
     <script>var BASE_URL = "http://shop/";</script><script>var unrelated = 1;</script>
     <script type="text/x-magento-init">{"checkout": 1}</script>
     <script>document.cookie = "form_key=abc=d"; localStorage.setItem("mage-cache-storage", '{"customer":1}');
       sessionStorage.setItem("s", "é\\u2028")</script>`,
  );
  const taken = await snapshotOf(`${site.url}/shop/?q=1#part`, {
    id: "body@id",
    version: "p.v",
    none: "nav",
    broken: "p[[",
  });
  assert.deepEqual(taken, {
    url: `${site.url}/shop/?q=1#part`,
    title: "The shop",
    contentType: "text/html",
    facts: { id: ["html-body"], version: ["Magento ver. 2.4.7", "second"] },
    scripts: [`var BASE_URL = "http://shop/";`, `{"checkout": 1}`],
    assets: [`${site.url}/shop/static/version1/a.css`, `${site.url}/static/version1/require.js`],
    cookies: { form_key: "abc=d" },
    localStorage: { "mage-cache-storage": '{"customer":1}' },
    sessionStorage: { s: "é\u2028" },
  });
});

test("a page cannot hide from a snapshot or run in it", async () => {
  routes["/clobber"] = html(
    `<!doctype html><title>Real</title><body>
     <script>document.cookie = "real=1"; localStorage.setItem("getItem", "stored")
       window.ran = 0;
       for (const [object, name] of [[Document.prototype, "querySelectorAll"], [Element.prototype, "getAttribute"], [window, "fetch"]])
         Object.defineProperty(object, name, { get() { window.ran++; throw new Error("trap") } });
       Object.prototype.toJSON = () => { window.ran++; return "mine" };
       Object.defineProperty(Object.prototype, "trap", { get() { window.ran++ } });</script>
     <img name="cookie"><img name="title"><img name="querySelectorAll"><img name="contentType"><img name="scripts">
     <form id="f" class="real"><input name="getAttribute"><input name="textContent"><input name="id"></form>`,
  );
  const { page, tabId } = await open(`${site.url}/clobber`);
  const taken = await inject("snapshot", tabId, { form: "form@class", text: "form" });
  assert.equal(taken.title, "Real");
  assert.equal(taken.contentType, "text/html");
  assert.equal(taken.cookies.real, "1");
  assert.equal(taken.localStorage.getItem, "stored");
  assert.deepEqual(taken.facts, { form: ["real"], text: [""] });
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).ran), 0);
  await page.close();
});

test("a huge page gives a small snapshot that says so", async () => {
  routes["/huge"] = html(
    `<!doctype html><title>${"t".repeat(500)}</title>
     ${Array.from({ length: 60 }, (_, i) => `<script src="/a${i}.js"></script>`).join("")}
     ${Array.from({ length: 30 }, (_, i) => `<script>/*${i}*/ ${"x".repeat(20_000)} ; "BASE_URL ${i}"; ${"y".repeat(20_000)}</script>`).join("")}
     <p>${"z".repeat(100_000)}</p>
     <script>for (let i = 0; i < 240; i++) localStorage.setItem("key" + i, "\\u0001".repeat(17_000));
       localStorage.setItem("a-token", "eyJ" + "a".repeat(100)); sessionStorage.setItem("more", "x".repeat(500_000))</script>`,
  );
  const taken = await snapshotOf(`${site.url}/huge`, { text: "p" });
  assert.equal(taken.truncated, true);
  assert.ok(Buffer.byteLength(JSON.stringify({ snapshot: taken })) < 1_000_000);
  assert.equal(taken.title?.length, 200);
  assert.equal(taken.facts?.text[0].length, 200);
  assert.equal(taken.scripts?.length, 20);
  for (const script of taken.scripts ?? []) {
    assert.ok(script.length <= 8000);
    assert.match(script, /BASE_URL/);
  }
  assert.equal(Object.keys(taken.localStorage ?? {})[0], "a-token");
  for (const value of Object.values(taken.localStorage ?? {})) assert.ok(value.length <= 16_000);
});

test("a page without storage, and one that is no page, can be looked at", async () => {
  routes["/sandboxed"] = html("<title>Boxed</title><body id=x>", {
    "content-security-policy": "sandbox allow-scripts",
  });
  const boxed = await snapshotOf(`${site.url}/sandboxed`, { id: "body@id" });
  assert.equal(boxed.title, "Boxed");
  assert.deepEqual(boxed.facts, { id: ["x"] });
  assert.equal(boxed.localStorage, undefined);

  routes["/data"] = (_, answer) => answer.writeHead(200, { "content-type": "application/json" }).end('{"a":1}');
  assert.equal((await snapshotOf(`${site.url}/data`)).contentType, "application/json");
  routes["/feed"] = (_, answer) => answer.writeHead(200, { "content-type": "application/xml" }).end("<a/>");
  assert.equal((await snapshotOf(`${site.url}/feed`)).contentType, "application/xml");
});

/** @typedef {{ status: number, body: string, headers: [string, string][], location?: string, error: { name: string } }} Result */

/**
 * @param {number} tabId
 * @param {object} request
 * @returns {Promise<Result>}
 */
function send(tabId, request) {
  return inject("tabFetch", tabId, { id: "one", method: "GET", headers: [], silence: 5000, cap: 1000, ...request });
}

test("a request from the tab has its cookies and nothing of its page", async () => {
  routes["/page"] = html("<script>window.fetch = () => Promise.reject('mine')</script>", {
    "set-cookie": "sid=1; HttpOnly",
  });
  routes["/echo"] = (_, answer) => answer.writeHead(418, { "x-list": "a, b" }).end(Buffer.from([0, 255, 128, 10]));
  const { page, tabId } = await open(`${site.url}/page`);
  received = [];
  const result = await send(tabId, {
    method: "POST",
    url: `${site.url}/echo?a=b`,
    headers: [["Authorization", 'OAuth a="1", b="2"']],
    body: Buffer.from("bödy").toString("base64"),
  });
  assert.equal(result.status, 418);
  assert.deepEqual([...Buffer.from(result.body, "base64")], [0, 255, 128, 10]);
  assert.equal(new Map(result.headers).get("x-list"), "a, b");

  const [{ method, url, headers, body }] = received;
  assert.deepEqual([method, url, body], ["POST", "/echo?a=b", "bödy"]);
  assert.equal(headers.authorization, 'OAuth a="1", b="2"');
  assert.match(headers.cookie ?? "", /\bsid=1\b/);
  assert.equal(headers["x-requested-with"], undefined);
  assert.equal(headers.referer, undefined);
  await page.close();
});

test("a request from the tab stays on its origin, is capped, ends, and follows nothing", async () => {
  routes["/page"] = html("<title>Page</title>");
  routes["/big"] = (_, answer) => answer.end("x".repeat(5000));
  routes["/silent"] = (_, answer) => answer.write("half");
  routes["/moved"] = (_, answer) => answer.writeHead(302, { location: "/page" }).end();
  routes["/away"] = (_, answer) =>
    answer.writeHead(302, { location: site.url.replace("127.0.0.1", "localhost") }).end();
  const { page, tabId } = await open(`${site.url}/page`);

  received = [];
  for (const url of [
    site.url.replace("127.0.0.1", "localhost"),
    "https://127.0.0.1/",
    "file:///etc/passwd",
    "data:text/plain,x",
  ]) {
    assert.equal((await send(tabId, { url })).error.name, "SecurityError", url);
  }
  assert.equal((await send(tabId, { url: "no address" })).error.name, "TypeError");
  assert.deepEqual(received, []);

  assert.equal(Buffer.from((await send(tabId, { url: `${site.url}/big` })).body, "base64").length, 1000);
  assert.equal((await send(tabId, { url: `${site.url}/silent`, silence: 200 })).error.name, "TimeoutError");

  const moved = await send(tabId, { method: "POST", url: `${site.url}/moved?secret`, body: "bWFya2Vy" });
  assert.deepEqual([moved.status, moved.location], [0, `${site.url}/page`]);
  assert.equal((await send(tabId, { url: `${site.url}/away` })).location, "");
  assert.deepEqual(received.filter(({ body }) => body !== "").length, 1);

  received = [];
  const pending = send(tabId, { id: "slow", url: `${site.url}/silent`, silence: 30_000 });
  await until("the request to arrive", () => received.length > 0);
  assert.equal(await inject("tabFetch", tabId, { abort: "other" }), null);
  assert.equal(await inject("tabFetch", tabId, { abort: "slow" }), null);
  assert.equal((await pending).error.name, "AbortError");
  await page.close();
});
