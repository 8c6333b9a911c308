// @ts-check
// Stores on their way in and out: what a file would bring is seen before anything
// is saved, what goes out is sealed or said to be plain.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, test } from "node:test";
import { choose, pick } from "./files.mjs";
import { root, until } from "./harness.mjs";
import { admin, copied, logIn, logins, openOn, stage } from "./story.mjs";

/** @import { View } from "./harness.mjs" */

const set = stage();
const passphrase = "correct horse battery staple";
const filePhrase = "four other words here";
const folder = mkdtempSync(path.join(tmpdir(), "storekey-move-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
afterEach(() => set.browser.context.pages().map((page) => page.close()));

/** @param {string} name @param {string} text */
function fileOf(name, text) {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Saves the login of the sandbox with its password.
 * @param {View} view */
async function saveLogin(view) {
  await view.waitFor("#login");
  await logIn(view, admin);
  await view.waitFor("#credential");
  await view.click("#save-open");
  await view.fill("#save-client", "Acme");
  await view.fill("#save-name", "Panel");
  await view.click("#save-go");
  await view.fill("#seal-new", passphrase);
  await view.fill("#seal-again", passphrase);
  await view.press("Enter");
  await view.waitForText("Saved in Acme / Panel");
}

/** What is saved, as text. */
const kept = () => set.browser.inWorker(async () => JSON.stringify(await chrome.storage.local.get()));

/** @param {() => Promise<void>} act @returns {Promise<string>} the file's text */
async function downloaded(act) {
  await set.browser.cdp.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    downloadPath: folder,
    eventsEnabled: true,
  });
  const name = new Promise((done) => {
    let file = "";
    set.browser.cdp.on("Browser.downloadWillBegin", (event) => {
      file = event.suggestedFilename;
    });
    set.browser.cdp.on("Browser.downloadProgress", (event) => {
      if (event.state === "completed") done(path.join(folder, file));
    });
  });
  await act();
  return readFileSync(await name, "utf8");
}

/** @param {string[]} args @param {Record<string, string>} [env] */
function storekey(args, env = {}) {
  return execFileSync(path.join(root, "build/storekey"), args, {
    encoding: "utf8",
    env: { ...process.env, STOREKEY_HOME: path.join(folder, "cli"), ...env },
  });
}

/** Stores of MyMagento, which writes passwords in plain text. */
const clients = [
  { domain: "shop.acme.example", username: "jane.doe", password: "Secret-Of-Jane-1", local: false },
  { domain: "127.0.0.1:8380", username: "admin", password: "Secret-Of-Admin-1", local: true },
];

/** @param {View} view */
async function unseal(view) {
  await view.fill("#seal-new", passphrase);
  await view.fill("#seal-again", passphrase);
  await view.press("Enter");
}

/** @param {View} view @param {string} [again] */
async function closeFile(view, again = filePhrase) {
  await view.fill("#move-phrase", filePhrase);
  await view.fill("#move-again", again);
  await view.click("#move-go");
}

test("a file shows what it would bring, and brings it all at once", async () => {
  const { browser, sandbox } = set;
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-stores");
  await popup.click("#import-first");
  await choose(popup, fileOf("clients.json", JSON.stringify(clients)));
  await popup.waitForText("MyMagento");
  await popup.waitForText("shop.acme.example · logins: 1 · secrets: 1");
  assert.ok(!(await kept()).includes("store:"), "nothing is saved yet");
  assert.deepEqual(await popup.axe(), []);
  // What is secret in it wants a passphrase of one's own.
  await popup.click("#move-go");
  await unseal(popup);
  await popup.waitForText("Import (stores: 2)");
  await popup.click("#move-go");
  // The one on this computer could be anybody's choice.
  await popup.waitForText("127.0.0.1:8380, an address on this computer");
  assert.ok(!(await kept()).includes("store:"), "still nothing is saved");
  await popup.click("#move-ask-yes");
  await popup.waitForText("Added: 2, replaced: 0");
  await popup.waitForText("clients.json still lies on this computer, with its passwords and tokens unencrypted");
  const local = await kept();
  assert.ok(local.includes("shop.acme.example"));
  for (const { password } of clients) assert.ok(!local.includes(password), "no password in clear");
  assert.equal(await logins(sandbox), 0, "no connection was made");
  await popup.click("#move-go");
  assert.match(await popup.text("#store-rows"), /shop\.acme\.example/);

  // The same once more: all of it is there. Another password, and it differs.
  await popup.click("#import-open");
  await popup.click("#move-paste summary");
  await popup.fill("#move-text", JSON.stringify([clients[0], { ...clients[1], password: "Another-One-2" }]));
  await popup.click("#move-look");
  await popup.waitForText("saved already");
  await popup.waitForText("differs");
  await popup.waitForText("Press the choice beside a store to change it");
  await popup.clickNamed("Keep both: 127.0.0.1:8380");
  await popup.waitForText("Replaces: logins");
  const choice = () => popup.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  assert.equal(await choice(), "Replace: 127.0.0.1:8380", "the keyboard stays where it was");
  await popup.click("#move-go");
  await popup.click("#move-ask-yes");
  await popup.waitForText("Added: 0, replaced: 1, left as they are: 1");
  await popup.waitForText("What you pasted may still be on the clipboard");
});

test("in a tab of its own, where a popup might close while a file is chosen", async () => {
  const { browser, sandbox } = set;
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-stores");
  await popup.click("#import-first");
  const opened = browser.context.waitForEvent("page");
  await popup.click("#import-tab");
  const page = await opened;
  await page.waitForSelector("#move-choose");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.click("#move-choose")]);
  await chooser.setFiles(fileOf("shop.json", JSON.stringify({ ...clients[0], password: "" })));
  await page.getByText("shop.acme.example · logins: 1 · secrets: 0").waitFor();
  await page.keyboard.press("Tab"); // everything is within reach of the keyboard
  await page.click("#move-go");
  await page.getByText("Added: 1, replaced: 0, left as they are: 0").waitFor();
  assert.ok((await kept()).includes("shop.acme.example"));
});

