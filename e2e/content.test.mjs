// @ts-check
// The functions that are injected into a tab, in a real tab: with the access
// that the toolbar click gives and no other, against pages that mean no good.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { until } from "./harness.mjs";
import { Bench, html } from "./inject.mjs";

/** @type {Bench} */
let bench;
/** @type {Bench["routes"]} */
let routes;
let site = "";

before(async () => {
  bench = await Bench.start();
  routes = bench.routes;
  site = bench.url;
});

after(() => bench?.stop());

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
  const taken = await bench.snapshotOf(`${site}/shop/?q=1#part`, {
    id: "body@id",
    version: "p.v",
    none: "nav",
    broken: "p[[",
  });
  assert.deepEqual(taken, {
    url: `${site}/shop/?q=1#part`,
    title: "The shop",
    contentType: "text/html",
    facts: { id: ["html-body"], version: ["Magento ver. 2.4.7", "second"] },
    scripts: [`var BASE_URL = "http://shop/";`, `{"checkout": 1}`],
    assets: [`${site}/shop/static/version1/a.css`, `${site}/static/version1/require.js`],
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
  const { page, tabId } = await bench.open(`${site}/clobber`);
  const taken = await bench.inject("snapshot", tabId, { form: "form@class", text: "form" });
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
  const taken = await bench.snapshotOf(`${site}/huge`, { text: "p" });
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
  const boxed = await bench.snapshotOf(`${site}/sandboxed`, { id: "body@id" });
  assert.equal(boxed.title, "Boxed");
  assert.deepEqual(boxed.facts, { id: ["x"] });
  assert.equal(boxed.localStorage, undefined);

  routes["/data"] = (_, answer) => answer.writeHead(200, { "content-type": "application/json" }).end('{"a":1}');
  assert.equal((await bench.snapshotOf(`${site}/data`)).contentType, "application/json");
  routes["/feed"] = (_, answer) => answer.writeHead(200, { "content-type": "application/xml" }).end("<a/>");
  assert.equal((await bench.snapshotOf(`${site}/feed`)).contentType, "application/xml");
});

const fields = {
  editConsumerKey: "#edit_key@.value",
  dialogConsumerKey: "#dialog_key@.value",
  tree: "form [data-role=tree]",
  dialogTree: "aside [data-role=tree]",
};

test("what a dialog adds by script is waited for and found without a reload", async () => {
  routes["/dialog"] = html(`<form><div data-role=tree><ul><li data-id=page><a>Page</a></ul></div></form>
    <input id=edit_key value=there><aside></aside>`);
  const { page, tabId } = await bench.open(`${site}/dialog`);
  assert.deepEqual((await bench.inject("snapshot", tabId, fields)).tree, [{ id: "page", title: "Page" }]);
  const watch = (/** @type {object} */ asked) => bench.inject("watchDialog", tabId, { selectors: fields, ...asked });
  const first = await watch({});
  assert.equal(await watch({ seen: first, seconds: 0.1 }), first, "nothing new");
  const later = watch({ seen: first, seconds: 60 });
  await page.evaluate(() => {
    const aside = /** @type {HTMLElement} */ (document.querySelector("aside"));
    aside.innerHTML = "<input id=dialog_key><div data-role=tree></div>";
    /** @type {HTMLInputElement} */ (aside.firstElementChild).value = "filled";
  });
  const second = await later;
  assert.notEqual(second, first);
  assert.doesNotMatch(second, /filled/);

  await page.evaluate(() => {
    const box = /** @type {HTMLElement} */ (document.querySelector("aside div"));
    box.innerHTML = "<ul><li data-id=a><a class=jstree-clicked> A </a><ul><li data-id=b><a>B</a></ul></ul>";
  });
  assert.notEqual(await watch({ seen: second, seconds: 60 }), second, "even if it came before the wait");
  const taken = await bench.inject("snapshot", tabId, fields);
  assert.deepEqual(taken.facts.dialogConsumerKey, ["filled"]);
  assert.deepEqual(taken.tree, [
    { id: "a", title: "A", ticked: true },
    { id: "b", title: "B", parent: "a" },
  ]);
  await page.close();
});

test("a resource tree of any size and depth is capped", async () => {
  routes["/tree"] = html(`<form><div data-role=tree>${"<ul><li data-id=deep><a>x</a>".repeat(300)}
    ${"</ul>".repeat(300)}<ul>${`<li data-id=wide><a>${"t".repeat(500)}</a>`.repeat(3000)}</ul></div></form>`);
  const taken = await bench.snapshotOf(`${site}/tree`, fields);
  assert.equal(taken.truncated, true);
  assert.ok((taken.tree?.length ?? 0) > 1000 && (taken.tree?.length ?? 0) <= 2000);
  assert.ok(taken.tree?.every(({ title }) => title.length <= 200));
});

