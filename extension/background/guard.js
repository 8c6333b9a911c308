// @ts-check
// Who may speak to the worker, and in which words.

/**
 * One API call, as a page sends it.
 * @typedef {{v: 1, id: string, method: string, path: string, body?: object, tabId?: number}} Message
 */

/** Bytes of a message's body, written as JSON. */
export const MAX_BODY = 1 << 20;

/** The same where the body holds a file, which JSON makes longer. */
export const MAX_FILE = 3 << 20;

const KEYS = ["v", "id", "method", "path", "body", "tabId"];
const METHODS = ["GET", "POST", "PUT", "DELETE"];

/**
 * Only the extension's own pages may speak: content scripts carry the same id,
 * but the address of the page they are in. sender.tab says nothing, since an
 * own page opened as a full tab has one.
 * @param {{id?: string, url?: string}} sender
 * @param {string} ownId
 * @param {string} ownUrl any address of the extension
 */
export function trusted(sender, ownId, ownUrl) {
  return sender?.id === ownId && origin(sender.url) === origin(ownUrl);
}

/**
 * What is wrong with a message, as an HTTP status, or 0.
 * @param {any} message
 */
export function fault(message) {
  if (!shaped(message)) return 400;
  const most = message.path.startsWith("/v1/import") ? MAX_FILE : MAX_BODY;
  return message.body !== undefined && size(message.body) > most ? 413 : 0;
}

/**
 * The tabs that a message is about: the page's, and the one in the path.
 * @param {{path: string, tabId?: number}} message
 * @returns {number[]}
 */
export function tabsOf({ path, tabId }) {
  const inPath = path.match(/^\/v1\/tabs\/(\d+)/)?.[1];
  return [tabId ?? 0, Number(inPath ?? 0)].filter((id) => id > 0);
}

/** @param {any} m */
function shaped(m) {
  return (
    plain(m) &&
    Object.keys(m).every((key) => KEYS.includes(key)) &&
    m.v === 1 &&
    matches(m.id, /^[\w-]{8,64}$/) &&
    METHODS.includes(m.method) &&
    matches(m.path, /^\/v1\/[\w\-./?=&%:~+,]{1,2048}$/) &&
    (m.body === undefined || plain(m.body)) &&
    (m.tabId === undefined || (Number.isInteger(m.tabId) && m.tabId >= 0))
  );
}

/** @param {unknown} text @param {RegExp} pattern */
function matches(text, pattern) {
  return typeof text === "string" && pattern.test(text);
}

/** @param {unknown} value */
function plain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {object} body */
function size(body) {
  return new TextEncoder().encode(JSON.stringify(body)).length;
}

/**
 * URL.origin is "null" for a browser's own schemes in some engines: scheme and
 * host say the same there.
 * @param {string | undefined} url
 */
function origin(url) {
  try {
    const { protocol, host } = new URL(url ?? "");
    return `${protocol}//${host}`;
  } catch {
    return undefined;
  }
}
