// @ts-check
// Injected into a tab like snapshot.js: nothing from outside the function.

/**
 * Waits, without touching the page, until the panel shows an integration's
 * values or a resource tree that it did not show before: its dialogs come by
 * script.
 * @param {object} asked
 * @param {Record<string, string>} asked.selectors those of the snapshot
 * @param {string} [asked.seen] what an earlier call answered; without it nothing is waited for
 * @param {number} [asked.seconds] to wait at most
 * @returns {Promise<string>} a mark of what is shown, which holds none of it
 */
export function watchDialog({ selectors, seen, seconds = 0 }) {
  const css = (/** @type {string} */ name) => (selectors[name] ?? "").split("@")[0];
  const fields = ["dialogConsumerKey", "dialogAccessToken", "editConsumerKey", "editAccessToken"].map(css);
  const find = (/** @type {string} */ css) => (css ? Document.prototype.querySelector.call(document, css) : null);
  const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.get;
  const mark = () => {
    const lengths = fields
      .map(find)
      .map((field) => (field instanceof HTMLInputElement ? value?.call(field).length : -1));
    const boxes = css("dialogTree") === "" ? null : find(`${css("dialogTree")} li[data-id]`);
    return `${lengths.join()} ${boxes !== null}`;
  };
  const until = Date.now() + seconds * 1000;
  return new Promise((resolve) => {
    const look = () => {
      const over = seen === undefined || Date.now() > until;
      const now = mark();
      if (over || now !== seen) resolve(now);
      else setTimeout(look, 300);
    };
    look();
  });
}
