// @ts-check
// All figures in one run, side by side, since they mean something only so.

import { cpus } from "node:os";
import { cli } from "./cli.mjs";
import { core, routes, vault } from "./core.mjs";
import { curl } from "./curl.mjs";
import { grab } from "./grab.mjs";
import { pages } from "./page.mjs";

console.log(`${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}`);
core();
await curl();
vault();
routes();
cli();
await pages();
await grab();
