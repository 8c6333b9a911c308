// Reads what the targets wrote with the readers of those formats' own makers,
// and prints for each file of the folder what it found, one JSON text a line:
// {file, method, url, headers: [[name, value]], body}, or {file, error}.
//
//   node read.mjs postman|insomnia|bruno|har|curl|powershell FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [format, folder] = process.argv.slice(2);
const require = createRequire(import.meta.url);

const readers = {
  async postman() {
    const { Collection } = require("postman-collection");
    return (text) => {
      const { request } = new Collection(JSON.parse(text)).items.all()[0];
      return {
        method: request.method,
        url: request.url.toString(),
        headers: request.headers.all().map((h) => [h.key, h.value]),
        body: request.body?.raw,
      };
    };
  },
  async insomnia() {
    const { convert } = require("insomnia-importers");
    return async (text) => {
      const { data } = await convert(text);
      const request = data.resources.find((r) => r._type === "request");
      return {
        method: request.method,
        url: request.url,
        headers: request.headers.map((h) => [h.name, h.value]),
        body: request.body.text,
      };
    };
  },
  async bruno() {
    const { bruToJsonV2 } = require("@usebruno/lang");
    return (text) => {
      const { http, headers = [], body = {} } = bruToJsonV2(text);
      if (headers.some((h) => !h.enabled)) throw new Error("a header is switched off");
      return {
        method: http.method.toUpperCase(),
        url: http.url,
        headers: headers.map((h) => [h.name, h.value]),
        body: http.body === "none" ? undefined : body[http.body],
      };
    };
  },
  async har() {
    const validate = require("har-validator");
    return async (text) => {
      const { request } = (await validate.har(JSON.parse(text))).log.entries[0];
      return {
        method: request.method,
        url: request.url,
        headers: request.headers.map((h) => [h.name, h.value]),
        body: request.postData?.text,
      };
    };
  },
  async curl() {
    const { toHarString } = await import("curlconverter");
    return (text) => {
      const { request } = JSON.parse(toHarString(text)).log.entries[0];
      return {
        method: request.method,
        url: request.url,
        headers: request.headers.map((h) => [h.name, h.value]),
        body: request.postData?.text,
      };
    };
  },
  // Only whether PowerShell's grammar takes it: nothing here can run it.
  async powershell() {
    const { Parser, Language } = await import("web-tree-sitter");
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(require.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm")));
    return (text) => {
      if (text.length > 20000) return {}; // it would take half a minute
      if (parser.parse(text).rootNode.hasError) throw new Error("does not parse");
      return {};
    };
  },
};

const read = await readers[format]();
for (const file of readdirSync(folder).sort()) {
  let found;
  try {
    found = await read(readFileSync(`${folder}/${file}`, "utf8"));
  } catch (error) {
    found = { error: String(error.message) };
  }
  console.log(JSON.stringify({ file, ...found }));
}
