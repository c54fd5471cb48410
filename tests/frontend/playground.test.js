/** The playground's own path of state: a pass that grows, slice by slice. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { lastEpoch } from "../../frontend/arithmetic/record.js";
import { createStaticModel } from "../../frontend/host/static_model.js";
import { createStore } from "../../frontend/parts/store.js";
import { more, passFrom } from "../../frontend/widgets/training/trainings.js";
import widget from "../../frontend/widgets/training/training_playground.jsx";
import { sayPlayground } from "../../frontend/widgets/training/words.js";

/** @typedef {import("../../frontend/widgets/training/trainings.js").Given} Given */
/** @typedef {import("../../frontend/widgets/training/trainings.js").Pass} Pass */

/** @type {Given} */
const GIVEN = { optimizer: "SGD", rate: 0.1, scale: 1, hidden: 4, noise: 0.1, seed: 0, kept: [], epochs: 30 };
const CHOICE = { step: 0, log_scale: false, measure: "loss" };

/** As far as it goes.  @param {Pass} pass @param {number} step */
function trained(pass, step) {
  let slices = 0;
  for (let next = more(pass, { step }); next; next = more(pass, { step })) {
    pass = next.pass;
    slices += 1;
  }
  return { pass, slices };
}

test("it trains up to the step that is asked for, and no further", () => {
  const { pass } = trained(passFrom(GIVEN), 7);
  assert.deepEqual(pass.tracks.map(({ run }) => lastEpoch(run)), [7]);
  assert.equal(more(pass, { step: 7 }), null);
  assert.equal(more(pass, { step: 3 }), null);
  const kept = trained(passFrom({ ...GIVEN, kept: [{ ...GIVEN, optimizer: "Adam" }] }), 9).pass;
  assert.deepEqual(kept.tracks.map(({ run }) => [run.label, lastEpoch(run)]), [["SGD, rate 0.1", 9], ["Adam, rate 0.1", 9]]);
});

test("what was trained before is not trained anew", () => {
  const other = { ...GIVEN, seed: 5 };
  const first = trained(passFrom(other), 5).pass;
  trained(passFrom({ ...other, rate: 0.2 }), 5);
  assert.equal(passFrom(other).trainings[0], first.trainings[0]);
});

test("an edit starts training again, up to the same epoch; a reset goes back to the start", () => {
  const model = createStaticModel({ ...GIVEN, ...CHOICE, initial: { ...GIVEN } });
  const store = createStore(
    { given: /** @type {(keyof Given)[]} */ (Object.keys(GIVEN)), choice: Object.keys(CHOICE), pass: passFrom, count: ({ epochs }) => epochs, more, initial: (trait) => trait("initial") },
    model,
  );
  /** @type {string[]} */
  const causes = [];
  store.subscribe((cause) => causes.push(cause));
  const settle = () => {
    for (let i = 0; i < 50; i++) store.goOn();
  };
  const reached = () => /** @type {Pass} */ (store.now().pass).tracks.map(({ run }) => lastEpoch(run))[0];
  store.choose({ step: 6 });
  settle();
  assert.equal(causes[0], "choice");
  assert.equal(causes.at(-1), "choice"); // it is there
  store.edit("rate", (given) => ({ ...given, rate: 0.3 }));
  assert.equal(reached(), 0);
  settle();
  assert.equal(reached(), 6);
  assert.equal(model.get("rate"), 0.3);
  store.reset();
  assert.deepEqual([model.get("rate"), store.now().choice.step], [0.1, 0]);
  store.destroy();
});

test("a link is refused with what was expected", async () => {
  const { validateState } = widget;
  const refused = (/** @type {object} */ changes, /** @type {RegExp} */ said) => assert.throws(() => validateState({ ...GIVEN, ...CHOICE, ...changes }), said);
  assert.equal((await validateState({ ...GIVEN, ...CHOICE, step: 30 }))["step"], 30);
  refused({ step: 31 }, /“step” is a whole number from 0 to 30/);
  refused({ rate: 11 }, /rate is a number from 0.0001 to 10; got 11/);
  refused({ hidden: 2.5 }, /hidden is a whole number from 1 to 128; got 2.5/);
  refused({ optimizer: "RMSProp" }, /one of SGD, Momentum, Nesterov, Adam; got "RMSProp"/);
  refused({ measure: "size" }, /“measure” is one of loss, accuracy/);
  refused({ kept: [GIVEN, GIVEN] }, /At most one training can be kept for comparison; got 2/);
  refused({ kept: [{ ...GIVEN, seed: -1 }] }, /seed is a whole number/);
  refused({ kept: [{}] }, /optimizer is one of/);
  refused({ kept: [null] }, /six settings; got null/);
});

test("what has gone wrong is said", () => {
  const said = (/** @type {Partial<Given>} */ changes, /** @type {number} */ step) =>
    sayPlayground(/** @type {any} */ ({ pass: trained(passFrom({ ...GIVEN, ...changes }), step).pass, step }));
  assert.match(said({}, 3), /^After epoch 3 the loss is 1\.\d+, and \d+% /);
  assert.match(said({ rate: 10, hidden: 16 }, 2), /every neuron is dead/);
  assert.match(said({ optimizer: "Adam", rate: 10, hidden: 64, seed: 1 }, 1), /larger than at the start/);
  const pass = passFrom(GIVEN);
  const broken = { ...pass, trainings: [{ ...pass.trainings[0], run: { ...pass.tracks[0]?.run, epochs: [0, 1, 2] }, failed: true }] };
  assert.match(sayPlayground(/** @type {any} */ ({ pass: broken, step: 2 })), /^Epoch 3 breaks down/);
  assert.match(sayPlayground(/** @type {any} */ ({ pass: passFrom({ ...GIVEN, seed: 77 }), step: 9 })), /^Training: epoch 0 of 9/);
});