test("a file is dropped anywhere, and text only into a field", async () => {
  const { browser, sandbox } = set;
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-stores");
  await popup.click("#import-first");
  await popup.waitFor("#move-choose");
  /** @param {string} on @param {boolean} file */
  const drop = (on, file) =>
    popup.evaluate(
      (on, file) => {
        const dataTransfer = new DataTransfer();
        const text = '{"domain": "shop.acme.example", "username": "jane"}';
        if (file) dataTransfer.items.add(new File([text], "dropped.json"));
        else dataTransfer.items.add(text, "text/plain");
        const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
        return document.querySelector(on)?.dispatchEvent(event);
      },
      on,
      file,
    );
  assert.equal(await drop("#move-address", false), true, "left to the browser");
  assert.equal(await drop("#tab-stores", true), false, "kept from the browser");
  await popup.waitForText("shop.acme.example · logins: 1 · secrets: 0");
  assert.equal(await popup.text("#move-given"), "dropped.json");
  assert.ok(!(await kept()).includes("store:"));
});

test("a file that names no store is told whose it is", async () => {
  const { browser, sandbox } = set;
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-stores");
  await popup.click("#import-first");
  await choose(popup, fileOf("login.env", "MAGENTO_USER=jane\n"));
  await popup.waitForText("no address of a store is named");
  await until("the field to have the focus", () => popup.evaluate(() => document.activeElement?.id === "move-address"));
  await popup.fill("#move-address", "https://shop.acme.example");
  await popup.press("Tab");
  await popup.waitForText("shop.acme.example · logins: 1 · secrets: 0");
  await popup.click("#move-go");
  await popup.waitForText("Added: 1, replaced: 0, left as they are: 0");
});

