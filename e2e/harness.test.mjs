// @ts-check
// The harness itself, with an extension of a few lines: if this fails, the
// other tests say nothing about Storekey.

import assert from "node:assert/strict";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { Browser, serve, until } from "./harness.mjs";

const files = {
  "manifest.json": JSON.stringify({
    manifest_version: 3,
    name: "Harness",
    version: "1",
    action: { default_popup: "popup.html" },
    background: { service_worker: "worker.js" },
    permissions: ["activeTab", "scripting"],
  }),
  "worker.js": `
    let started = Date.now();
    chrome.runtime.onMessage.addListener((message, sender, answer) => {
      if (message === "fail") Promise.reject(new Error("worker broke"));
      answer({ started });
    });`,
  "popup.html": `<!doctype html><html lang="en"><title>Harness</title><h1>Harness</h1>
    <label>Text <input id="text"></label> <button id="copy">Copy</button> <p id="said"></p>
    <img src="none.png"><script src="popup.js"></script>`,
  "popup.js": `
    const said = document.getElementById("said");
    document.getElementById("copy").onclick = async () => {
      await navigator.clipboard.writeText(document.getElementById("text").value);
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      const [{ result }] = await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: () => document.title });
      said.textContent = "copied in " + result;
    };`,
};

/** @type {Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;
let folder = "";

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "storekey-harness-"));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  site = await serve((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end("<title>The site</title><h1>Site</h1>");
  });
  browser = await Browser.launch({ extension: folder });
});

after(async () => {
  await browser?.close();
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

async function openSite() {
  const page = await browser.context.newPage();
  await page.goto(site.url);
  return page;
}

test("a toolbar click opens the popup and grants the tab", async () => {
  const page = await openSite();
  const popup = await browser.clickToolbar(page);
  await popup.fill("#text", "it's copied");
  await popup.clickNamed("Copy");
  await popup.waitForText("copied in The site");
  assert.equal(await browser.clipboard(page), "it's copied");
  await page.close();
});

test("a picture and a report of what is hard to use", async () => {
  const page = await openSite();
  const popup = await browser.clickToolbar(page);
  const file = path.join(folder, "popup.png");
  await popup.colourScheme("dark");
  await popup.screenshot(file, { full: true });
  assert.ok((await stat(file)).size > 500);
  assert.match((await popup.axe()).join("\n"), /^image-alt: /);
  await popup.close();
  await page.close();
});

test("a killed worker starts anew at the next message", async () => {
  const { view, page } = await browser.openTab("popup.html");
  const first = await view.evaluate(() => chrome.runtime.sendMessage("when"));
  assert.equal(await browser.killWorker(), true);
  assert.equal(await browser.workerTarget(), undefined);
  const second = await view.evaluate(() => chrome.runtime.sendMessage("when"));
  assert.ok(second.started > first.started);
  await page.close();
});

test("errors of the page and of the worker are collected", async () => {
  const { view, page } = await browser.openTab("popup.html");
  browser.errors.length = 0;
  await view.evaluate(() => {
    console.error("page", "broke");
    return chrome.runtime.sendMessage("fail");
  });
  await until("two errors", () => browser.errors.length >= 2);
  assert.match(browser.errors.join("\n"), /popup\.html: page broke/);
  assert.match(browser.errors.join("\n"), /worker\.js: Error: worker broke/);
  await page.close();
});
