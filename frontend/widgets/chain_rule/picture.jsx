/** The graph: values and gradients in their nodes, the inputs changed where they stand, the step's factor on its edge. */

import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { formatNumber } from "../../arithmetic/numbers.js";
import { plainText } from "../../arithmetic/names.js";
import { useUniqueId } from "../../markup/unique_id.js";
import { prefersReducedMotion } from "../../parts/motion.js";
import { NumberField } from "../../parts/number_field.jsx";
import { useWidth } from "../../parts/use_width.js";
import { geometry } from "./geometry.js";
import { asFactor, labelsOf, signed } from "./labels.js";
import { layOut } from "./layout.js";
import { DIGITS, SIGNS, inOneLine, lettersOf } from "./letters.js";
import { isShare } from "./math.js";
import { fitted, grown, isLong, isNarrow, isWide } from "./room.js";

/** @typedef {import("../../arithmetic/graph.js").NodeSpec} NodeSpec */
/** @typedef {import("../../arithmetic/evaluate.js").Step} Step */
/** @typedef {import("./chain_rule_stepper.jsx").ChainView} ChainView */
/** @typedef {import("./geometry.js").Edge} Edge */

const TRAVEL = 550; // milliseconds along an edge
const HEIGHT = 340; // where it is given, until it is measured

/** @param {ChainView & { fits?: boolean }} view  `fits`: the room's height is given, and the graph is scaled to it */
export function Picture(view) {
  const { fits = false, pass, step, question } = view;
  const { spec, steps } = pass;
  const layout = useMemo(() => layOut(spec), [spec]);
  const [box, width, height] = useWidth();
  const short = inOneLine(pass);
  const room = useMemo(
    () => (fits ? fitted(layout, { width, height: height || HEIGHT }) : grown(layout, width, short)),
    [fits, layout, width, fits && height, short],
  );
  const drawing = useMemo(() => geometry(spec, layout, room), [spec, layout, room]);
  const labels = useMemo(() => labelsOf(pass, drawing, room), [pass, drawing, room]);
  const arrow = useUniqueId("arrow");
  // The number keeps the room, and the slider leads to the step as well.
  const narrow = isNarrow(drawing.node.width, room.scale);

  const active = steps[step - 1] ?? null;
  const asked = question !== null;
  const edge = active && drawing.edges.find((each) => each.node === active.node && each.argument === active.argument);
  const [pulse, travelling] = usePulse(edge ?? null, `${step}${asked ? "?" : ""}`, step);
  const counted = asked || travelling ? steps.slice(0, step - 1) : steps.slice(0, step);
  const gradients = new Map([[spec.output, pass.gradients[spec.output] ?? NaN], ...counted.map((each) => /** @type {const} */ ([each.wrt, each.total]))]);
  const unfinished = new Set(steps.slice(counted.length).map((each) => each.wrt));
  // In the order of reading, which is the order of the Tab key: column by column, from the top.
  const reading = [...layout.places].sort(([, a], [, b]) => a.column - b.column || a.row - b.row).map(([name]) => name);
  const litEdges = drawing.edges.filter((each) => view.lit !== null && (each.node === view.lit || each.wrt === view.lit));
  const near = new Set(litEdges.flatMap(({ node, wrt }) => [node, wrt]));

  /** @param {Edge} each */
  const stepOf = (each) => steps.findIndex(({ node, argument }) => node === each.node && argument === each.argument);

  return (
    <div
      ref={box} class={`graph form-${room.form} ${(fits ? isWide : isLong)(layout) ? "long" : ""} ${narrow ? "narrow" : ""}`} role="group" aria-label="Computational graph"
      style={`height: ${fits ? "100%" : `${room.height}px`}`}
    >
      <div class="graph-canvas" style={`width: ${room.width}px; height: ${room.height}px; --scale: ${room.scale}; scale: ${room.scale === 1 ? "none" : room.scale}`}>
        <svg class="graph-edges" aria-hidden="true">
          <defs>
            <marker id={arrow} class="graph-arrow" viewBox="0 0 8 8" refX={7} refY={4} markerWidth={12} markerHeight={12} markerUnits="userSpaceOnUse" orient="auto">
              <path d="M0 0 L8 4 L0 8 Z" />
            </marker>
          </defs>
          {drawing.edges.map((each) => {
            const at = stepOf(each);
            const state = each === edge ? "active" : at >= 0 && at < counted.length ? "done" : litEdges.includes(each) ? "lit" : "";
            return <path key={each.key} class={`graph-edge ${state}`} d={each.path} marker-end={each === edge ? `url(#${arrow})` : undefined} />;
          })}
        </svg>
        {reading.map((name) => {
          const node = spec.nodes.find((each) => each.name === name);
          const { x, y } = drawing.places.get(name) ?? { x: 0, y: 0 };
          const role = active?.wrt === name ? "target" : active?.node === name ? "source" : near.has(name) ? "near" : "";
          return node && (
            <Node
              key={name} node={node} view={view} role={role} narrow={narrow} asked={asked && active?.wrt === name}
              gradient={gradients.get(name)} unfinished={unfinished.has(name)}
              style={`left: ${x}px; top: ${y}px; width: ${drawing.node.width}px; height: ${drawing.node.height}px; --large: ${lettersOf(pass, name, SIGNS[node.op] ?? "", room.form, drawing.node.width)}px`}
            />
          );
        })}
        {drawing.edges.map((each) => {
          const at = stepOf(each);
          const [of, label] = [steps[at], labels.get(each.key)];
          if (!of || !label) return null;
          const shown = each === edge || view.choice["factors"];
          const brings = isShare(pass, of) && at < counted.length;
          return (
            <span key={each.key} aria-hidden="true">
              {shown && !(each === edge && travelling) && (
                <span class={`edge-factor ${each === edge ? "now" : ""}`} style={`left: ${label.factor.x}px; top: ${label.factor.y}px`}>
                  {each === edge && asked ? "× ?" : asFactor(of.local)}
                </span>
              )}
              {brings && each !== edge && label.arrival && (
                <span class="edge-share" style={`left: ${label.arrival.x}px; top: ${label.arrival.y}px`}>{signed(of.contribution)}</span>
              )}
            </span>
          );
        })}
        {edge && <span ref={pulse} class="pulse" hidden={!travelling} aria-hidden="true" style={`offset-path: path("${edge.path}")`}>{asFactor(active?.local ?? 1)}</span>}
      </div>
    </div>
  );
}

