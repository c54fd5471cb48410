/** Lets node read the front end's `.jsx`: `node --import ./tests/frontend/jsx.js --test …`. */

import { readFile } from "node:fs/promises";
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";
import { transform } from "esbuild";

// Node asks for modules in a thread of its own, which loads this file once more.
if (isMainThread) register(import.meta.url);

/** @type {import("node:module").LoadHook} */
export async function load(url, context, next) {
  if (!url.endsWith(".jsx")) return next(url, context);
  const { code } = await transform(await readFile(new URL(url), "utf8"), {
    loader: "jsx",
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  return { format: "module", source: code, shortCircuit: true };
}