test("databases are neither made nor waited for", async () => {
  routes["/databases"] = html(`<title>Databases</title><script>
    const open = indexedDB.open("shop", 2);
    open.onupgradeneeded = () => { // and never ends
      const store = open.result.createObjectStore("user");
      const again = () => { store.get("x").onsuccess = again };
      again();
    };
    indexedDB.open("de-shop", 2).onupgradeneeded = (event) => {
      const store = event.target.result.createObjectStore("user");
      store.put({ get token() { return "mine" } }, "current-token");
      store.put("r".repeat(20_000), "current-refresh-token");
    };
    indexedDB.open("fr-shop", 1);
  </script>`);
  const { page, tabId } = await bench.open(`${site}/databases`);
  const before = await page.evaluate(() => indexedDB.databases());
  const start = Date.now();
  const taken = await bench.inject("snapshot", tabId, {});
  assert.ok(Date.now() - start < 3000);
  assert.equal(taken.title, "Databases");
  assert.deepEqual(Object.keys(taken.indexedDB ?? {}), ["de-shop/user/current-refresh-token"]);
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), before);
  await page.close();

  routes["/none"] = html("<title>None</title>");
  assert.equal((await bench.snapshotOf(`${site.replace("127.0.0.1", "none.localhost")}/none`)).indexedDB, undefined);
});

test("5 MB of junk hide no token and take no time", async () => {
  const place = site.replace("127.0.0.1", "junk.localhost");
  routes["/junk"] = html(`<title>Junk</title><script>
    for (let i = 0; i < 90; i++) localStorage.setItem("token-like-" + i, "j".repeat(50_000));
    for (let i = 0; i < 15_000; i++) sessionStorage.setItem("k" + i, "some value " + i);
    localStorage.setItem("apollo-cache-persist", JSON.stringify({ pad: "p".repeat(100_000), token: "t" }));
    sessionStorage.setItem("auth_token", "x");
  </script>`);
  const { page, tabId } = await bench.open(`${place}/junk`);
  await bench.inject("snapshot", tabId, {});
  const start = Date.now();
  const taken = await bench.inject("snapshot", tabId, {});
  const spent = Date.now() - start;
  assert.equal(JSON.parse(taken.localStorage["apollo-cache-persist"]).token, "t");
  assert.equal(taken.sessionStorage.auth_token, "x");
  assert.ok(Buffer.byteLength(JSON.stringify({ snapshot: taken })) < 1_000_000);
  assert.ok(spent < 1500, `${spent} ms`);
  await page.close();
});

/** @typedef {{ status: number, body: string, headers: [string, string][], location?: string, error: { name: string } }} Result */

/**
 * @param {number} tabId
 * @param {object} request
 * @returns {Promise<Result>}
 */
function send(tabId, request) {
  return bench.inject("tabFetch", tabId, {
    id: "one",
    method: "GET",
    headers: [],
    silence: 5000,
    cap: 1000,
    ...request,
  });
}

test("a request from the tab has its cookies and nothing of its page", async () => {
  routes["/page"] = html("<script>window.fetch = () => Promise.reject('mine')</script>", {
    "set-cookie": "sid=1; HttpOnly",
  });
  routes["/echo"] = (_, answer) => answer.writeHead(418, { "x-list": "a, b" }).end(Buffer.from([0, 255, 128, 10]));
  const { page, tabId } = await bench.open(`${site}/page`);
  bench.received = [];
  const result = await send(tabId, {
    method: "POST",
    url: `${site}/echo?a=b`,
    headers: [["Authorization", 'OAuth a="1", b="2"']],
    body: Buffer.from("bödy").toString("base64"),
  });
  assert.equal(result.status, 418);
  assert.deepEqual([...Buffer.from(result.body, "base64")], [0, 255, 128, 10]);
  assert.equal(new Map(result.headers).get("x-list"), "a, b");

  const [{ method, url, headers, body }] = bench.received;
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
  routes["/away"] = (_, answer) => answer.writeHead(302, { location: site.replace("127.0.0.1", "localhost") }).end();
  const { page, tabId } = await bench.open(`${site}/page`);

  bench.received = [];
  for (const url of [
    site.replace("127.0.0.1", "localhost"),
    "https://127.0.0.1/",
    "file:///etc/passwd",
    "data:text/plain,x",
  ]) {
    assert.equal((await send(tabId, { url })).error.name, "SecurityError", url);
  }
  assert.equal((await send(tabId, { url: "no address" })).error.name, "TypeError");
  assert.deepEqual(bench.received, []);

  assert.equal(Buffer.from((await send(tabId, { url: `${site}/big` })).body, "base64").length, 1000);
  assert.equal((await send(tabId, { url: `${site}/silent`, silence: 200 })).error.name, "TimeoutError");

  const moved = await send(tabId, { method: "POST", url: `${site}/moved?secret`, body: "bWFya2Vy" });
  assert.deepEqual([moved.status, moved.location], [0, `${site}/page`]);
  assert.equal((await send(tabId, { url: `${site}/away` })).location, "");
  assert.deepEqual(bench.received.filter(({ body }) => body !== "").length, 1);

  bench.received = [];
  const pending = send(tabId, { id: "slow", url: `${site}/silent`, silence: 30_000 });
  await until("the request to arrive", () => bench.received.length > 0);
  assert.equal(await bench.inject("tabFetch", tabId, { abort: "other" }), null);
  assert.equal(await bench.inject("tabFetch", tabId, { abort: "slow" }), null);
  assert.equal((await pending).error.name, "AbortError");
  await page.close();
});
