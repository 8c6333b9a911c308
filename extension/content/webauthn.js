// @ts-check
// Injected into a tab: a security key answers the task that a store has set
// (Magento_TwoFactorAuth, U2F key). The function is sent as its own text, so it
// uses nothing from outside itself.

/**
 * @typedef {{credentialRequestOptions: {challenge: number[], rpId?: string, timeout?: number,
 *   userVerification?: UserVerificationRequirement, allowCredentials?: {type: "public-key", id: number[]}[]}}} Task
 *   as the store writes it: bytes are lists of numbers
 */

/**
 * Runs in the isolated world, where the page's scripts cannot see the task nor
 * change the answer; the key sees the page's origin all the same. With {abort}
 * it gives up what is under way.
 * @param {{origin: string, options: string} | {abort: true}} order options: a Task in JSON
 * @returns {Promise<{assertion: string} | {error: {name: string}} | null>} assertion: what the store's own login page posts, in JSON
 */
export async function ceremony(order) {
  if ("abort" in order) {
    globalThis.storekeyCeremony?.abort();
    return null;
  }
  const control = new AbortController();
  const toBase64 = (/** @type {ArrayBuffer} */ buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
  try {
    if (location.origin !== order.origin || order.origin === "null") {
      throw new DOMException("the tab has left this store", "SecurityError");
    }
    globalThis.storekeyCeremony?.abort();
    globalThis.storekeyCeremony = control;
    /** @type {Task} */
    const { credentialRequestOptions: task } = JSON.parse(order.options);
    const credential = /** @type {PublicKeyCredential} */ (
      await navigator.credentials.get({
        signal: control.signal,
        publicKey: {
          challenge: new Uint8Array(task.challenge),
          rpId: task.rpId,
          timeout: task.timeout,
          userVerification: task.userVerification,
          allowCredentials: task.allowCredentials?.map(({ type, id }) => ({ type, id: new Uint8Array(id) })),
        },
      })
    );
    const { authenticatorData, clientDataJSON, signature } = /** @type {AuthenticatorAssertionResponse} */ (
      credential.response
    );
    const clientData = new TextDecoder().decode(clientDataJSON);
    return {
      assertion: JSON.stringify({
        type: credential.type,
        id: toBase64(credential.rawId),
        response: {
          authenticatorData: toBase64(authenticatorData),
          clientData: JSON.parse(clientData),
          clientDataJSON: clientData,
          signature: toBase64(signature),
        },
      }),
    };
  } catch (cause) {
    return { error: { name: String(/** @type {Error} */ (cause).name) } };
  } finally {
    if (globalThis.storekeyCeremony === control) globalThis.storekeyCeremony = undefined;
  }
}
