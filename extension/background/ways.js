// @ts-check
// The ways to the page besides the toolbar button: the context menu and the
// second shortcut. Each leaves word of what was meant and opens the page, which
// reads it, drops it and acts. As with the button, the browser gives access to
// the tab for them.

const api = globalThis.browser ?? globalThis.chrome;

/** How long a selection may be. */
export const MAX_TEXT = 64 * 1024;

/** What nobody took in this time is not carried out later. */
const PATIENCE = 10_000;

/** @typedef {{id?: number, windowId: number}} Tab */

/** @type {chrome.contextMenus.CreateProperties[]} */
const MENUS = [
  { id: "check", title: api.i18n.getMessage("menuCheck"), contexts: ["selection"] },
  {
    id: "grab",
    title: api.i18n.getMessage("menuGrab"),
    contexts: ["page"],
    documentUrlPatterns: ["http://*/*", "https://*/*"],
  },
];

/** Makes the menu anew; the browser keeps it for the workers to come. */
export async function makeMenus() {
  await api.contextMenus.removeAll();
  for (const menu of MENUS) {
    api.contextMenus.create(menu, () => api.runtime.lastError); // there by now, if two events make it
  }
}

/**
 * @param {{menuItemId: string | number, selectionText?: string}} info
 * @param {Tab} [tab]
 */
export async function menuClicked(info, tab) {
  if (tab?.id === undefined) return;
  const text = info.menuItemId === "check" ? (info.selectionText ?? "").slice(0, MAX_TEXT) : undefined;
  const left = leave(tab, text === undefined ? "grab" : "check", text);
  await show(tab, true);
  await left;
}

/**
 * @param {string} command
 * @param {Tab} [tab]
 */
export async function commanded(command, tab) {
  if (command !== "copy-header" || tab?.id === undefined) return;
  const shown = show(tab, false); // first: Firefox opens a popup only in the keystroke itself
  /** @type {Record<string, {copyAtOnce?: boolean}>} */
  const found = await api.storage.local.get("setting:page");
  await leave(tab, found["setting:page"]?.copyAtOnce === true ? "copy" : "grab");
  await shown;
}

/**
 * @param {Tab} tab
 * @param {"check" | "grab" | "copy"} what
 * @param {string} [text]
 */
async function leave({ id, windowId }, what, text) {
  const key = `intent:${windowId}`;
  const intent = { v: 1, do: what, tabId: id, ...(text !== undefined && { text }) };
  setTimeout(() => api.storage.session.remove(key), PATIENCE);
  await api.storage.session.set({ [key]: intent });
}

/**
 * Opens the page as a popup, or as a tab of its own where the browser has none
 * to open. A panel that is there will do, except for copying: only what has the
 * focus may write to the clipboard.
 * @param {Tab} tab
 * @param {boolean} panelWillDo
 */
async function show({ id, windowId }, panelWillDo) {
  if (panelWillDo && api.sidePanel && (await shows({ contextTypes: ["SIDE_PANEL"], windowIds: [windowId] }))) return;
  try {
    await api.action.openPopup({ windowId });
  } catch {
    if (await shows({ contextTypes: ["POPUP"] })) return; // there is one; it tells no window
    await api.tabs.create({ url: api.runtime.getURL(`popup/popup.html?tab=${id}`) });
  }
}

/** @param {{contextTypes: ("POPUP" | "SIDE_PANEL")[], windowIds?: number[]}} filter */
async function shows(filter) {
  const contexts = await api.runtime.getContexts?.(/** @type {any} */ (filter));
  return (contexts ?? []).length > 0;
}
