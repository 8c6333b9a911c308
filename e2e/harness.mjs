// @ts-check
// Everything that a test of the extension needs, from one place:
//
//   const browser = await Browser.launch({ extension: unpack() });
//   const sandbox = await Sandbox.start();
//   const page = await browser.context.newPage();
//   await page.goto(`${sandbox.url}/shop/admin/`);
//   const popup = await browser.clickToolbar(page);   // real click: grants activeTab
//   await popup.clickNamed("Copy curl");
//   assert.match(await browser.clipboard(page), /^curl /);
//   await browser.killWorker();
//   assert.deepEqual(browser.errors, []);

export { Browser, chromiumPath, root } from "./harness/browser.mjs";
export { unpack } from "./harness/package.mjs";
export { Sandbox } from "./harness/sandbox.mjs";
export { ask, freePort, serve } from "./harness/server.mjs";
export { View } from "./harness/view.mjs";
export { until } from "./harness/wait.mjs";
