// @ts-check
// The Use screen as the stories use it.

import { admin, logIn, openOn } from "./story.mjs";

/** @import { View } from "./harness.mjs" */
/** @import { stage } from "./story.mjs" */

/**
 * Opens the popup on a page, logs in and goes to Use with the new token.
 * @param {ReturnType<typeof stage>} set
 * @param {string} at
 * @param {{ user: string, password: string }} account
 */
export async function using(set, at = "/admin", account = admin) {
  const { page, popup } = await openOn(set.browser, `${set.sandbox.url}${at}`);
  await popup.waitFor("#login");
  await popup.click(`label:has(${account === admin ? "#kind-admin" : "#kind-customer"})`);
  await logIn(popup, account);
  await popup.waitFor("#credential");
  await popup.click("#use-token");
  await popup.waitForText("/V1/");
  return { page, popup };
}

/** What a field holds. @param {View} popup @param {string} selector */
export const value = (popup, selector) =>
  popup.evaluate((s) => /** @type {HTMLInputElement} */ (document.querySelector(s)).value, selector);

/** Chooses in a list. @param {View} popup @param {string} selector @param {string} to */
export const pick = (popup, selector, to) =>
  popup.evaluate(
    (s, v) => {
      const select = /** @type {HTMLSelectElement} */ (document.querySelector(s));
      select.value = v;
      select.dispatchEvent(new Event("input", { bubbles: true }));
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    selector,
    to,
  );

/**
 * Pastes as the browser does: a field of one line loses line breaks after that.
 * @param {View} popup
 * @param {string} text
 */
export const paste = (popup, text) =>
  popup.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.getElementById("find")?.dispatchEvent(event);
  }, text);
