/**
 * Bundle the front end: `make widgets`, which runs `node frontend/build.js`. With `--check`, write
 * nothing, and fail if a built file is not what the sources build to.
 *
 * A widget is the module `widgets/<room>/<room>_….jsx`, or `<room>.jsx`, called like its Python class in snake_case.
 * Jupyter takes each as one module. A page takes classic scripts, which also run from a disk: first those with what
 * several widgets share, then the widgets that it shows. `scripts.json` lists them for each widget.
 */

import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const SOURCE = join(ROOT, "frontend");
const STATIC = join(ROOT, "src/backprop/widgets/static");
const MEND = "make widgets";
const HOST = "frontend/page.js";

/**
 * The scripts of what several widgets share. The first is for all widgets, each other one for those that use a source,
 * its mark. What is shared stands in the last script that is for all its users.
 * @type {readonly { script: string, mark?: string }[]}
 */
const SHARED_SCRIPTS = [
  { script: "common" },
  { script: "chapters", mark: "frontend/exercises/reading.js" },
  { script: "questions", mark: "frontend/exercises/judge.js" },
  { script: "steppers", mark: "frontend/parts/stepper.jsx" },
  { script: "graphs", mark: "frontend/widgets/chain_rule/layout.js" },
  { script: "matrices", mark: "frontend/parts/matrix.jsx" },
  { script: "networks", mark: "frontend/widgets/network/stepping.jsx" },
  { script: "charts", mark: "frontend/charts/chart_scale.js" },
  { script: "trainings", mark: "frontend/charts/decision_map.jsx" },
];

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
  target: ["es2022", "chrome111", "firefox115", "safari16.4"],
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
 * A bundle of some lines of source.
 * @param {string} origin
 * @param {string} contents
 * @param {import("esbuild").BuildOptions} options
 */
const bundleText = (origin, contents, options) =>
  bundle(origin, { ...options, stdin: { contents, resolveDir: ROOT, loader: "js" } });

/** The sources that a module is made of.  @param {string} entry */
async function sourcesOf(entry) {
  const { metafile } = await build({ ...SHARED, entryPoints: [entry], format: "esm", metafile: true });
  return Object.keys(metafile?.inputs ?? {});
}

/** @typedef {{ script: string, sources: string[], isFor: (widget: string) => boolean }} SharedScript */

/**
 * What stands in which shared script: the host's sources, and those of two widgets or more.
 * @param {Map<string, string>} widgets
 * @returns {Promise<SharedScript[]>}
 */
async function sharedScripts(widgets) {
  /** @type {Map<string, string[]>} */
  const users = new Map();
  for (const [user, entry] of new Map([[HOST, HOST], ...widgets])) {
    for (const source of await sourcesOf(entry)) users.set(source, [...(users.get(source) ?? []), user]);
  }
  const found = SHARED_SCRIPTS.map(({ script, mark }) => {
    const isFor = (/** @type {string} */ user) => !mark || (users.get(mark) ?? []).includes(user);
    return { script, isFor, sources: /** @type {string[]} */ ([]) };
  });
  for (const [source, its] of [...users].sort()) {
    const isShared = its.length > 1 || (its[0] === HOST && source !== HOST);
    if (isShared) found.findLast(({ isFor }) => its.every(isFor))?.sources.push(source);
  }
  return found;
}

/**
 * Takes what shared scripts hold from there.
 * @param {Set<string>} shared
 * @returns {import("esbuild").Plugin}
 */
const fromShared = (shared) => ({
  name: "shared",
  setup({ onResolve, onLoad, resolve: find }) {
    onResolve({ filter: /.*/ }, async ({ path, pluginData, ...place }) => {
      if (pluginData === "asked" || place.kind === "entry-point") return undefined;
      const found = await find(path, { ...place, pluginData: "asked" });
      const source = relative(ROOT, found.path);
      // As `.cjs`, whatever its own ending: what stands in for it is written so.
      return shared.has(source) ? { path: `${source}.cjs`, namespace: "shared", pluginData: source } : found;
    });
    onLoad({ filter: /.*/, namespace: "shared" }, ({ pluginData }) => ({
      // An ES module, whose default is its own and not all of it.
      contents: `module.exports = { __esModule: true, ...globalThis.backprop.shared[${JSON.stringify(pluginData)}] };`,
    }));
  },
});

/**
 * A shared script's text. The first begins what the others add to, and starts the host.
 * @param {SharedScript} script
 * @param {Set<string>} before  sources in the scripts before it
 */
function bundleShared({ script, sources }, before) {
  const imports = sources.map((source, index) => `import * as m${index} from "./${source}";`);
  const modules = `{ ${sources.map((source, index) => `${JSON.stringify(source)}: m${index}`).join(", ")} }`;
  const isFirst = script === SHARED_SCRIPTS[0]?.script;
  const adds = isFirst
    ? `globalThis.backprop = { shared: ${modules}, widgets: {} };\nimport "./${HOST}";`
    : `Object.assign(globalThis.backprop.shared, ${modules});`;
  return bundleText("frontend/", [...imports, adds].join("\n"), { format: "iife", plugins: [fromShared(before)] });
}

/** Every built file: its path to its text. */
async function bundles() {
  const widgets = await widgetModules();
  const css = await bundle("frontend/styles/styles.css", { entryPoints: ["frontend/styles/styles.css"] });
  /** @type {Map<string, string>} */
  const files = new Map([["widgets.css", css], ["page/widgets.css", css]]);
  const scripts = await sharedScripts(widgets);
  /** @type {Set<string>} */
  const shared = new Set();
  for (const script of scripts) {
    files.set(`page/${script.script}.js`, await bundleShared(script, shared));
    for (const source of script.sources) shared.add(source);
  }
  /** @type {Record<string, string[]>} */
  const needed = {};
  for (const [name, source] of widgets) {
    files.set(`jupyter/${name}.js`, await bundle(source, { entryPoints: [source], format: "esm" }));
    const registers = `import widget from "./${source}";\nglobalThis.backprop.widgets.${className(name)} = widget;`;
    files.set(`page/${name}.js`, await bundleText(source, registers, { format: "iife", plugins: [fromShared(shared)] }));
    const needs = scripts.filter(({ isFor }) => isFor(name)).map(({ script }) => `${script}.js`);
    needed[className(name)] = [...needs, `${name}.js`];
  }
  files.set("scripts.json", `${JSON.stringify(needed, null, 2)}\n`);
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
