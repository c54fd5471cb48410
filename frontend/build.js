/**
 * Bundle the front end: `make widgets`, which runs `node frontend/build.js`. With `--check`, write
 * nothing, and fail if a built file is not what the sources build to.
 *
 * A widget is the module `widgets/<room>/<room>_….jsx`, or `<room>.jsx`, called like its Python class in snake_case.
 * Jupyter takes each as one module. A page takes classic scripts, which also run from a disk: first
 * `common.js` with what several widgets share, then the widgets that it shows.
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

/**
 * What stands in common.js: the host's sources, and those of two widgets or more.
 * @param {Iterable<string>} widgets
 */
async function commonSources(widgets) {
  /** @type {Map<string, number>} */
  const uses = new Map((await sourcesOf(HOST)).map((source) => [source, 2]));
  for (const widget of widgets) {
    for (const source of await sourcesOf(widget)) uses.set(source, (uses.get(source) ?? 0) + 1);
  }
  return new Set([...uses].filter(([source, count]) => count > 1 && source !== HOST).map(([source]) => source).sort());
}

/**
 * Takes what common.js holds from there.
 * @param {Set<string>} common
 * @returns {import("esbuild").Plugin}
 */
const fromCommon = (common) => ({
  name: "common",
  setup({ onResolve, onLoad, resolve: find }) {
    onResolve({ filter: /.*/ }, async ({ path, pluginData, ...place }) => {
      if (pluginData === "asked" || place.kind === "entry-point") return undefined;
      const found = await find(path, { ...place, pluginData: "asked" });
      const source = relative(ROOT, found.path);
      // As `.cjs`, whatever its own ending: what stands in for it is written so.
      return common.has(source) ? { path: `${source}.cjs`, namespace: "common", pluginData: source } : found;
    });
    onLoad({ filter: /.*/, namespace: "common" }, ({ pluginData }) => ({
      // An ES module, whose default is its own and not all of it.
      contents: `module.exports = { __esModule: true, ...globalThis.backprop.shared[${JSON.stringify(pluginData)}] };`,
    }));
  },
});

/** Every built file: its path to its text. */
async function bundles() {
  const widgets = await widgetModules();
  const common = await commonSources(widgets.values());
  const css = await bundle("frontend/styles/styles.css", { entryPoints: ["frontend/styles/styles.css"] });
  /** @type {Map<string, string>} */
  const files = new Map([["widgets.css", css], ["page/widgets.css", css]]);
  const imports = [...common].map((source, index) => `import * as m${index} from "./${source}";`);
  const shared = [...common].map((source, index) => `${JSON.stringify(source)}: m${index}`);
  const begin = `${imports.join("\n")}\nglobalThis.backprop = { shared: { ${shared.join(", ")} }, widgets: {} };`;
  files.set("page/common.js", await bundleText("frontend/", `${begin}\nimport "./${HOST}";`, { format: "iife" }));
  for (const [name, source] of widgets) {
    files.set(`jupyter/${name}.js`, await bundle(source, { entryPoints: [source], format: "esm" }));
    const registers = `import widget from "./${source}";\nglobalThis.backprop.widgets.${className(name)} = widget;`;
    files.set(`page/${name}.js`, await bundleText(source, registers, { format: "iife", plugins: [fromCommon(common)] }));
  }
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
