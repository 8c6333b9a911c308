// @ts-check
// Injected into a tab like snapshot.js: nothing from outside the function.

/**
 * Waits, without touching the page, until the panel shows an integration's
 * values or a resource tree that it did not show before: its dialogs come by
 * script. A later call ends an earlier one.
 * @param {{ selectors: Record<string, string>, seconds: number }} asked the selectors of the snapshot
 * @returns {Promise<boolean>} whether there is something new
 */
export function watchDialog({ selectors, seconds }) {
  const css = (/** @type {string} */ name) => (selectors[name] ?? "").split("@")[0];
  const fields = ["dialogConsumerKey", "dialogAccessToken", "editConsumerKey", "editAccessToken"].map(css);
  const find = (/** @type {string} */ css) => (css ? Document.prototype.querySelector.call(document, css) : null);
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.get;
  const shown = () => {
    const values = fields.map((css) => {
      const element = find(css);
      return element instanceof HTMLInputElement ? value?.call(element) : "";
    });
    const box = find(`${css("dialogTree")} li[data-id]`);
    return JSON.stringify([values, box !== null]);
  };
  const world = /** @type {{ storekeyWatch?: number }} */ (globalThis);
  const turn = (world.storekeyWatch ?? 0) + 1;
  world.storekeyWatch = turn;
  const before = shown();
  const until = Date.now() + seconds * 1000;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const fresh = shown() !== before;
      if (!fresh && world.storekeyWatch === turn && Date.now() < until) return;
      clearInterval(timer);
      resolve(fresh);
    }, 300);
  });
}
