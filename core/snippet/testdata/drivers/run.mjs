// Runs every JavaScript module of $SCRIPTS in turn.
import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => console.log(error.message));
for (const name of readdirSync(process.env.SCRIPTS).sort()) {
  if (!name.endsWith(".mjs")) continue;
  await import(pathToFileURL(`${process.env.SCRIPTS}/${name}`).href).catch((error) => console.log(name, error.message));
}