test("certificates are looked at as before, unless the file is trusted", async () => {
  const { browser, sandbox } = set;
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-stores");
  await popup.click("#import-first");
  const store = { name: "dev", stage: "dev", baseUrl: "https://dev.acme.example", tls: { insecure: true } };
  await choose(popup, fileOf("dev.json", JSON.stringify({ storekey: "stores", v: 1, stores: [store] })));
  await popup.waitForText("That is left off");
  assert.deepEqual(await popup.axe(), []);
  await popup.click("#move-trust");
  await popup.waitForText("is accepted from now on, as the file says");
  await popup.click("#move-go");
  await popup.waitForText("Added: 1, replaced: 0, left as they are: 0");
  assert.match(await kept(), /"tls":\{"insecure":true/);
});

test("files that nobody should read are refused in words, and nothing is half imported", async () => {
  const { browser, sandbox } = set;
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await popup.click("#tab-stores");
  await popup.click("#import-first");
  /** @type {[string, string, string][]} */
  const files = [
    ["client.pickle", "ccopy_reg\n_reconstructor\n", "Python pickle"],
    [
      "proto.json",
      '{"__proto__": {"domain": "x"}, "domain": "a.example", "username": "b"}',
      "no program writes into such a file",
    ],
    ["twice.json", '{"domain": "a.example", "domain": "b.example", "username": "b"}', "stands there a second time"],
    ["deep.json", "[".repeat(60) + "]".repeat(60), "levels within one another"],
    ["notes.txt", "Dear diary", "does not know what this file is"],
    ["large.json", `["${"x".repeat(1 << 20)}"]`, "larger than 1 MB"],
    ["empty.json", "", "The file is empty"],
    ["half.json", JSON.stringify([clients[0], { ...clients[1], domain: "169.254.169.254" }]), "Do not use this file"],
  ];
  for (const [name, text, says] of files) {
    await choose(popup, fileOf(name, text));
    await popup.waitForText(says);
    if (name === "large.json" || name === "empty.json") continue;
    assert.equal(await popup.text("#move-given"), name);
    assert.equal(await popup.evaluate(() => document.activeElement?.id), "move-other");
    await popup.click("#move-other");
  }
  assert.ok(!(await kept()).includes("store:"));
  await popup.press("Escape");
  await popup.waitFor("#stores-empty");
});

test("sealed in the browser, opened in the terminal, and back: nothing is lost", async () => {
  const { browser, sandbox } = set;
  const { popup } = await openOn(browser, `${sandbox.url}/admin`);
  await saveLogin(popup);
  await popup.click("#tab-stores");
  await popup.click("#export-all");
  await popup.waitForText("Secrets that go into the file, sealed with its passphrase");
  await closeFile(popup, "another one");
  await popup.waitForText("The two are not the same");
  const sealed = await downloaded(() => closeFile(popup));
  for (const secret of [admin.password, admin.user, sandbox.url]) assert.ok(!sealed.includes(secret), "sealed");

  const env = { STOREKEY_PASSPHRASE: "one for the terminal", STOREKEY_FILE_PASSPHRASE: filePhrase };
  const came = storekey(["stores", "import", fileOf("in.storekey", sealed), "--yes", "--json"], env);
  assert.equal(JSON.parse(came).added, 1);
  const shown = storekey(["stores", "export", "--format", "mymagento", "--secrets", "all"], env);
  assert.ok(shown.includes(admin.password), "with its password");
  const back = storekey(["stores", "export", "--format", "sealed"], env);

  // In another browser, here one that has forgotten all, it is what it was.
  const before = await popup.evaluate(entries);
  await popup.close();
  await browser.inWorker(() => Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]));
  const { popup: fresh } = await openOn(browser, `${sandbox.url}/admin`);
  await fresh.click("#tab-stores");
  await fresh.click("#import-first");
  await choose(fresh, fileOf("back.storekey", back));
  await fresh.fill("#move-phrase", "not that one");
  await fresh.press("Enter");
  await fresh.waitForText("The passphrase does not fit this file");
  await fresh.fill("#move-phrase", filePhrase);
  await fresh.press("Enter");
  await fresh.waitForText("Acme / Panel");
  await fresh.click("#move-go");
  await unseal(fresh);
  await fresh.waitForText("Import (stores: 1)");
  await fresh.click("#move-go");
  await fresh.click("#move-ask-yes");
  await fresh.waitForText("back.storekey still lies on this computer, sealed");
  assert.deepEqual(await fresh.evaluate(entries), before);
  const used = await logins(sandbox);
  await fresh.click("#tab-grab");
  await fresh.click("#offer-renew");
  await fresh.waitFor("#credential");
  assert.equal(await logins(sandbox), used + 1, "the password works");
});

