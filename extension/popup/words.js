// @ts-check
// The words that stand in popup.html, in the user's language. The English ones
// stand there already, so that the first paint needs no script.

const api = globalThis.browser ?? globalThis.chrome;

/** Attributes that hold words, by the data attribute that names their key. */
const ATTRIBUTES = {
  "data-words-label": "aria-label",
  "data-words-placeholder": "placeholder",
};

/** @param {Document} document */
export function translate(document) {
  document.documentElement.lang = api.i18n.getMessage("languageTag") || "en";
  for (const element of document.querySelectorAll("[data-words]")) {
    element.textContent = message(element, "data-words") || element.textContent;
  }
  for (const [key, attribute] of Object.entries(ATTRIBUTES)) {
    for (const element of document.querySelectorAll(`[${key}]`)) {
      element.setAttribute(attribute, message(element, key) || (element.getAttribute(attribute) ?? ""));
    }
  }
}

/** @param {Element} element @param {string} attribute */
function message(element, attribute) {
  return api.i18n.getMessage(element.getAttribute(attribute) ?? "");
}
