// @ts-check
// Requests with the session of a logged-in user go out through a rule that the
// browser applies (package fetch). A rule outlives the worker that set it.

const api = globalThis.browser ?? globalThis.chrome;

/** @type {Promise<void>} */
let forgotten = Promise.resolve();

/**
 * Removes every rule that an earlier worker, or an earlier Go program, has left
 * behind; one removal after the other, so that none takes a new rule away.
 */
export function forgetSessions() {
  forgotten = forgotten.catch(() => {}).then(forget);
  return forgotten;
}

async function forget() {
  const rules = await api.declarativeNetRequest.getSessionRules();
  if (rules.length === 0) return;
  await api.declarativeNetRequest.updateSessionRules({ removeRuleIds: rules.map((rule) => rule.id) });
}
