// @ts-check
// Others that write curl commands: the libraries of npm in bench/peers, which
// scripts/bench installs. Each is called as its README says.

import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../e2e/harness.mjs";

/** @typedef {{ method: string, url: string, headers: {name: string, value: string}[], body?: string }} Request as core/wire has it */

/**
 * What is prepared is not measured: the request in the form that the library takes.
 * @typedef {object} Peer
 * @property {string} name
 * @property {(request: Request) => any} prepare
 * @property {(prepared: any) => string} write
 */

const load = createRequire(path.join(root, "bench/peers/package.json"));

/** @param {string} name */
function version(name) {
  return load("./package.json").devDependencies[name];
}

/** HAR 1.2, which two of them take. @param {Request} request */
function har({ method, url, headers, body }) {
  const rest = { httpVersion: "HTTP/1.1", cookies: [], queryString: [], headersSize: -1, bodySize: -1 };
  const type = headers.find(({ name }) => name === "Content-Type")?.value;
  return { method, url, headers, ...rest, ...(body && { postData: { mimeType: type, text: body } }) };
}

/** @returns {Promise<Peer[]>} */
export async function peers() {
  const { shellCurl } = await import(pathToFileURL(load.resolve("@scalar/snippetz/plugins/shell/curl")).href);
  const { HTTPSnippet } = load("httpsnippet");
  const postman = load("postman-code-generators");
  const { Request: PostmanRequest } = load("postman-collection");

  /** @param {object} request */
  const ofPostman = (request) => {
    let written = "";
    postman.convert("curl", "cURL", request, {}, (/** @type {unknown} */ error, /** @type {string} */ text) => {
      if (error) throw error;
      written = text;
    });
    return written;
  };
  /** @param {Request} request */
  const postmans = ({ method, url, headers, body }) => ({
    method,
    url,
    header: headers.map(({ name, value }) => ({ key: name, value })),
    ...(body && { body: { mode: "raw", raw: body } }),
  });

  const snippetz = `snippetz ${version("@scalar/snippetz")}`;
  const httpsnippet = `httpsnippet ${version("httpsnippet")}`;
  const generators = `postman ${version("postman-code-generators")}`;
  return [
    { name: snippetz, prepare: har, write: (request) => shellCurl.generate(request) },
    { name: httpsnippet, prepare: har, write: (request) => new HTTPSnippet(request).convert("shell", "curl") },
    {
      name: `${httpsnippet}, parsed before`,
      prepare: (request) => new HTTPSnippet(har(request)),
      write: (parsed) => parsed.convert("shell", "curl"),
    },
    { name: generators, prepare: postmans, write: (request) => ofPostman(new PostmanRequest(request)) },
    {
      name: `${generators}, parsed before`,
      prepare: (request) => new PostmanRequest(postmans(request)),
      write: ofPostman,
    },
  ];
}
