// @ts-check
// Who may speak to the worker, and in which words. No browser is needed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fault, MAX_BODY, MAX_FILE, tabsOf, trusted } from "../extension/background/guard.js";

const ID = "abcdefghijklmnopabcdefghijklmnop";
const OWN = `chrome-extension://${ID}/`;

/** @type {[string, any, boolean][]} */
const senders = [
  ["the popup", { id: ID, url: `${OWN}popup/popup.html` }, true],
  ["the page as a full tab", { id: ID, url: `${OWN}popup/popup.html?tab=3#check`, tab: { id: 3 } }, true],
  ["a content script", { id: ID, url: "https://shop.test/", tab: { id: 3 } }, false],
  ["a content script of a page that names us", { id: ID, url: `https://shop.test/${OWN}` }, false],
  ["a sandboxed frame", { id: ID, url: "about:srcdoc" }, false],
  ["another extension", { id: "ponmlkjihgfedcbaponmlkjihgfedcba", url: OWN }, false],
  [
    "another extension that says our id",
    { id: ID, url: "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba/x" },
    false,
  ],
  ["nobody", { id: ID }, false],
  ["an empty address", { id: ID, url: "" }, false],
  ["nothing", undefined, false],
];

for (const [name, sender, expected] of senders) {
  test(`the worker ${expected ? "listens to" : "ignores"} ${name}`, () => {
    assert.equal(trusted(sender, ID, OWN), expected);
  });
}

test("the worker knows Firefox's own addresses", () => {
  const url = "moz-extension://0c7a7e5b-9d8a-4c1e-8f13-0242ac120002/";
  assert.equal(trusted({ id: "storekey@example", url: `${url}popup/popup.html` }, "storekey@example", url), true);
  assert.equal(trusted({ id: "storekey@example", url: "moz-extension://other/" }, "storekey@example", url), false);
});

const good = { v: 1, id: "0123-abcd", method: "POST", path: "/v1/inspect", body: { text: "x" }, tabId: 3 };

/** @type {[string, any, number][]} */
const messages = [
  ["the whole shape", good, 0],
  ["no body, no tab", { v: 1, id: "0123-abcd", method: "GET", path: "/v1/credentials?origin=http%3A%2F%2Fx" }, 0],
  ["a body that just fits", { ...good, body: { t: "x".repeat(MAX_BODY - 8) } }, 0],
  ["a body one byte too long", { ...good, body: { t: "x".repeat(MAX_BODY - 7) } }, 413],
  ["a file that just fits", { ...good, path: "/v1/import", body: { t: "x".repeat(MAX_FILE - 8) } }, 0],
  ["a file one byte too long", { ...good, path: "/v1/import", body: { t: "x".repeat(MAX_FILE - 7) } }, 413],
  ["a body too long in bytes", { ...good, body: { t: "é".repeat(MAX_BODY / 2) } }, 413],
  ["another version", { ...good, v: 2 }, 400],
  ["a version in text", { ...good, v: "1" }, 400],
  ["an unknown key", { ...good, extra: 1 }, 400],
  ["no id", { ...good, id: undefined }, 400],
  ["a short id", { ...good, id: "1" }, 400],
  ["an id with a line break", { ...good, id: "0123-abcd\n" }, 400],
  ["an unknown method", { ...good, method: "PATCH" }, 400],
  ["another path", { ...good, path: "/v2/inspect" }, 400],
  ["a path with a blank", { ...good, path: "/v1/in spect" }, 400],
  ["a path with a fragment", { ...good, path: "/v1/#x" }, 400],
  ["an endless path", { ...good, path: `/v1/${"x".repeat(3000)}` }, 400],
  ["a body in text", { ...good, body: "{}" }, 400],
  ["a body that is a list", { ...good, body: [] }, 400],
  ["a body that is null", { ...good, body: null }, 400],
  ["half a tab", { ...good, tabId: 1.5 }, 400],
  ["a negative tab", { ...good, tabId: -1 }, 400],
  ["a tab in text", { ...good, tabId: "3" }, 400],
  ["a list", [good], 400],
  ["a text", "inspect", 400],
  ["null", null, 400],
  ["undefined", undefined, 400],
];

for (const [name, message, expected] of messages) {
  test(`a message with ${name}: ${expected || "taken"}`, () => assert.equal(fault(message), expected));
}

test("no odd value gets through, and none throws", () => {
  /** @type {any[]} */
  const odd = [
    undefined,
    null,
    true,
    0,
    -1,
    NaN,
    Infinity,
    "",
    "x",
    "\0",
    [],
    [[]],
    {},
    { toString: null },
    2n,
    Symbol("s"),
  ];
  for (const key of Object.keys(good)) {
    for (const value of odd) {
      const allowed = (key === "body" && isObject(value)) || (["body", "tabId"].includes(key) && value === undefined);
      if (allowed || (key === "tabId" && value === 0)) continue;
      assert.equal(fault({ ...good, [key]: value }), 400, `${key} = ${String(JSON.stringify(String(typeof value)))}`);
    }
  }
});

/** @type {[string, number | undefined, number[]][]} */
const about = [
  ["/v1/inspect", undefined, []],
  ["/v1/inspect", 0, []],
  ["/v1/inspect", 3, [3]],
  ["/v1/tabs/7/seen", undefined, [7]],
  ["/v1/tabs/7", 3, [3, 7]],
  ["/v1/tabs/x/seen", undefined, []],
  ["/v1/stores/v1/tabs/7", undefined, []],
];

for (const [path, tabId, expected] of about) {
  test(`${path} of ${tabId ?? "no"} tab is about ${expected.join(" and ") || "none"}`, () => {
    assert.deepEqual(tabsOf({ path, tabId }), expected);
  });
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
