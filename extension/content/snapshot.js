// @ts-check
// Injected into a tab: what the page looks like, as data (wire.Snapshot in Go).
// The function is sent as its own text, so it uses nothing from outside itself.

/**
 * @typedef {object} TreeNode
 * @property {string} id
 * @property {string} title
 * @property {string} [parent]
 * @property {boolean} [ticked]
 */

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
 * @property {Record<string, string>} [indexedDB]
 * @property {TreeNode[]} [tree]
 * @property {string} [contentType]
 * @property {boolean} [truncated]
 */

/**
 * Runs in the isolated world: no script of the page runs or sees it. Whatever
 * the page holds, it returns; what cannot be read is left out. Everything is
 * read through the prototypes, because a page can name an element "cookie" or
 * "title" and so hide the document's own.
 * @param {Record<string, string>} selectors by name of fact: "css" for the text, "css@attribute",
 *   "css@.value" for what a field holds now; tree and dialogTree are the panel's resource trees
 * @returns {Promise<Snapshot>}
 */
export async function snapshot(selectors) {
  const MAX_TOTAL = 960_000; // bytes of JSON: fits a message to the worker with what goes around it
  const MAX_TEXT = 8_000;
  const MAX_ADDRESS = 1_000;
  const MAX_STORED = 16_000;
  const MAX_LIKELY = 300_000; // a storefront's whole cache: cut short it could not be read
  const MAX_REST = 150_000; // of all that does not look like a token's place, together
  const MAX_FACT = 200;
  const MAX_ATTRIBUTE = 2_000;
  const MAX_MATCHES = 5;
  const MAX_SCRIPTS = 20;
  const MAX_ASSETS = 40;
  const MAX_KEYS = 200;
  const MAX_SCANNED = 20_000;
  const MAX_NODES = 2_000;
  const MAX_DATABASES = 5;
  const MAX_WAIT = 400; // ms for databases that do not answer

  // A script that names an API or a website tells more than one that only shows
  // what kind of page it is.
  const NAMES = /graphqlEndpoint|magentoEndpoint|secure_base_media_url|MAGENTO_BACKEND_URL|website_code/;
  const MARKS =
    /BASE_URL|FORM_KEY|checkout|hyva|@dropins\/|__NUXT__|__INITIAL_STATE__|INLINED_PAGE_TYPE|contentConfiguration|apolloState/;
  // Where storefronts keep tokens and what says how long they are used: read
  // even where the page stores more than can be looked through.
  const KNOWN = [
    ...["mage-cache-storage", "mage-cache-timeout", "mage-customer-login", "private_content_version"],
    ...["mage-cache-storage-section-invalidation", "hyva-checkout-storage"],
    ...["M2_VENIA_BROWSER_PERSISTENCE__signin_token", "M2_VENIA_BROWSER_PERSISTENCE__store_view_code"],
    ...["auth_token", "apollo-cache-persist", "apollo-cache-version", "DAFF_AUTH_TOKEN", "config", "storeConfig"],
    ...["shop/user/current-token", "shop/user/current-refresh-token"],
  ];
  // Vue Storefront 1 keeps the customer's token in "shop" or "<store code>-shop".
  const DATABASE = /^(?:\w{1,64}-)?shop$/;
  const DATABASE_KEYS = ["current-token", "current-refresh-token"];

  let left = MAX_TOTAL;
  let truncated = false;
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(JSON.stringify(text)).length + 2;

  // keep cuts a text to its cap and takes it from the total; undefined means
  // full. What surely does not fit is not encoded to find out.
  const keep = (/** @type {string} */ text, /** @type {number} */ max) => {
    const kept = text.length > max ? text.slice(0, max) : text;
    const cost = kept.length > left ? kept.length : bytes(kept);
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
  const all = (/** @type {string | undefined} */ css) =>
    css ? [...Document.prototype.querySelectorAll.call(document, css)] : [];
  const attribute = (/** @type {Element} */ element, /** @type {string} */ name) =>
    Element.prototype.getAttribute.call(element, name) ?? "";
  const text = (/** @type {Element} */ element) => String(get(Node.prototype, "textContent", element) ?? "");
  // What a field holds now: scripts fill it without its attribute.
  const fieldValue = (/** @type {Element} */ element) => {
    const type = [HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement].find((type) => element instanceof type);
    return type ? String(get(type.prototype, "value", element) ?? "") : "";
  };
  const keepAll = (/** @type {string[]} */ texts, /** @type {number} */ count, /** @type {number} */ max) => {
    truncated ||= texts.length > count;
    return texts.slice(0, count).flatMap((item) => keep(item, max) ?? []);
  };

  const fact = (/** @type {string} */ selector) => {
    const at = selector.lastIndexOf("@");
    const css = at < 0 ? selector : selector.slice(0, at);
    const name = at < 0 ? "" : selector.slice(at + 1);
    const max = name === "" ? MAX_FACT : name === ".value" ? MAX_TEXT : MAX_ATTRIBUTE;
    const read = (/** @type {Element} */ element) => {
      if (name === "") return text(element).trim();
      return name === ".value" ? fieldValue(element) : attribute(element, name);
    };
    return all(css)
      .slice(0, MAX_MATCHES)
      .map((element) => read(element).slice(0, max))
      .flatMap((item) => keep(item, max) ?? []);
  };
  const facts = () => {
    /** @type {Record<string, string[]>} */
    const found = {};
    for (const [name, selector] of Object.entries(selectors)) {
      if (name === "tree" || name === "dialogTree") continue;
      const values = attempt(() => fact(selector)) ?? [];
      if (values.length > 0 && keep(name, MAX_FACT) !== undefined) found[name] = values;
    }
    return found;
  };

  // The panel's resource tree; a dialog's comes before the page's own.
  const tree = () => {
    const [root] = [...all(selectors.dialogTree), ...all(selectors.tree)];
    if (!root) return undefined;
    const items = [...Element.prototype.querySelectorAll.call(root, "li[data-id]")];
    truncated ||= items.length > MAX_NODES;
    /** @type {TreeNode[]} */
    const nodes = [];
    for (const item of items.slice(0, MAX_NODES)) {
      const above = get(Node.prototype, "parentElement", item);
      const parent = above && Element.prototype.closest.call(above, "li[data-id]");
      const anchor = Element.prototype.querySelector.call(item, ":scope > a");
      const node = {
        id: attribute(item, "data-id").slice(0, MAX_FACT),
        title: anchor ? text(anchor).trim().slice(0, MAX_FACT) : "",
        parent: parent ? attribute(parent, "data-id").slice(0, MAX_FACT) : undefined,
        ticked: (anchor && Element.prototype.matches.call(anchor, ".jstree-clicked")) || undefined,
      };
      if (keep(JSON.stringify(node), MAX_TEXT) === undefined) break;
      nodes.push(node);
    }
    return nodes;
  };

  // A long script is cut around its first mark.
  const around = (/** @type {string} */ source) => {
    if (source.length <= MAX_TEXT) return source;
    const at = source.search(NAMES);
    return source.slice(Math.max(0, (at < 0 ? source.search(MARKS) : at) - 500));
  };
  const scripts = () => {
    const sources = all("script:not([src])").map(text);
    const telling = sources.filter((source) => MARKS.test(source) || NAMES.test(source));
    return keepAll(telling.map(around), MAX_SCRIPTS, MAX_TEXT);
  };
  const assets = () => {
    const elements = all("script[src], link[rel~=stylesheet][href]");
    const addresses = elements.map((e) => attribute(e, "src") || attribute(e, "href"));
    const base = String(get(Node.prototype, "baseURI", document));
    return keepAll(
      addresses.flatMap((address) => attempt(() => new URL(address, base).href) ?? []),
      MAX_ASSETS,
      MAX_ADDRESS,
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
      if (short === undefined) continue; // a shorter one may still fit
      if (keep(name, MAX_FACT) === undefined) break;
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

  // What may hold a token comes first, should there be more than fits: the known
  // names, then what looks like one, the shorter before the longer.
  const rank = ([name, value] = ["", ""]) => {
    if (KNOWN.includes(name)) return 0;
    return /token/i.test(name) || /token/i.test(value) || value.includes("eyJ") || /^"?[0-9a-z]{32}"?$/.test(value)
      ? 1
      : 2;
  };
  const stored = (/** @type {Storage} */ storage) => {
    const read = (/** @type {string} */ name) => Storage.prototype.getItem.call(storage, name);
    const count = get(Storage.prototype, "length", storage);
    truncated ||= count > MAX_SCANNED;
    /** @type {Map<string, string>} */
    const pairs = new Map();
    for (const name of KNOWN) {
      const value = read(name);
      if (value !== null) pairs.set(name, value);
    }
    for (let i = 0; i < Math.min(count, MAX_SCANNED); i++) {
      const name = Storage.prototype.key.call(storage, i) ?? "";
      if (!pairs.has(name)) pairs.set(name, read(name) ?? "");
    }
    const ranked = [...pairs].map((pair) => ({ pair, rank: rank(pair) }));
    ranked.sort((a, b) => a.rank - b.rank || a.pair[1].length - b.pair[1].length);
    const pick = (/** @type {boolean} */ likely) =>
      ranked.filter(({ rank }) => rank < 2 === likely).map(({ pair }) => pair);
    return { likely: pick(true), rest: pick(false) };
  };
  // Of both storages the likely part, then of both the rest.
  const storages = () => {
    const areas = [attempt(() => stored(localStorage)), attempt(() => stored(sessionStorage))];
    const likely = areas.map((area) => area && record(area.likely, MAX_LIKELY));
    left = Math.min(left, MAX_REST);
    const [local, session] = areas.map((area, i) => area && { ...likely[i], ...record(area.rest, MAX_STORED) });
    return { localStorage: local, sessionStorage: session };
  };

  let over = false; // a database that opens late is closed again
  /** @param {string} name @returns {Promise<IDBDatabase>} */
  const openExisting = (name) =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onupgradeneeded = () => request.transaction?.abort(); // it went away meanwhile: nothing is created
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        if (over) request.result.close();
        else resolve(request.result);
      };
    });
  /** @param {IDBRequest} request @returns {Promise<unknown>} */
  const answer = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  /** @type {[string, string][]} */
  const databaseValues = [];
  const readDatabase = async (/** @type {string} */ name) => {
    const database = await openExisting(name);
    try {
      if (!database.objectStoreNames.contains("user")) return;
      const store = database.transaction("user", "readonly").objectStore("user");
      const values = await Promise.all(DATABASE_KEYS.map((key) => answer(store.get(key))));
      for (const [i, value] of values.entries()) {
        if (typeof value === "string") databaseValues.push([`${name}/user/${DATABASE_KEYS[i]}`, value]);
      }
    } finally {
      database.close();
    }
  };
  const readDatabases = async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "").filter((name) => DATABASE.test(name));
    await Promise.allSettled(names.slice(0, MAX_DATABASES).map(readDatabase));
  };
  const databases = new Promise((resolve) => {
    setTimeout(resolve, MAX_WAIT);
    readDatabases().then(resolve, resolve);
  });

  const address = () => location.origin + location.pathname + location.search + location.hash;
  const opaque = location.origin === "null";
  /** @type {Snapshot} */
  const taken = {
    // Never the user and password that an address can hold.
    url: keep(opaque ? location.protocol + location.pathname : address(), MAX_TEXT) ?? "",
    title: attempt(() => keep(String(get(Document.prototype, "title", document)), MAX_FACT)),
    contentType: attempt(() => keep(String(get(Document.prototype, "contentType", document)), MAX_FACT)),
    facts: attempt(facts),
    assets: attempt(assets),
    scripts: attempt(scripts),
    tree: attempt(tree),
    cookies: attempt(cookies),
  };
  await databases;
  over = true;
  if (databaseValues.length > 0) taken.indexedDB = record(databaseValues, MAX_TEXT);
  Object.assign(taken, storages());
  if (truncated) taken.truncated = true;
  return taken;
}
