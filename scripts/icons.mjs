// Draws extension/icons/*.png from logo.svg with an installed Chromium:
//
//	node scripts/icons.mjs
//
// The pictures are kept in git: they change only with the drawing.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { chromiumPath } from "../e2e/harness.mjs";

const SIZES = [16, 32, 48, 128];

const icons = new URL("../extension/icons/", import.meta.url);
const logo = await readFile(new URL("logo.svg", icons), "utf8");
const browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
try {
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const sized = logo.replace("<svg ", `<svg width="${size}" height="${size}" style="display:block" `);
    await page.setContent(`<body style="margin:0">${sized}`);
    await page.screenshot({ path: fileURLToPath(new URL(`${size}.png`, icons)), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
