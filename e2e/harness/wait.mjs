// @ts-check

/**
 * Asks again until the answer is truthy, and returns it.
 * @template T
 * @param {string} what named in the error
 * @param {() => T | Promise<T>} ask
 * @param {number} [timeout] in ms
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(what, ask, timeout = 15_000) {
  const deadline = Date.now() + timeout;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`waited ${timeout / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
