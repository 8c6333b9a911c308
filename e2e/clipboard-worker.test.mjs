// @ts-check
// What the worker does when the time of what was copied is over. No browser is
// needed: what it asks of one is stubbed.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { beforeEach, test } from "node:test";

/** @type {Record<string, any>} */
let session = {};
let text = "";
/** @type {() => void} what happens while the worker looks */
let meanwhile = () => {};

/** @type {any} */ (globalThis).browser = {
  permissions: { contains: async () => true },
  storage: {
    session: {
      get: async () => structuredClone(session),
      remove: async (/** @type {string} */ key) => void delete session[key],
    },
  },
};
Object.defineProperty(globalThis, "navigator", {
  value: {
    clipboard: {
      readText: async () => {
        const read = text;
        meanwhile();
        return read;
      },
      writeText: async (/** @type {string} */ now) => {
        text = now;
      },
    },
  },
});
const { clipboardRang } = await import("../extension/background/clipboard.js");

/** @param {string} copied @param {string} key */
function held(copied, key) {
  const hash = createHmac("sha256", key).update(copied).digest("hex");
  return { v: 1, class: "secret", key, hash, until: "2026-11-23T12:00:00Z" };
}

beforeEach(() => {
  session = { clipboard: held("a secret", "1") };
  text = "a secret";
  meanwhile = () => {};
});

test("what is still there goes, and is forgotten", async () => {
  await clipboardRang({ name: "clipboard" });
  assert.deepEqual([text, session], ["", {}]);
});

test("what is not ours stays", async () => {
  text = "a shopping list";
  await clipboardRang({ name: "clipboard" });
  assert.deepEqual([text, session], ["a shopping list", {}]);
});

test("what is copied meanwhile still goes when its own time is over", async () => {
  meanwhile = () => {
    session = { clipboard: held("another", "2") };
  };
  await clipboardRang({ name: "clipboard" });
  assert.equal(session.clipboard?.key, "2");
});

test("another alarm is none of this", async () => {
  await clipboardRang({ name: "watch" });
  assert.equal(text, "a secret");
});
