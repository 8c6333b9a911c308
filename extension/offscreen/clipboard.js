// @ts-check
// The document in which Chromium lets the worker at the clipboard. It looks once,
// empties the clipboard if the copied text is still there, and tells which.

import { trusted } from "../background/guard.js";
import { fits } from "./hash.js";

const api = globalThis.browser ?? globalThis.chrome;

api.runtime.onMessage.addListener((message, sender, respond) => {
  if (!trusted(sender, api.runtime.id, api.runtime.getURL("")) || message?.to !== "offscreen/clipboard") return false;
  wipe(message).then(respond);
  return true; // the answer comes later
});

/** @param {import("./hash.js").Copied} copied */
async function wipe(copied) {
  if (!(await fits(read(), copied))) return false;
  during("copy", ({ clipboardData }) => clipboardData?.setData("text/plain", ""));
  return true;
}

function read() {
  let text = "";
  during("paste", ({ clipboardData }) => {
    text = clipboardData?.getData("text/plain") ?? "";
  });
  return text;
}

/**
 * @param {"copy" | "paste"} command
 * @param {(event: ClipboardEvent) => void} handle
 */
function during(command, handle) {
  /** @param {ClipboardEvent} event */
  const listener = (event) => {
    event.preventDefault();
    handle(event);
  };
  document.addEventListener(command, listener);
  document.execCommand(command);
  document.removeEventListener(command, listener);
}
