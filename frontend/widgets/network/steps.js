/** The steps through a network: each layer forward, the loss, its gradient, each layer backward, the update. */

/** @typedef {"start" | "forward" | "loss" | "dloss" | "backward" | "update"} Part */
/** @typedef {{ part: Part, layer: number }} Stage  `layer` is −1 but where a layer is visited */

/** @param {number} layers  how many there are */
export const lastStep = (layers) => 2 * layers + 3;

/** @param {number} step @param {number} layers @returns {Stage} */
export function stageAt(step, layers) {
  if (step <= 0) return { part: "start", layer: -1 };
  if (step <= layers) return { part: "forward", layer: step - 1 };
  if (step === layers + 1) return { part: "loss", layer: -1 };
  if (step === layers + 2) return { part: "dloss", layer: -1 };
  if (step < lastStep(layers)) return { part: "backward", layer: lastStep(layers) - 1 - step };
  return { part: "update", layer: -1 };
}

/** @param {Part} part @param {number} layers @param {number} [layer] */
export function stepOf(part, layers, layer = 0) {
  switch (part) {
    case "start": return 0;
    case "forward": return layer + 1;
    case "loss": return layers + 1;
    case "dloss": return layers + 2;
    case "backward": return lastStep(layers) - 1 - layer;
    case "update": return lastStep(layers);
  }
}

/** @param {Stage} stage */
export function titleOf({ part, layer }) {
  return {
    start: "Start",
    forward: `Forward, layers[${layer}]`,
    loss: "The loss",
    dloss: "Gradient of the loss",
    backward: `Backward, layers[${layer}]`,
    update: "Update",
  }[part];
}
