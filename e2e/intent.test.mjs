// @ts-check
// What the context menu and the second shortcut leave for the page, and how they
// open it, in browsers that can do more or less. No browser is needed.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

/** @type {any} a browser: what it was asked, in order, and what it has */
const fake = {
  i18n: { getMessage: (/** @type {string} */ key) => key },
  runtime: {
    getURL: (/** @type {string} */ file) => `chrome-extension://id/${file}`,
    getContexts: async (/** @type {any} */ { contextTypes, windowIds }) =>
      fake.shown.filter(
        (/** @type {any} */ c) => contextTypes.includes(c.type) && (windowIds ?? [c.window]).includes(c.window),
      ),
  },
  storage: {
    local: { get: async () => ({ "setting:page": fake.setting }) },
    session: {
      set: async (/** @type {object} */ items) => void Object.assign(fake.session, items),
      remove: async (/** @type {string} */ key) => void delete fake.session[key],
    },
  },
  tabs: { create: async (/** @type {any} */ { url }) => void fake.did.push(url) },
};
afterEach(() => mock.timers.reset());
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(fake, { session: {}, did: [], shown: [], setting: undefined, sidePanel: {} });
  fake.action = { openPopup: async (/** @type {any} */ { windowId }) => void fake.did.push(`popup in ${windowId}`) };
});
/** @type {any} */ (globalThis).chrome = fake;
const { commanded, MAX_TEXT, menuClicked } = await import("../extension/background/ways.js");

const tab = { id: 7, windowId: 2 };

test("a long selection is cut, an empty one is none", async () => {
  await menuClicked({ menuItemId: "check", selectionText: "x".repeat(MAX_TEXT + 1) }, tab);
  assert.equal(fake.session["intent:2"].text.length, MAX_TEXT);
  await menuClicked({ menuItemId: "check" }, tab);
  assert.equal(fake.session["intent:2"].text, "");
});

test("outside of a tab nothing is left", async () => {
  await menuClicked({ menuItemId: "grab" }, undefined);
  await commanded("copy-header", undefined);
  await commanded("another", tab);
  assert.deepEqual([fake.session, fake.did], [{}, []]);
});

test("the popup is opened before anything is waited for", () => {
  commanded("copy-header", tab);
  assert.deepEqual(fake.did, ["popup in 2"]);
});

test("without a popup the page is a tab of its own", async () => {
  delete fake.action.openPopup;
  await menuClicked({ menuItemId: "grab" }, tab);
  assert.deepEqual(fake.did, ["chrome-extension://id/popup/popup.html?tab=7"]);
});

test("a popup that is there already takes it", async () => {
  fake.action.openPopup = async () => Promise.reject(new Error("Failed to open popup."));
  fake.shown = [{ type: "POPUP", window: -1 }];
  await menuClicked({ menuItemId: "grab" }, tab);
  assert.deepEqual(fake.did, []);
});

test("a panel takes it in its own window, but does not copy", async () => {
  fake.shown = [{ type: "SIDE_PANEL", window: 2 }];
  await menuClicked({ menuItemId: "grab" }, tab);
  assert.deepEqual(fake.did, []);
  await commanded("copy-header", tab);
  await menuClicked({ menuItemId: "grab" }, { id: 8, windowId: 3 });
  assert.deepEqual(fake.did, ["popup in 2", "popup in 3"]);
});

test("what nobody took is gone after a while", async () => {
  fake.setting = { v: 1, copyAtOnce: true };
  await commanded("copy-header", tab);
  assert.equal(fake.session["intent:2"].do, "copy");
  mock.timers.tick(10_000);
  assert.deepEqual(fake.session, {});
});
