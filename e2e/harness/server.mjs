// @ts-check

import { createServer, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
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

/**
 * One request to a server on loopback, whose certificate nobody signed.
 * @param {string} method
 * @param {string} url
 * @param {object} [body] sent as JSON
 * @returns {Promise<{ status: number, text: string }>}
 */
export function ask(method, url, body) {
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? httpsRequest : httpRequest;
    const headers = body ? { "content-type": "application/json" } : {};
    const request = send(url, { method, headers, rejectUnauthorized: false, agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece) => {
        text += piece;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.on("error", reject);
    });
    request.on("error", reject);
    request.end(body && JSON.stringify(body));
  });
}
