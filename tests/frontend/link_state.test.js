import assert from "node:assert/strict";
import { test } from "node:test";

import { checkAgainst, decodeLink, encodeLink, linkedFigure } from "../../frontend/host/link_state.js";

test("a simple state stays readable", () => {
  assert.equal(encodeLink("one-neuron", { position: 3, rate: 0.001 }), "#one-neuron?position=3&rate=0.001");
  assert.equal(encodeLink("f", { inputs: { x0: 1 } }), "#f?inputs=%7B%22x0%22:1%7D");
  assert.equal(encodeLink("f", { predict: true, list: [1, -2] }), "#f?predict=true&list=%5B1,-2%5D");
});

test("what is encoded is decoded", () => {
  const states = [
    {},
    { position: 0, text: 'é & "=?#/%', nothing: null, yes: false },
    { inputs: { x0: 1, "x 1": -2.5e-7, "σ&=": 1e300 }, list: [[1], [], {}] },
    { "a key & =": 1 },
    JSON.parse('{"__proto__": 1}'),
  ];
  for (const state of states) {
    const fragment = encodeLink("a figure/é?", state);
    assert.equal(linkedFigure(fragment), "a figure/é?");
    assert.deepEqual(decodeLink(fragment), state);
  }
});

test("a fragment survives the browser's own normalisation", () => {
  const fragment = encodeLink("f", { text: "a b\"<>`'()[]{}" });
  assert.equal(new URL(`file:///book.html${fragment}`).hash, fragment);
});

test("an ordinary fragment names no figure", () => {
  for (const fragment of ["", "#", "#summary", "#?a=1", "summary?a=1", "#%E0%A4%A?a=1"]) {
    assert.equal(linkedFigure(fragment), null, fragment);
  }
});

test("a damaged link is refused with its part named", () => {
  /** @type {Array<[string, RegExp]>} */
  const cases = [
    ["#f?a", /“a” in the link has no value/],
    ["#f?=1", /“=1” in the link has no value/],
    ["#f?a=", /value of “a” in the link cannot be read/],
    ["#f?a=1&b=%7Bx", /value of “b”/],
    ["#f?a=%E0%A4%A", /value of “a”/],
    ["#f?a=NaN", /value of “a”/],
    ["#f?a=1e999", /value of “a”/],
    ["#f?a=%5B1,-1e999%5D", /value of “a”/],
    ["#f?a=1&a=2", /“a” appears in the link twice/],
  ];
  for (const [fragment, message] of cases) assert.throws(() => decodeLink(fragment), { message }, fragment);
});

test("a link changes only what the figure has, to the same kind of value", () => {
  const base = { position: 0, inputs: { x: 1 }, names: ["x"], note: null, on: false };
  checkAgainst({ position: 2, inputs: {}, names: [], note: 5, on: true }, base);
  assert.throws(() => checkAgainst({ colour: "red" }, base), /has no “colour”/);
  assert.throws(() => checkAgainst({ toString: 1 }, base), /has no “toString”/);
  assert.throws(() => checkAgainst(JSON.parse('{"__proto__": {}}'), base), /has no “__proto__”/);
  assert.throws(() => checkAgainst({ position: "2" }, base), /“position” must be a number, but the link gives a text/);
  assert.throws(() => checkAgainst({ inputs: [1] }, base), /must be an object, but the link gives a list/);
  assert.throws(() => checkAgainst({ names: null }, base), /must be a list, but the link gives null/);
  assert.throws(() => checkAgainst({ on: 1 }, base), /must be true or false/);
});
