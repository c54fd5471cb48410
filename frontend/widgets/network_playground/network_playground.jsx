/** Steps through any small network: its shape, its loss, its batch and its numbers are the reader's. */

import { defineStepper } from "../../parts/stepper.jsx";
import { Equations } from "../network/equations.jsx";
import { Picture } from "../network/picture.jsx";
import { stepping } from "../network/stepping.jsx";
import { HEADS } from "./heads.jsx";
import { More } from "./solution.jsx";
import { Tools } from "./tools.jsx";

/** @typedef {import("../network/stepping.jsx").Pass} Pass */
/** @typedef {{ name: string, given: Record<string, unknown> }} Example */
/** @typedef {import("../network/stepping.jsx").Given & { examples: Example[] }} Given */

export default defineStepper(/** @type {import("../../parts/stepper.jsx").Definition<Given, Pass>} */ ({
  ...stepping,
  room: "network network_playground",
  label: "Network playground",
  given: ["layers", "loss_kind", "inputs", "targets", "learning_rate", "examples"],
  fixed: ["examples"],
  // A link may name an example.
  upgrade({ example, ...asked }, base) {
    const found = /** @type {Example[]} */ (base["examples"]).find(({ name }) => name === example);
    return example === undefined ? asked : found ? { ...found.given, ...asked } : { example, ...asked };
  },
  predict: "Predict",
  Picture: (view) => (view.choice.view === "matrices" ? <Equations {...view} /> : <Picture view={view} heads={HEADS} />),
  Tools,
  More,
  moreLabel: "The whole solution, and the program",
}));
