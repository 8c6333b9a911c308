// @ts-check
// The page's loader: the words of the user's language, then the Go program that
// draws everything. Nothing is decided here.

import "../wasm_exec.js";
import { watchDialog } from "../content/dialog.js";
import { snapshot } from "../content/snapshot.js";
import { translate } from "./words.js";

// Go hands these to the browser, which runs them inside the tab.
globalThis.storekey = { snapshot, watchDialog };

translate(document);
start().catch(tell);

async function start() {
  const go = new Go();
  const program = await instantiate(new URL("../popup.wasm", import.meta.url), go.importObject);
  await go.run(program.instance);
  throw new Error("the program ended"); // it never does by itself
}

/**
 * @param {URL} url
 * @param {WebAssembly.Imports} imports
 */
async function instantiate(url, imports) {
  try {
    return await WebAssembly.instantiateStreaming(fetch(url), imports);
  } catch {
    // A browser that does not know the file's media type compiles it from memory.
    return WebAssembly.instantiate(await (await fetch(url)).arrayBuffer(), imports);
  }
}

/** Without its program the page can only say so, and take no more clicks.
 * @param {unknown} cause */
function tell(cause) {
  console.error("storekey:", cause);
  const words = (globalThis.browser ?? globalThis.chrome).i18n.getMessage("pageBroken");
  for (const id of ["detail", "said"]) {
    const element = document.getElementById(id);
    if (element) element.textContent = words;
  }
  document.querySelector("main")?.setAttribute("inert", "");
}