/**
 * The factor that runs along the edge of a step that was reached from the one before, or found.
 * @param {Edge | null} edge
 * @param {string} moment  the step, and whether it is asked for
 * @param {number} step
 * @returns {[import("preact").RefObject<HTMLSpanElement | null>, boolean]}
 */
function usePulse(edge, moment, step) {
  const pulse = useRef(/** @type {HTMLSpanElement | null} */ (null));
  const before = useRef({ moment, step });
  const [running, setRunning] = useState("");
  const last = before.current;
  const forward = moment !== last.moment && !moment.endsWith("?") && edge !== null && (step === last.step + 1 || last.moment === `${step}?`);
  const starts = forward && !prefersReducedMotion();

  useLayoutEffect(() => {
    before.current = { moment, step };
    if (!starts || !pulse.current) return setRunning("");
    setRunning(moment);
    const way = pulse.current.animate([{ offsetDistance: "0%" }, { offsetDistance: "100%" }], { duration: TRAVEL, easing: "ease-in-out" });
    way.onfinish = () => setRunning("");
    return () => way.cancel();
  }, [moment]);

  return [pulse, starts || running === moment];
}

/**
 * @param {object} props
 * @param {NodeSpec} props.node
 * @param {ChainView} props.view
 * @param {string} props.role
 * @param {boolean} props.narrow
 * @param {boolean} props.asked
 * @param {number | undefined} props.gradient  as far as it is known
 * @param {boolean} props.unfinished
 * @param {string} props.style
 */
function Node({ node, view, role, narrow, asked, gradient, unfinished, style }) {
  const { name, op } = node;
  const { pass, given } = view;
  const value = pass.values[name] ?? NaN;
  const label = plainText(name);
  if (op === "constant") return <span class="graph-node constant" style={style}><Value name={name} value={value} /></span>;

  const isOutput = name === pass.spec.output;
  const jump = () => view.go(pass.steps.findLastIndex((each) => each.wrt === name) + 1);
  const light = {
    onPointerEnter: () => view.light(name), onPointerLeave: () => view.light(null),
    onFocusIn: () => view.light(name), onFocusOut: () => view.light(null),
  };
  const known = gradient !== undefined && !asked;
  const written = (
    <span class="node-gradient" data-gradient={name} data-value={known && !unfinished ? gradient : undefined} title={known ? String(gradient) : undefined}>
      {known ? <><span class="visually-hidden">, gradient </span>{formatNumber(gradient, DIGITS)}{unfinished ? " …" : ""}</> : asked ? "?" : ""}
    </span>
  );
  const common = { class: `graph-node ${op === "input" ? "input" : "operation"}`, "data-node": name, "data-role": role, style, ...light };
  const current = role === "target" ? /** @type {const} */ ("step") : undefined;

  if (op === "input") {
    const named = <>{label}{known && <span class="visually-hidden">, gradient {formatNumber(gradient, DIGITS)}</span>}</>;
    return (
      <div {...common} data-node-value={name} data-value={value}>
        {narrow ? <span class="node-name">{named}</span> : <button type="button" class="node-name" aria-current={current} onClick={jump}>{named}</button>}
        <NumberField
          view={view} name={`inputs.${name}`} label={label} value={value} digits={DIGITS}
          change={(before, x) => ({ ...before, inputs: { ...before.inputs, [name]: x } })}
        />
        <span aria-hidden="true">{written}</span>
      </div>
    );
  }
  const inside = (
    <>
      <span class="node-name">{label}<span class="node-sign" aria-hidden="true">{SIGNS[op] ?? ""}</span></span>
      <span class="visually-hidden"> = </span>
      <Value name={name} value={value} />
    </>
  );
  if (isOutput) {
    return (
      <div {...common}>
        <button type="button" class="node-body" aria-current={current} onClick={jump}>{inside}</button>
        <span class="seed" data-gradient={name} data-value={given.dvalue}>
          <NumberField
            view={view} name="dvalue" label="Incoming gradient" value={given.dvalue} digits={DIGITS} class="node-gradient"
            change={(before, x) => ({ ...before, dvalue: x })}
          />
        </span>
      </div>
    );
  }
  return <button type="button" {...common} aria-current={current} onClick={jump}>{inside}{written}</button>;
}

/** @param {{ name: string, value: number }} props */
const Value = ({ name, value }) => (
  <span class="node-value" data-node-value={name} data-value={value} title={String(value)}>{formatNumber(value, DIGITS)}</span>
);
