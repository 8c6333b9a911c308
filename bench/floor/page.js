// @ts-check

const kinds = ["", "integration", "admin", "customer", "guest"];

const paste = /** @type {HTMLTextAreaElement} */ (document.getElementById("paste"));
const report = /** @type {HTMLElement} */ (document.getElementById("report"));

document.getElementById("tab-check")?.addEventListener("click", () => {
  document.getElementById("panel-check")?.removeAttribute("hidden");
});
paste.addEventListener("input", () => {
  const facts = inspect(paste.value);
  report.replaceChildren(...Object.entries(facts).flatMap(([name, value]) => [line("dt", name), line("dd", value)]));
  report.hidden = false;
});

/** @param {string} tag @param {string} text */
function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** @param {string} text */
function inspect(text) {
  const [header, claims] = text
    .trim()
    .replace(/^(authorization:\s*)?bearer\s+/i, "")
    .split(".", 2)
    .map(decode);
  return {
    kind: kinds[claims.utypid] ?? "unknown",
    user: String(claims.uid),
    algorithm: String(header.alg),
    issued: new Date(claims.iat * 1000).toISOString(),
    expires: new Date(claims.exp * 1000).toISOString(),
    expired: String(claims.exp * 1000 < Date.now()),
  };
}

/** @param {string} part */
function decode(part) {
  const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
