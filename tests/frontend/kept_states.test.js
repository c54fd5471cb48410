import assert from "node:assert/strict";
import { test } from "node:test";

import { KeptStates } from "../../frontend/host/kept_states.js";

const OWN = "#neuron?step=0";
const LEFT = "#neuron?step=4";

/** @param {Record<string, string>} [texts] */
function storageOf(texts = {}) {
  const kept = new Map(Object.entries(texts));
  return {
    kept,
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void kept.set(key, text),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
}

test("what was left is there for who comes back, on this page alone", () => {
  const storage = storageOf();
  const before = new KeptStates(() => storage, "/one.html", false);
  before.keep("neuron", { own: OWN, now: LEFT });
  before.save();
  const after = new KeptStates(() => storage, "/one.html", true);
  assert.equal(after.of("neuron", OWN), LEFT);
  assert.equal(after.of("layer", OWN), null);
  assert.ok(after.has("neuron"));
  assert.equal(new KeptStates(() => storage, "/two.html", true).of("neuron", OWN), null);
});

test("a page that is opened anew begins anew, and leaves nothing of the visit before", () => {
  const storage = storageOf();
  const before = new KeptStates(() => storage, "/one.html", false);
  before.keep("neuron", { own: OWN, now: LEFT });
  before.save();
  const anew = new KeptStates(() => storage, "/one.html", false);
  assert.equal(anew.of("neuron", OWN), null);
  anew.save();
  assert.equal(storage.kept.size, 0);
});

test("a figure that has become another one in the meantime is not given what was left", () => {
  const storage = storageOf();
  const before = new KeptStates(() => storage, "/one.html", false);
  before.keep("neuron", { own: OWN, now: LEFT });
  before.save();
  assert.equal(new KeptStates(() => storage, "/one.html", true).of("neuron", "#neuron?step=1"), null);
});

test("what is forgotten is not saved", () => {
  const storage = storageOf();
  const states = new KeptStates(() => storage, "/one.html", false);
  states.keep("neuron", { own: OWN, now: LEFT });
  states.keep("layer", { own: "#layer?step=0", now: "#layer?step=1" });
  states.forget("neuron");
  states.save();
  const after = new KeptStates(() => storage, "/one.html", true);
  assert.deepEqual([after.has("neuron"), after.has("layer")], [false, true]);
});

test("damaged text is nothing", () => {
  for (const text of ["", "{", "3", "null", '"neuron"', "[1]", '{"neuron": 4}', '{"neuron": null}', '{"neuron": {"own": "#neuron?step=0", "now": 4}}']) {
    const states = new KeptStates(() => storageOf({ "backprop-figures /one.html": text }), "/one.html", true);
    assert.equal(states.of("neuron", OWN), null, text);
    assert.ok(!states.has("neuron"), text);
  }
});

test("where nothing can be stored, every page begins anew", () => {
  const forbidden = new KeptStates(() => { throw new DOMException("no", "SecurityError"); }, "/one.html", true);
  forbidden.keep("neuron", { own: OWN, now: LEFT });
  forbidden.save();
  assert.equal(new KeptStates(() => /** @type {Storage} */ (/** @type {unknown} */ (null)), "/one.html", true).of("neuron", OWN), null);
  const full = { ...storageOf(), setItem: () => { throw new DOMException("no room", "QuotaExceededError"); } };
  const states = new KeptStates(() => full, "/one.html", true);
  states.keep("neuron", { own: OWN, now: LEFT });
  states.save();
  assert.equal(new KeptStates(() => full, "/one.html", true).has("neuron"), false);
});
