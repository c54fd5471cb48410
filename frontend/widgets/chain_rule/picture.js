/** The picture of a graph: nodes as buttons with value and gradient, edges that show which way a step goes. */

import { h, prefersReducedMotion, s, uniqueId } from "../../markup/dom.js";
import { argumentsOf } from "../../arithmetic/graph.js";
import { edgeKey, layOut } from "./layout.js";
import { math, plainText, symbol } from "../../markup/old/mathml.js";
import { formatNumber } from "../../arithmetic/numbers.js";

/** @typedef {import("../../arithmetic/graph.js").GraphSpec} GraphSpec */
/** @typedef {import("../../arithmetic/graph.js").NodeSpec} NodeSpec */
/** @typedef {import("../../arithmetic/evaluate.js").Step} Step */

/**
 * @typedef {object} Shown
 * @property {Record<string, number>} values
 * @property {Map<string, number>} gradients those known so far
 * @property {Set<string>} unfinished nodes whose gradient still waits for a contribution
 * @property {Step[]} done the steps taken so far
 * @property {Step | null} active the step that is being looked at
 * @property {boolean} hidden whether the active step's factor is still to be found by the reader
 */

const WIDE = { node: { width: 96, height: 62 }, gap: { most: 96, least: 58 }, row: 70, padding: 6, digits: 4 };
const NARROW = { node: { width: 64, height: 58 }, gap: { most: 60, least: 16 }, row: 64, padding: 4, digits: 3 };
const NARROW_BELOW = 520;
/** A gap that has room for a factor on its edge; on a narrower one the formula below says it alone. */
const LABEL_GAP = 56;

/** What a node's corner says of its operation. */
/** @type {Record<string, string>} */
const SIGNS = {
  add: "+", sub: "−", mul: "×", div: "÷", neg: "−( )", pow: "aᵇ", exp: "exp", log: "log",
  relu: "ReLU", sigmoid: "σ", tanh: "tanh", square: "( )²", sum: "+",
};

/**
 * @param {GraphSpec} spec
 * @param {(name: string) => void} onSelect called when the reader picks a node
 */
export function createGraphPicture(spec, onSelect) {
  const layout = layOut(spec);
  const nodes = new Map(spec.nodes.map((node) => [node.name, createNode(node, onSelect)]));
  // In the order of reading, which is the order of the Tab key: column by column, from the top.
  const reading = [...layout.places].sort(([, a], [, b]) => a.column - b.column || a.row - b.row);
  const edges = spec.nodes.flatMap((node) =>
    argumentsOf(node).map((from, argument) => createEdge(node.name, from, argument, argumentsOf(node))),
  );
  const marker = s("marker", {
    id: uniqueId("arrow"), class: "graph-arrow",
    viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 14, markerHeight: 14, markerUnits: "userSpaceOnUse", orient: "auto",
  }, s("path", { d: "M0 0 L8 4 L0 8 Z" }));
  const lines = s("svg", { class: "graph-edges", "aria-hidden": "true" }, s("defs", null, marker), ...edges.map((edge) => edge.line));
  const canvas = h("div", { class: "graph-canvas" }, lines, ...reading.map(([name]) => nodes.get(name)?.element ?? ""), ...edges.map((edge) => edge.label));
  const element = h("div", { class: "graph-picture", role: "group", "aria-label": "Computational graph" }, canvas);

  /** @type {Shown | null} */
  let current = null;
  let size = WIDE;

  function resize() {
    const width = element.clientWidth;
    if (width === 0) return;
    size = width < NARROW_BELOW ? NARROW : WIDE;
    const { node, gap, row, padding } = size;
    canvas.classList.toggle("narrow", size === NARROW);
    const room = (width - 2 * padding - layout.columns * node.width) / Math.max(1, layout.columns - 1);
    const between = Math.max(gap.least, Math.min(gap.most, room));
    const pitch = node.width + between;
    canvas.classList.toggle("unlabelled", between < LABEL_GAP);
    /** @param {import("./layout.js").Place | undefined} place */
    const corner = (place) => ({ x: padding + (place?.column ?? 0) * pitch, y: padding + (place?.row ?? 0) * row });
    canvas.style.width = `${2 * padding + (layout.columns - 1) * pitch + node.width}px`;
    canvas.style.height = `${2 * padding + (layout.rows - 1) * row + node.height}px`;
    for (const [name, { element: box }] of nodes) {
      const { x, y } = corner(layout.places.get(name));
      Object.assign(box.style, { left: `${x}px`, top: `${y}px`, width: `${node.width}px`, height: `${node.height}px` });
    }
    for (const edge of edges) {
      const from = corner(layout.places.get(edge.wrt));
      const to = corner(layout.places.get(edge.node));
      const middle = node.height / 2 + edge.offset;
      // From right to left, as the gradient goes: out of the result, past the nodes between, into the argument.
      const stops = [{ x: to.x, y: to.y + middle }];
      for (const place of [...(layout.routes.get(edgeKey(edge.node, edge.argument)) ?? [])].reverse()) {
        const { x, y } = corner(place);
        stops.push({ x: x + node.width, y: y + node.height / 2 }, { x, y: y + node.height / 2 });
      }
      stops.push({ x: from.x + node.width, y: from.y + middle });
      edge.draw(stops);
    }
    if (current) show(current);
  }

  /** Scroll the picture, and nothing else, so that the active step is in sight. */
  function revealActive() {
    const box = nodes.get(current?.active?.wrt ?? spec.output)?.element;
    if (!box || element.scrollWidth <= element.clientWidth) return;
    const left = box.offsetLeft - (element.clientWidth - box.offsetWidth) / 3;
    element.scrollTo({ left, behavior: prefersReducedMotion() ? "auto" : "smooth" });
  }

  /** @param {Shown} shown */
  function show(shown) {
    current = shown;
    const { values, gradients, unfinished, done, active, hidden } = shown;
    const { digits } = size;
    for (const [name, node] of nodes) {
      node.show({
        digits,
        value: values[name] ?? NaN,
        gradient: gradients.get(name),
        unfinished: unfinished.has(name),
        asked: hidden && active?.wrt === name,
        role: active?.wrt === name ? "target" : active?.node === name ? "source" : null,
      });
    }
    for (const edge of edges) {
      /** @param {Step | null} step */
      const isThis = (step) => step !== null && step.node === edge.node && step.argument === edge.argument;
      const factor = isThis(active) ? (hidden ? "× ?" : `× ${formatNumber(active?.local ?? NaN, digits)}`) : null;
      edge.show({ done: done.some(isThis), factor, arrow: `url(#${marker.id})` });
    }
    revealActive();
  }

  const observer = new ResizeObserver(resize);
  observer.observe(element);
  return { element, show, destroy: () => observer.disconnect() };
}

