/** Steps through a small network, forward and backward: its neurons and wires, or its matrices, and one gradient as factors. */

import { defineStepper } from "../../parts/stepper.jsx";
import { stepping } from "./stepping.jsx";

export default defineStepper({ ...stepping, room: "network", label: "Network stepper", fixed: ["loss_kind"] });
