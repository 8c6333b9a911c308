// @ts-check
// Injected into a tab: writes values into the page's own storage (wire.Write in
// Go). The function is sent as its own text, so it uses nothing from outside
// itself.

/**
 * @typedef {{area: string, key: string, value?: string | null, attributes?: string}} Write
 *   no value removes the key; in indexedDB the key is "database/object store/key"
 */

/**
 * Runs in the isolated world, where the page's scripts cannot see or change it,
 * and reaches the page's objects through the prototypes only: a page can hide
 * document.cookie. Either everything is written, or nothing.
 * @param {{origin: string, writes: Write[]}} order
 * @returns {Promise<{before: Write[]} | {error: {name: string, message: string}}>} before: what stood there
 */
export async function put({ origin, writes }) {
  const jar = /** @type {Required<PropertyDescriptor>} */ (
    Object.getOwnPropertyDescriptor(Document.prototype, "cookie")
  );

  /** @typedef {{read: (key: string) => any, write: (key: string, value: string | null, attributes: string) => any}} Area */

  /** @type {(storage: () => Storage) => Area} */
  const stored = (storage) => ({
    read: (key) => Storage.prototype.getItem.call(storage(), key),
    write: (key, value) =>
      value === null
        ? Storage.prototype.removeItem.call(storage(), key)
        : Storage.prototype.setItem.call(storage(), key, value),
  });

  /** @type {Area} */
  const cookies = {
    read: (key) => {
      const pairs = String(jar.get.call(document)).split("; ");
      const pair = pairs.find((text) => text.startsWith(`${key}=`));
      return pair === undefined ? null : pair.slice(key.length + 1);
    },
    write: (key, value, attributes) => {
      const end = attributes === "" ? "" : `; ${attributes}`;
      jar.set.call(document, value === null ? `${key}=${end}; max-age=0` : `${key}=${value}${end}`);
    },
  };

  /** @type {<T>(request: IDBRequest<T>) => Promise<T>} */
  const settled = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const open = (/** @type {string} */ name) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.transaction?.abort(); // there was none: it is not made
    return settled(opening);
  };
  /** @type {<T>(path: string, mode: IDBTransactionMode, use: (store: IDBObjectStore, key: string) => IDBRequest<T>) => Promise<T>} */
  const inStore = async (path, mode, use) => {
    const [database, name, ...key] = path.split("/");
    const db = await open(database);
    try {
      const work = db.transaction(name, mode);
      const finished = new Promise((resolve, reject) => {
        work.oncomplete = resolve;
        work.onabort = () => reject(work.error);
      });
      const result = await settled(use(work.objectStore(name), key.join("/")));
      await finished;
      return result;
    } finally {
      db.close();
    }
  };
  const inDatabase = (/** @type {string} */ path) => inStore(path, "readonly", (store, key) => store.get(key));
  /** @type {Area} */
  const databases = {
    read: async (path) => {
      const value = await inDatabase(path);
      if (value === undefined || value === null) return null;
      return typeof value === "string" ? value : JSON.stringify(value);
    },
    write: async (path, value) => {
      if (value === null) return inStore(path, "readwrite", (store, key) => store.delete(key));
      const old = await inDatabase(path);
      const kept = typeof old === "object" && old !== null ? JSON.parse(value) : value; // in the form that it had
      return inStore(path, "readwrite", (store, key) => store.put(kept, key));
    },
  };

  /** @type {Record<string, Area>} */
  const areas = {
    localStorage: stored(() => localStorage),
    sessionStorage: stored(() => sessionStorage),
    cookie: cookies,
    indexedDB: databases,
  };
  const areaOf = (/** @type {string} */ name) => {
    if (!Object.hasOwn(areas, name)) throw new TypeError("no such storage");
    return areas[name];
  };
  const writeAll = async (/** @type {Write[]} */ list) => {
    // Chromium leaves out what is null in an argument.
    for (const { area, key, value = null, attributes = "" } of list) await areaOf(area).write(key, value, attributes);
  };

  try {
    if (location.origin !== origin || origin === "null") {
      throw new DOMException("the tab has left this store", "SecurityError");
    }
    /** @type {Write[]} */
    const before = [];
    for (const write of writes) before.push({ ...write, value: await areaOf(write.area).read(write.key) });
    try {
      await writeAll(writes);
    } catch (cause) {
      await writeAll(before);
      throw cause;
    }
    return { before };
  } catch (cause) {
    // Not the browser's own words: they may repeat the value.
    return { error: { name: String(/** @type {Error} */ (cause).name), message: "the page did not take it" } };
  }
}
