/** The samples, each with its gradient: dragged to another worker, or moved with the arrow keys. */

import { useState } from "preact/hooks";

import { formatFitted, formatNumber } from "../../arithmetic/numbers.js";
import { withSampleAt } from "../../arithmetic/shards.js";
import { magnification } from "../../parts/own_pixels.js";
import { useWidth } from "../../parts/use_width.js";
import { holderOf, litSample } from "./look.js";

/** @typedef {import("./look.js").ShardView} ShardView */

const ROWS = 4; // of chips in a tray
const [TRAY, CHIP, DIGIT] = [8, 6, 7.5]; // pixels: the edges of a tray, those of a chip, and a digit
const ENOUGH = 5; // digits that nearly every gradient has room in
const ASIDE = 24; // pixels beside the trays in which a chip may still be let go
/** @type {Readonly<Record<string, number>>} */
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -Infinity, End: Infinity };

/** @typedef {{ sample: number, from: [x: number, y: number], by: [x: number, y: number], over: number | null }} Drag */

/** What fits, 3e4 for 25900 if need be; a part of a number would be another one.  @param {number} gradient @param {number} room */
function written(gradient, room) {
  const power = gradient.toExponential(0).replace("+", "").replaceAll("-", "−");
  return [formatFitted(gradient, Math.max(3, room)), power].find((text) => text.length <= Math.max(4, room)) ?? "…";
}

/** @param {{ view: ShardView }} props */
export function Chips({ view }) {
  const { pass, edit, light } = view;
  const [box, width] = useWidth();
  const [drag, setDrag] = useState(/** @type {Drag | null} */ (null));
  const count = pass.workers.length;
  const roomBeside = (/** @type {number} */ across) => Math.floor(((width / count - TRAY) / across - CHIP) / DIGIT);

  /** @param {number} sample @param {number} worker */
  function move(sample, worker) {
    if (worker !== holderOf(pass.workers, sample)) edit("shards", (given) => ({ ...given, shards: withSampleAt(given.shards, sample, worker) }));
  }

  /** The worker whose tray the pointer is over.  @param {PointerEvent} event */
  function workerAt({ clientX, clientY }) {
    if (!box.current) return null;
    const { left, top, width, bottom } = box.current.getBoundingClientRect();
    const worker = Math.floor(((clientX - left) / width) * count);
    return clientY < top - ASIDE || clientY > bottom + ASIDE || worker < 0 || worker >= count ? null : worker;
  }

  return (
    <div class="chips" ref={box} role="group" aria-label="Samples, by worker">
      {pass.workers.map((_, k) => <div key={k} class="tray-floor" data-over={drag?.over === k} style={`--worker: ${k}`} />)}
      {pass.gradients.map((gradient, sample) => {
        const worker = holderOf(pass.workers, sample);
        const held = drag?.sample === sample ? drag : null;
        const { samples = [] } = pass.workers[worker] ?? {};
        const place = samples.indexOf(sample);
        const across = samples.length > ROWS || roomBeside(2) >= ENOUGH ? 2 : 1;
        return (
          <div key={sample} class="chip-place" style={`--worker: ${worker}; --across: ${across}; --side: ${place % across}; --row: ${Math.floor(place / across)}`}>
            <div
              class="chip" role="slider" tabindex={0} aria-label={`Sample ${sample}, gradient ${formatNumber(gradient, 4)}`} title={`gradient of sample ${sample}: ${gradient}`}
              aria-valuemin={0} aria-valuemax={count - 1} aria-valuenow={worker} aria-valuetext={`worker ${worker}`}
              data-sample={sample} data-cell={`gradient ${sample}`} data-value={gradient} data-held={held !== null} data-lit={litSample(view.lit) === sample}
              style={held ? `transform: translate(${held.by[0]}px, ${held.by[1]}px)` : ""}
              onPointerEnter={() => light(`sample ${sample}`)} onPointerLeave={() => light(null)}
              onFocusIn={() => light(`sample ${sample}`)} onFocusOut={() => light(null)}
              onKeyDown={(event) => {
                const by = KEYS[event.key];
                if (event.key === "Escape") setDrag(null);
                if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                move(sample, Math.max(0, Math.min(count - 1, worker + by)));
              }}
              onPointerDown={(event) => {
                if (event.button !== 0) return;
                event.preventDefault();
                event.currentTarget.setPointerCapture(event.pointerId);
                event.currentTarget.focus({ preventScroll: true });
                setDrag({ sample, from: [event.clientX, event.clientY], by: [0, 0], over: worker });
              }}
              onPointerMove={(event) => {
                if (!held) return;
                const times = magnification(event.currentTarget);
                setDrag({ ...held, by: [(event.clientX - held.from[0]) / times, (event.clientY - held.from[1]) / times], over: workerAt(event) });
              }}
              onPointerUp={(event) => {
                if (!held) return;
                setDrag(null);
                const over = workerAt(event);
                if (over !== null) move(sample, over);
              }}
              onPointerCancel={() => setDrag(null)}
            >
              <span class="chip-name" aria-hidden="true">{sample}</span>
              <span class="gradient">{written(gradient, roomBeside(across))}</span>
            </div>
          </div>
        );
      })}
    </div>
  );
}
