// @ts-check

import { createServer } from "node:http";
import { createServer as createSocket } from "node:net";

/** @returns {Promise<number>} a port on loopback that nobody listens on */
export function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.once("error", reject);
    socket.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (socket.address());
      socket.close(() => resolve(port));
    });
  });
}

/**
 * A web server on loopback for one test.
 * @param {import("node:http").RequestListener} listener
 */
export async function serve(listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}