/**
 * @param {NodeSpec} node
 * @param {(name: string) => void} onSelect
 */
function createNode(node, onSelect) {
  const { name, op } = node;
  const isConstant = op === "constant";
  const value = h("span", { class: "node-value", "data-node-value": name });
  const gradient = h("span", { class: "node-gradient", "data-gradient": isConstant ? null : name });
  const sign = h("span", { class: "node-sign" }, SIGNS[op] ?? "");
  const head = h("span", { class: "node-head" }, isConstant ? "" : math(symbol(name)), sign);
  const element = isConstant
    ? h("span", { class: "graph-node constant" }, value)
    : h("button", { type: "button", class: `graph-node ${op === "input" ? "input" : "operation"}` }, head, value, gradient);
  if (!isConstant) element.addEventListener("click", () => onSelect(name));

  /** @param {{ digits: number, value: number, gradient: number | undefined, unfinished: boolean, asked: boolean, role: string | null }} shown */
  function show({ digits, value: newValue, gradient: newGradient, unfinished, asked, role }) {
    value.textContent = formatNumber(newValue, digits);
    value.setAttribute("data-value", String(newValue));
    if (isConstant) return;
    const known = newGradient !== undefined && !asked;
    const text = known ? `${formatNumber(newGradient, digits)}${unfinished ? " + …" : ""}` : asked ? "?" : "";
    gradient.textContent = text === "" ? "" : `∂ ${text}`;
    if (newGradient !== undefined && known && !unfinished) gradient.setAttribute("data-value", String(newGradient));
    else gradient.removeAttribute("data-value");
    element.dataset["role"] = role ?? "";
    const spoken = known ? `gradient ${text.replace("+ …", "so far")}` : "gradient not yet known";
    element.setAttribute("aria-label", `${plainText(name)} = ${formatNumber(newValue, digits)}, ${spoken}`);
    if (role === "target") element.setAttribute("aria-current", "step");
    else element.removeAttribute("aria-current");
  }

  return { element, show };
}

/**
 * The edge from an argument to a node. Two edges between the same nodes run side by side.
 *
 * @param {string} node
 * @param {string} wrt
 * @param {number} argument
 * @param {string[]} all the node's arguments
 */
function createEdge(node, wrt, argument, all) {
  const twins = all.flatMap((name, index) => (name === wrt ? [index] : []));
  const offset = (twins.indexOf(argument) - (twins.length - 1) / 2) * 14;
  const line = s("path", { class: "graph-edge" });
  const label = h("span", { class: "edge-factor", hidden: true, "aria-hidden": "true" });

  return {
    node, wrt, argument, offset, line, label,
    /** @param {{ x: number, y: number }[]} stops */
    draw(stops) {
      const path = stops.slice(1).map((stop, index) => curve(stops[index] ?? stop, stop));
      line.setAttribute("d", `M${stops[0]?.x} ${stops[0]?.y} ${path.join(" ")}`);
      const [first = { x: 0, y: 0 }, second = first] = stops;
      label.style.left = `${(first.x + second.x) / 2}px`;
      label.style.top = `${(first.y + second.y) / 2}px`;
    },
    /** @param {{ done: boolean, factor: string | null, arrow: string }} shown */
    show({ done, factor, arrow }) {
      line.classList.toggle("done", done);
      line.classList.toggle("active", factor !== null);
      if (factor === null) line.removeAttribute("marker-end");
      else line.setAttribute("marker-end", arrow);
      label.hidden = factor === null;
      label.textContent = factor ?? "";
    },
  };
}

/** @param {{ x: number, y: number }} from @param {{ x: number, y: number }} to */
function curve(from, to) {
  const middle = (from.x + to.x) / 2;
  return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}
