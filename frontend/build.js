/**
 * Bundle the front end: `make widgets`, which runs `node frontend/build.js`. With `--check`, write
 * nothing, and fail if a built file is not what the sources build to.
 */

import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { widgets } from "./widgets.js";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const SOURCE = join(ROOT, "frontend");
const STATIC = join(ROOT, "src/backprop/widgets/static");
const MEND = "make widgets";

/** @type {import("esbuild").BuildOptions} */
const SHARED = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  write: false,
  logLevel: "warning",
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
};

/** @param {string} className */
const snakeCase = (className) => className.replace(/\B[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/**
 * One source bundled to one text, under a first line that says where it comes from.
 * @param {string} source
 * @param {import("esbuild").BuildOptions} options
 */
async function bundle(source, options) {
  const entry = join(SOURCE, source);
  const { outputFiles } = await build({ ...SHARED, ...options, entryPoints: [entry] });
  const text = outputFiles?.[0]?.text ?? "";
  return `/* Built from frontend/${source} by \`${MEND}\`. Do not edit. */\n${text}`;
}

/** Every built file: its path to its text. */
async function bundles() {
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const name of Object.keys(widgets).map(snakeCase)) {
    files.set(join(STATIC, "jupyter", `${name}.js`), await bundle(`${name}.js`, { format: "esm" }));
  }
  files.set(join(STATIC, "page/widgets.js"), await bundle("page.js", { format: "iife" }));
  const css = await bundle("styles.css", {});
  files.set(join(STATIC, "widgets.css"), css);
  files.set(join(STATIC, "page/widgets.css"), css);
  return files;
}

/**
 * What stands in the folder of built files but is not built: a widget that was renamed or removed.
 * @param {Map<string, string>} files
 */
async function leftovers(files) {
  const present = await readdir(STATIC, { recursive: true, withFileTypes: true }).catch(() => []);
  return present
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => /\.(js|css)$/.test(path) && !files.has(path));
}

/** @param {string} path */
const named = (path) => relative(ROOT, path);

/** @param {Map<string, string>} files */
async function check(files) {
  const wrong = (await leftovers(files)).map((path) => `${named(path)} is built from nothing any more`);
  for (const [path, text] of files) {
    const committed = await readFile(path, "utf8").catch(() => null);
    if (committed === null) wrong.push(`${named(path)} is missing`);
    else if (committed !== text) wrong.push(`${named(path)} is not what frontend/ builds to`);
  }
  if (wrong.length === 0) return;
  console.error([...wrong, `Run \`${MEND}\` and commit the result.`].join("\n"));
  process.exitCode = 1;
}

/** @param {Map<string, string>} files */
async function write(files) {
  for (const path of await leftovers(files)) await rm(path);
  for (const [path, text] of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    console.log(`${named(path)}  ${(Buffer.byteLength(text) / 1024).toFixed(1)} KiB`);
  }
}

await (process.argv.includes("--check") ? check : write)(await bundles());
