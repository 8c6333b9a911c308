// @ts-check
// Files that a user chooses, and picks from lists.

/** @import { View } from "./harness.mjs" */

/**
 * Chooses a file to import, as the browser's own dialog hands it over.
 * @param {View} view
 * @param {string} file
 */
export async function choose(view, file) {
  await view.waitFor("#move-choose");
  const { root } = await view.session.send("DOM.getDocument", {});
  const { nodeId } = await view.session.send("DOM.querySelector", { nodeId: root.nodeId, selector: "#move-file" });
  await view.session.send("DOM.setFileInputFiles", { files: [file], nodeId });
}

/**
 * Picks from a list.
 * @param {View} view
 * @param {string} list
 * @param {string} value
 */
export function pick(view, list, value) {
  return view.evaluate(
    (list, value) => {
      const select = /** @type {HTMLSelectElement} */ (document.querySelector(list));
      select.value = value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    },
    list,
    value,
  );
}
