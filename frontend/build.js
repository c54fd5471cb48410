/**
 * Bundle the front end: `make widgets`, which runs `node frontend/build.js`. With `--check`, write
 * nothing, and fail if a built file is not what the sources build to.
 *
 * A widget is the module `widgets/<room>/<room>_….jsx`, or `<room>.jsx`, called like its Python class in snake_case.
 * Jupyter takes each as one module. A page takes classic scripts, which also run from a disk: those that esbuild splits
 * the widgets into, each after what it shares with others. `scripts.json` lists them for each widget, and `sheets.json`
 * the widgets that need each sheet. What every page does, `book/_scripts/`, is made one script, but for what must run first.
 */

import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { minify } from "terser";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const SOURCE = join(ROOT, "frontend");
const STATIC = join(ROOT, "src/backprop/widgets/static");
const MEND = "make widgets";
const HOST = "frontend/page.js";
const SITE = join(ROOT, "book/_scripts");
const FIRST = "page_start.js"; // runs before anything is drawn

/** What the other scripts add to. */
const START = "globalThis.backprop={shared:[],widgets:{}};\n";

const TARGET = ["es2022", "chrome111", "firefox115", "safari16.4"];

/** @type {import("esbuild").BuildOptions} */
const SHARED = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  write: false,
  jsx: "automatic",
  jsxImportSource: "preact",
  preserveSymlinks: true, // so that a linked node_modules builds the same text
  logLevel: "warning",
  target: TARGET,
};

/** The widgets' modules, by their names in snake_case. */
async function widgetModules() {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const path of (await readdir(join(SOURCE, "widgets"), { recursive: true })).sort()) {
    const name = basename(path, extname(path));
    const room = basename(dirname(path));
    const isWidget = /\.jsx?$/.test(path) && (name === room || name.startsWith(`${room}_`));
    if (isWidget) found.set(name, `frontend/widgets/${path}`);
  }
  return found;
}

/** The class of a widget's module.  @param {string} name */
const className = (name) => name.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());

/**
 * One bundle's text, under a first line that says where it comes from.
 * @param {string} origin
 * @param {import("esbuild").BuildOptions} options
 */
async function bundle(origin, options) {
  const { outputFiles } = await build({ ...SHARED, ...options });
  return `/* Built from ${origin} by \`${MEND}\`. Do not edit. */\n${outputFiles?.[0]?.text ?? ""}`;
}

/**
 * A classic script as a page loads it: a twentieth lighter than esbuild would leave it.
 * @param {string} script
 */
async function short(script) {
  const { code } = await minify(script, { ecma: 2020, compress: { passes: 3 } });
  return `${code}\n`;
}

/** @typedef {Record<string, import("esbuild").Metafile["outputs"][string]>} Outputs */

/**
 * The scripts of a page: the host, each widget, and what several of them share.
 * @param {Map<string, string>} widgets
 */
async function pageScripts(widgets) {
  const { outputFiles, metafile } = await build({
    ...SHARED,
    entryPoints: { host: HOST, ...Object.fromEntries(widgets) },
    format: "esm",
    splitting: true,
    metafile: true,
    outdir: "page",
  });
  const outputs = metafile?.outputs ?? {};
  const names = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), scriptName(path, output)]));
  const shared = new Map([...names].filter(([, name]) => name.startsWith("shared/")).sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([file], place) => [file, place]));
  const exported = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output.exports]));
  const texts = new Map((outputFiles ?? []).map(({ path, text }) => [basename(path), text]));
  const files = [...texts].map(async ([file, text]) => /** @type {const} */ ([names.get(file) ?? "", await short(classic(text, file, { names, shared, exported }))]));
  return {
    files: await Promise.all(files),
    /** The scripts that a widget needs, each after those that it needs itself.  @param {string} widget */
    neededBy: (widget) => {
      const paths = [...after("page/host.js", outputs), ...after(`page/${widget}.js`, outputs)];
      return ["start", ...new Set(paths.map((path) => names.get(basename(path)) ?? ""))].map((name) => `${name}.js`);
    },
    /** Whether a widget has a source in a folder.  @param {string} widget @param {string} folder */
    takesFrom: (widget, folder) =>
      after(`page/${widget}.js`, outputs).some((path) =>
        Object.keys(outputs[path]?.inputs ?? {}).some((source) => source.startsWith(folder)),
      ),
  };
}

/**
 * An entry's own name; what several share is called like the largest source in it.
 * @param {string} path
 * @param {Outputs[string]} output
 */
function scriptName(path, { entryPoint, inputs }) {
  if (entryPoint) return basename(path, ".js");
  const [largest] = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)[0] ?? [path];
  return `shared/${largest.replace(/^(?:frontend|node_modules)\/|\/dist(?=\/)|\.\w+$/g, "").replaceAll("/", ".")}`;
}

