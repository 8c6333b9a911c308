// What lives in globalThis besides the browser's own: the toolchain's Go class,
// what syumai/workers expects, and the functions that Go injects into a tab.

import type { watchDialog } from "./content/dialog.js";
import type { tabFetch } from "./content/fetch.js";
import type { put } from "./content/put.js";
import type { snapshot } from "./content/snapshot.js";
import type { ceremony } from "./content/webauthn.js";

declare global {
  class Go {
    importObject: WebAssembly.Imports;
    run(instance: WebAssembly.Instance): Promise<void>;
  }
  var browser: typeof chrome | undefined;
  var context: { binding: { handleRequest?: (request: object) => Promise<Response> } };
  /** In a tab's isolated world: requests under way, by id. */
  var storekeyRequests: Map<string, AbortController> | undefined;
  /** The same: the security key that is being asked. */
  var storekeyCeremony: AbortController | undefined;
  var storekey: {
    snapshot: typeof snapshot;
    watchDialog?: typeof watchDialog;
    tabFetch?: typeof tabFetch;
    put?: typeof put;
    ceremony?: typeof ceremony;
    /** "METHOD address" of each request that Go sends from inside a tab. */
    underWay?: Set<string>;
  };
}
