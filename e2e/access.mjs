// @ts-check
// What a user gives the extension besides a click on its button, and what the
// tests ask of it without its screens.

/** @import { Browser, View } from "./harness.mjs" */

/**
 * Gives host permission for an origin. The browser's own question cannot be
 * answered by a program, so its page of extensions is told first; then the
 * question is not put.
 * @param {Browser} browser
 * @param {View} view a page of the extension
 * @param {string} origin
 */
export async function give(browser, view, origin) {
  const { protocol, hostname } = new URL(origin);
  const pattern = `${protocol}//${hostname}/*`;
  const page = await browser.context.newPage();
  await page.goto("chrome://extensions/");
  await page.evaluate(
    ([id, pattern]) => /** @type {any} */ (chrome).developerPrivate.addHostPermission(id, pattern),
    [browser.id, pattern],
  );
  await page.close();
  await view.session.send("Runtime.evaluate", {
    expression: `chrome.permissions.request({ origins: ["${pattern}"] })`,
    awaitPromise: true,
    userGesture: true,
  });
}

/**
 * @param {View} view a page of the extension
 * @param {string} origin
 */
export function takeBack(view, origin) {
  const { protocol, hostname } = new URL(origin);
  const patterns = [`${origin}/*`, `${protocol}//${hostname}/*`];
  return view.evaluate((origins) => chrome.permissions.remove({ origins }), patterns);
}

/**
 * The browser's number of the tab that shows an address; the extension needs
 * access to it.
 * @param {View} view a page of the extension
 * @param {string} url
 * @returns {Promise<number>}
 */
export function tabShowing(view, url) {
  return view.evaluate(async (start) => {
    const tabs = await chrome.tabs.query({});
    return tabs.find((tab) => tab.url?.startsWith(start))?.id ?? 0;
  }, url);
}

/**
 * One call of the API from a page of the extension.
 * @param {View} view
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {number} [tabId]
 * @returns {Promise<{ status: number, body: any }>}
 */
export function call(view, method, path, body, tabId) {
  const message = { v: 1, id: crypto.randomUUID(), method, path, ...(body && { body }), ...(tabId && { tabId }) };
  return view.evaluate((m) => chrome.runtime.sendMessage(m), message);
}