/**
 * An output, and before it all that it imports.
 * @param {string} path
 * @param {Outputs} outputs
 * @returns {string[]}
 */
const after = (path, outputs) => [...(outputs[path]?.imports ?? []).flatMap((other) => after(other.path, outputs)), path];

/**
 * A module of esbuild's as a classic script, which hands on what it exports as a list, which is lighter than
 * names. What one module exports is not set anew by it later, or the others would not learn of it.
 * @param {string} module
 * @param {string} file
 * @param {{ names: Map<string, string>, shared: Map<string, number>, exported: Map<string, string[]> }} site
 */
function classic(module, file, { names, shared, exported }) {
  const name = names.get(file) ?? "";
  const body = module
    .replace(/^(?:import(?:\{[^}]*\}from)?"[^"]+";)+/, (imports) =>
      [...imports.matchAll(/\{([^}]*)\}from"\.\/([^"]+)"/g)]
        .map(([, taken = "", from = ""]) => {
          const places = pairs(taken).map(([theirs, own]) => `${exported.get(from)?.indexOf(theirs)}:${own}`);
          return `const{${places}}=backprop.shared[${shared.get(from)}];`;
        })
        .join(""),
    )
    .replace(/export\{([^}]*)\};\s*$/, (_, given) => {
      const own = new Map(pairs(given).map(([mine, theirs]) => [theirs, mine]));
      return `return[${exported.get(file)?.map((each) => own.get(each))}]`;
    });
  if (/^import\b|\bexport\{/.test(body)) throw new Error(`${name}: esbuild writes modules otherwise than expected`);
  const run = `(()=>{"use strict";${body.trim()}})()`;
  if (shared.has(file)) return `backprop.shared[${shared.get(file)}]=${run};\n`;
  return name === "host" ? `${run};\n` : `backprop.widgets.${className(name)}=${run}[${exported.get(file)?.indexOf("default")}];\n`;
}

/** The names that a list takes, each with the one that it is given: `a as b, c`.  @param {string} list */
const pairs = (list) =>
  list.split(",").map((each) => {
    const [name = "", other = name] = each.trim().split(" as ");
    return /** @type {const} */ ([name, other]);
  });

/** @param {string} name */
const sheet = (name) => bundle(`frontend/styles/${name}.css`, { entryPoints: [`frontend/styles/${name}.css`] });

/** The rooms that have a sheet of their own, in the order of the cascade. */
async function roomsWithSheets() {
  const list = await readFile(join(SOURCE, "styles/styles.css"), "utf8");
  return [...list.matchAll(/@import "\.\/(\w+)\.css"/g)].map(([, name = ""]) => name).filter((name) => name !== "shared");
}

/** The site's scripts, each a block of its own: their names to what they are made of. */
async function siteScripts() {
  const names = (await readdir(SITE)).filter((name) => name.endsWith(".js") && name !== FIRST).sort();
  return new Map([["site.js", names], [FIRST, [FIRST]]]);
}

/** @param {string[]} names */
async function joined(names) {
  const sources = await Promise.all(names.map((name) => readFile(join(SITE, name), "utf8")));
  return short(sources.join("\n"));
}

/** Every built file: its path to its text. */
async function bundles() {
  const widgets = await widgetModules();
  /** @type {Map<string, string>} */
  const files = new Map([["widgets.css", await sheet("styles")], ["page/figures.css", await sheet("shared")]]);
  const scripts = await pageScripts(widgets);
  files.set("page/start.js", START);
  for (const [name, text] of scripts.files) files.set(`page/${name}.js`, text);
  for (const [name, sources] of await siteScripts()) files.set(`page/${name}`, await joined(sources));
  /** @type {Record<string, string[]>} */
  const needed = {};
  for (const [name, source] of widgets) {
    files.set(`jupyter/${name}.js`, await bundle(source, { entryPoints: [source], format: "esm" }));
    needed[className(name)] = scripts.neededBy(name);
  }
  files.set("scripts.json", `${JSON.stringify(needed, null, 2)}\n`);
  /** @type {Record<string, string[]>} */
  const styled = {};
  for (const room of await roomsWithSheets()) {
    files.set(`page/${room}.css`, await sheet(room));
    const users = [...widgets.keys()].filter((name) => scripts.takesFrom(name, `frontend/widgets/${room}/`));
    styled[`${room}.css`] = users.map(className);
  }
  files.set("sheets.json", `${JSON.stringify(styled, null, 2)}\n`);
  return new Map([...files].map(([path, text]) => [join(STATIC, path), text]));
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
    .filter((path) => /\.(js|json|css)$/.test(path) && !files.has(path));
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
