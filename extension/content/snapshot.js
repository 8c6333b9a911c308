// @ts-check
// Injected into a tab: what the page looks like, as data (wire.Snapshot in Go).
// The function is sent as its own text, so it uses nothing from outside itself.

/**
 * @typedef {object} Snapshot
 * @property {string} url
 * @property {string} [title]
 * @property {Record<string, string[]>} [facts]
 * @property {string[]} [scripts]
 * @property {string[]} [assets]
 * @property {Record<string, string>} [cookies]
 * @property {Record<string, string>} [localStorage]
 * @property {Record<string, string>} [sessionStorage]
 * @property {string} [contentType]
 * @property {boolean} [truncated]
 */

/**
 * Runs in the isolated world: no script of the page runs or sees it. Whatever
 * the page holds, it returns; what cannot be read is left out. Everything is
 * read through the prototypes, because a page can name an element "cookie" or
 * "title" and so hide the document's own.
 * @param {Record<string, string>} selectors by name of fact: "css" for the text, "css@attribute"
 * @returns {Snapshot}
 */
export function snapshot(selectors) {
  const MAX_TOTAL = 960_000; // bytes of JSON: fits a message to the worker with what goes around it
  const MAX_TEXT = 8_000;
  const MAX_STORED = 16_000;
  const MAX_FACT = 200;
  const MAX_MATCHES = 5;
  const MAX_SCRIPTS = 20;
  const MAX_ASSETS = 40;
  const MAX_KEYS = 200;
  const MARKS = /BASE_URL|FORM_KEY|checkout/;

  let left = MAX_TOTAL;
  let truncated = false;
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(JSON.stringify(text)).length + 2;

  // keep cuts a text to its cap and takes it from the total; undefined means full.
  const keep = (/** @type {string} */ text, /** @type {number} */ max) => {
    const kept = text.length > max ? text.slice(0, max) : text;
    const cost = bytes(kept);
    truncated ||= kept !== text || cost > left;
    if (cost > left) return undefined;
    left -= cost;
    return kept;
  };
  /**
   * @template T
   * @param {() => T} read
   * @returns {T | undefined}
   */
  const attempt = (read) => {
    try {
      return read();
    } catch {
      return undefined; // a sandboxed page has no storage, a broken selector no match
    }
  };
  const get = (/** @type {object} */ prototype, /** @type {string} */ name, /** @type {object} */ object) =>
    Object.getOwnPropertyDescriptor(prototype, name)?.get?.call(object);
  const all = (/** @type {string} */ css) => [...Document.prototype.querySelectorAll.call(document, css)];
  const attribute = (/** @type {Element} */ element, /** @type {string} */ name) =>
    Element.prototype.getAttribute.call(element, name) ?? "";
  const text = (/** @type {Element} */ element) => String(get(Node.prototype, "textContent", element) ?? "");
  const keepAll = (/** @type {string[]} */ texts, /** @type {number} */ count, /** @type {number} */ max) => {
    truncated ||= texts.length > count;
    return texts.slice(0, count).flatMap((item) => keep(item, max) ?? []);
  };

  const fact = (/** @type {string} */ selector) => {
    const at = selector.lastIndexOf("@");
    const css = at < 0 ? selector : selector.slice(0, at);
    const read = (/** @type {Element} */ element) =>
      at < 0 ? text(element).trim() : attribute(element, selector.slice(at + 1));
    return all(css)
      .slice(0, MAX_MATCHES)
      .map((element) => read(element).slice(0, MAX_FACT))
      .flatMap((item) => keep(item, MAX_FACT) ?? []);
  };
  const facts = () => {
    /** @type {Record<string, string[]>} */
    const found = {};
    for (const [name, selector] of Object.entries(selectors)) {
      const values = attempt(() => fact(selector)) ?? [];
      if (values.length > 0 && keep(name, MAX_FACT) !== undefined) found[name] = values;
    }
    return found;
  };

  // A long script is cut around its first mark.
  const around = (/** @type {string} */ source) =>
    source.length <= MAX_TEXT ? source : source.slice(Math.max(0, source.search(MARKS) - 500));
  const scripts = () => {
    const sources = all("script:not([src])").map(text);
    return keepAll(sources.filter((source) => MARKS.test(source)).map(around), MAX_SCRIPTS, MAX_TEXT);
  };
  const assets = () => {
    const elements = all("script[src], link[rel~=stylesheet][href]");
    const addresses = elements.map((e) => attribute(e, "src") || attribute(e, "href"));
    const base = String(get(Node.prototype, "baseURI", document));
    return keepAll(
      addresses.flatMap((address) => attempt(() => new URL(address, base).href) ?? []),
      MAX_ASSETS,
      MAX_TEXT,
    );
  };

  /** @param {[string, string][]} pairs @param {number} max */
  const record = (pairs, max) => {
    /** @type {[string, string][]} */
    const kept = [];
    truncated ||= pairs.length > MAX_KEYS;
    for (const [name, value] of pairs.slice(0, MAX_KEYS)) {
      if (name.length > MAX_FACT) {
        truncated = true;
        continue;
      }
      const short = keep(value, max);
      if (short === undefined || keep(name, MAX_FACT) === undefined) break;
      kept.push([name, short]);
    }
    return Object.fromEntries(kept); // an own "__proto__" too
  };
  const cookies = () => {
    const pairs = String(get(Document.prototype, "cookie", document)).split("; ");
    return record(
      pairs
        .filter((pair) => pair !== "")
        .map((pair) => {
          const [name, ...value] = pair.split("=");
          return [name, value.join("=")];
        }),
      MAX_TEXT,
    );
  };
  // What may hold a token comes first, should there be more than fits.
  const stored = (/** @type {Storage} */ storage) => {
    const count = get(Storage.prototype, "length", storage);
    /** @type {[string, string][]} */
    const pairs = [];
    for (let i = 0; i < count; i++) {
      const key = Storage.prototype.key.call(storage, i) ?? "";
      pairs.push([key, Storage.prototype.getItem.call(storage, key) ?? ""]);
    }
    const likely = (/** @type {[string, string]} */ pair) =>
      pair[1].includes("eyJ") || /token|mage/i.test(pair[0]) ? 0 : 1;
    return record(
      pairs.sort((a, b) => likely(a) - likely(b)),
      MAX_STORED,
    );
  };

  const address = () => location.origin + location.pathname + location.search + location.hash;
  const opaque = location.origin === "null";
  /** @type {Snapshot} */
  const taken = {
    // Never the user and password that an address can hold.
    url: keep(opaque ? location.protocol + location.pathname : address(), MAX_TEXT) ?? "",
    title: attempt(() => keep(String(get(Document.prototype, "title", document)), MAX_FACT)),
    contentType: attempt(() => keep(String(get(Document.prototype, "contentType", document)), MAX_FACT)),
    facts: attempt(facts),
    scripts: attempt(scripts),
    cookies: attempt(cookies),
    localStorage: attempt(() => stored(localStorage)),
    sessionStorage: attempt(() => stored(sessionStorage)),
    assets: attempt(assets),
  };
  if (truncated) taken.truncated = true;
  return taken;
}
