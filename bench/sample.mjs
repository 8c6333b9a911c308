// @ts-check

/** @param {object} part */
const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** A token as Magento makes them for an admin, signed with nothing that counts. */
export const token = [
  encode({ kid: "1", alg: "HS256" }),
  encode({ uid: 1, utypid: 2, iat: 1_790_000_000, exp: 1_790_014_400 }),
  Buffer.alloc(32, 7).toString("base64url"),
].join(".");

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Prints rows of figures under their names.
 * @param {string} title
 * @param {string[]} columns
 * @param {[string, ...(number | string)[]][]} rows
 */
export function table(title, columns, rows) {
  console.log(`\n${title}`);
  console.log("".padEnd(34) + columns.map((name) => name.padStart(16)).join(""));
  for (const [name, ...values] of rows) {
    console.log(name.padEnd(34) + values.map((value) => String(value).padStart(16)).join(""));
  }
}
