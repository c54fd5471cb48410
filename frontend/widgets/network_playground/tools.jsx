/** How many layers and samples there are, which sample is looked at, and how. */

import { MOST_DENSE, MOST_SAMPLES } from "../../arithmetic/network_spec.js";
import { Choices } from "../../parts/choices.jsx";
import { VIEWS } from "../network/stepping.jsx";
import { Choice } from "./choice.jsx";
import { upTo } from "./heads.jsx";
import { keepInMind, memoryOf, reshape } from "./reshape.js";
import { shapeOf, withLayers } from "./shape.js";

/** @param {import("../network/stepping.jsx").NetworkView} view */
export function Tools(view) {
  keepInMind(view);
  const { given, choice, choose } = view;
  const { layers, samples } = shapeOf(given);
  return (
    <>
      <span class="net-count">
        <span aria-hidden="true">Layers</span>
        <Choice label="Layers" options={upTo(1, MOST_DENSE)} value={String(layers.length)} onChange={(count) => reshape(view, (shape) => withLayers(shape, memoryOf(view), Number(count)))} />
      </span>
      <span class="net-count">
        <span aria-hidden="true">Sample</span>
        <Choice label="Sample" options={upTo(0, samples - 1)} value={String(choice.sample)} onChange={(k) => choose({ sample: Number(k) })} />
        <span aria-hidden="true">of</span>
        <Choice label="Samples in the batch" options={upTo(1, MOST_SAMPLES)} value={String(samples)} onChange={(count) => reshape(view, (shape) => ({ ...shape, samples: Number(count) }))} />
      </span>
      <Choices label="View" options={VIEWS} value={choice.view} onChange={(each) => choose({ view: each })} />
    </>
  );
}
