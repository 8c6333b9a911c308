// @ts-check
// Whether a text is the one that was copied, which is known by its hash alone.

/** @typedef {{key: string, hash: string}} Copied */

/**
 * The same HMAC-SHA256 as core/api/clipboard.go makes. Clipboards of Windows hold
 * other line ends than were written to them.
 * @param {string} text
 * @param {Copied} copied
 */
export async function fits(text, { key, hash }) {
  const bytes = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", bytes.encode(key), algorithm, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", imported, bytes.encode(text.replaceAll("\r\n", "\n")));
  return hash === [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