/** What the API says of saved stores, without what is of one place and time. */
async function entries() {
  const answer = await chrome.runtime.sendMessage({ v: 1, id: crypto.randomUUID(), method: "GET", path: "/v1/stores" });
  const plain = JSON.stringify(answer.body.stores, (key, value) =>
    /^(id|.*At|matches)$/.test(key) && key !== "expiresAt" ? undefined : value,
  );
  return JSON.parse(plain);
}

test("a format that writes plain text says so, and what it loses, and wants a tick", async () => {
  const { browser, sandbox } = set;
  const { page, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await saveLogin(popup);
  await popup.click("#tab-stores");
  await popup.click("#lock");
  await popup.click("#export-all");
  await popup.waitForText("MyMagento");
  await pick(popup, "#move-format", "mymagento");
  await popup.waitForText("Not in this format: whose store it is");
  await popup.waitForText("Secrets that stay here: 2");
  await pick(popup, "#move-secrets", "all");
  await popup.waitForText("Secrets that go into the file unencrypted");
  assert.deepEqual(await popup.axe(), []);
  await popup.click("#move-go");
  await popup.waitForText("Tick");
  await popup.click("#move-plain");
  await popup.click("#move-go");
  // The seal was closed: it is opened, and the export goes on.
  await popup.waitFor("#seal");
  await popup.fill("#seal-new", passphrase);
  const text = await downloaded(() => popup.press("Enter"));
  assert.equal(JSON.parse(text).password, admin.password);
  await popup.waitFor("#move-done");
  await popup.click("#move-rows [data-press=copy-file]");
  await popup.waitFor("#move-rows [data-state=copied]");
  assert.equal(await browser.clipboard(page), text);
});

test("a token is lent, and used by whoever got it", async () => {
  const { browser, sandbox } = set;
  const { page: owner, popup } = await openOn(browser, `${sandbox.url}/admin`);
  await popup.waitFor("#login");
  await logIn(popup, admin);
  await popup.waitFor("#credential");
  await popup.click("#lend-card");
  await popup.waitForText("Whoever has the file and its passphrase can do what admin may do");
  assert.match(await popup.text("#move-lent"), /Admin token\s+Whose\s+admin[\s\S]*Good until[\s\S]*cannot be renewed/);
  await popup.fill("#move-phrase", "short");
  await popup.fill("#move-again", "short");
  await popup.click("#move-go");
  await popup.waitForText("The passphrase is too short");
  const file = await downloaded(() => closeFile(popup));
  await popup.press("Escape");
  await popup.waitFor("#copy-token");
  const token = await copied(browser, popup, owner, "#copy-token");

  // Somebody else's browser.
  await browser.inWorker(() => Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]));
  const { page, popup: other } = await openOn(browser, `${sandbox.url}/admin`);
  await other.click("#tab-stores");
  await other.click("#import-first");
  await choose(other, fileOf("lent.storekey", file));
  await other.fill("#move-phrase", filePhrase);
  await other.press("Enter");
  await other.waitFor("#move-lent");
  await other.click("#move-go");
  await unseal(other);
  await other.waitForText("Import (stores: 1)");
  await other.click("#move-go");
  await other.click("#move-ask-yes");
  await other.click("#lent-use");
  await other.click("#copy-token");
  await other.waitFor("#copy-token[data-state=copied]");
  assert.equal(await browser.clipboard(page), token);
});
