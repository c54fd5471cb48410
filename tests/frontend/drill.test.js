import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, chosen, nextDrill, skillsOf, standing } from "../../frontend/exercises/drill.js";
import { NOTHING, recorded } from "../../frontend/exercises/progress.js";

/** @typedef {import("../../frontend/exercises/drill.js").Drill} Drill */
/** @typedef {import("../../frontend/exercises/exercise.js").Verdict["kind"]} Kind */

/** @param {string} id @param {string} chapter @param {string[]} skills @returns {Drill} */
const drill = (id, chapter, skills = ["slope"]) => ({ id, chapter, skills });
const DRILLS = [
  drill("one-a", "one"), drill("one-b", "one", ["gate"]), drill("one-c", "one", ["Axis", "slope"]),
  drill("two-a", "two"), drill("two-b", "two"), drill("three-a", "three", ["shapes"]),
];

/** @param {...[string, Kind, number]} answers  of an exercise on a day */
const after = (...answers) => answers.reduce((progress, [id, kind, day]) => recorded(progress, id, kind, day), NOTHING);

/** @param {readonly Drill[]} drills */
const ids = (drills) => drills.map(({ id }) => id);

test("due is what was wrong or is long ago, the longest overdue first; new is in the chapters begun, unread in the others", () => {
  const progress = after(["two-a", "right", 90], ["two-b", "mistake", 99], ["one-a", "right", 100], ["gone", "mistake", 1]);
  const stands = standing(progress, DRILLS, 100);
  assert.deepEqual(ids(stands.due), ["two-a", "two-b"]);
  assert.deepEqual(ids(stands.fresh), ["one-b", "one-c"]);
  assert.deepEqual(ids(stands.unread), ["three-a"]);
  assert.deepEqual(ids(stands.later), ["one-a"]);
  assert.deepEqual(ids(standing(progress, DRILLS, 101).due), ["two-a", "two-b", "one-a"]);
  const other = standing(after(["two-a", "right", 100]), DRILLS, 100);
  assert.deepEqual([ids(other.fresh), ids(other.unread)], [["two-b"], ["one-a", "one-b", "one-c", "three-a"]]);
});

test("chapters and a skill choose; none of either stands for all", () => {
  assert.deepEqual(chosen(DRILLS, { chapters: [], skill: "" }), DRILLS);
  assert.deepEqual(ids(chosen(DRILLS, { chapters: ["one", "three"], skill: "" })), ["one-a", "one-b", "one-c", "three-a"]);
  assert.deepEqual(ids(chosen(DRILLS, { chapters: ["one"], skill: "slope" })), ["one-a", "one-c"]);
  assert.deepEqual(skillsOf(DRILLS, []), ["Axis", "gate", "shapes", "slope"]);
  assert.deepEqual(skillsOf(DRILLS, ["two"]), ["slope"]);
});

test("what is due comes before what is new, and that before what is due later", () => {
  const progress = after(["two-a", "mistake", 100], ["one-a", "right", 100]);
  const stands = standing(progress, DRILLS, 100);
  assert.equal(nextDrill(stands, [])?.id, "two-a");
  assert.equal(nextDrill({ ...stands, due: [] }, [])?.id, "one-b");
  assert.equal(nextDrill({ ...stands, due: [], fresh: [] }, [])?.id, "three-a");
  assert.equal(nextDrill({ ...stands, due: [], fresh: [], unread: [] }, [])?.id, "one-a");
  assert.equal(nextDrill({ due: [], fresh: [], unread: [], later: [] }, []), null);
});

test("who has begun one chapter is asked all of it before another begins", () => {
  const begun = after(["two-a", "right", 100]);
  assert.equal(nextDrill(standing(begun, DRILLS, 100), [drill("two-a", "two")])?.id, "two-b");
  const whole = recorded(begun, "two-b", "right", 100);
  assert.equal(nextDrill(standing(whole, DRILLS, 100), [drill("two-b", "two")])?.id, "one-a");
});

test("one sitting asks every exercise once, and mixes the chapters that are begun", () => {
  /** @type {Drill[]} */
  const asked = [];
  let progress = after(["one-a", "right", 100], ["two-b", "right", 100]);
  for (let place = 2; place < DRILLS.length; place += 1) {
    const next = nextDrill(standing(progress, DRILLS, 100), asked);
    assert.ok(next);
    asked.push(next);
    progress = recorded(progress, next.id, "right", 100);
  }
  assert.deepEqual(ids(asked), ["one-b", "two-a", "one-c", "three-a"]);
});

test("a wrong answer is asked again after three others, or as soon as there is no other", () => {
  const wrong = after(["one-a", "mistake", 100]);
  /** @type {Drill[]} */
  const asked = [drill("one-a", "one")];
  for (let times = 0; times < 4; times += 1) asked.push(/** @type {Drill} */ (nextDrill(standing(wrong, DRILLS, 100), asked)));
  assert.equal(ids(asked).indexOf("one-a", 1), 4);
  const only = standing(wrong, DRILLS.slice(0, 1), 100);
  assert.equal(nextDrill(only, [drill("one-a", "one")])?.id, "one-a");
});

test("answered counts what was right once", () => {
  const progress = after(["one-a", "right", 1], ["one-a", "mistake", 2], ["one-b", "mistake", 2]);
  assert.equal(answered(progress, ids(DRILLS)), 1);
  assert.equal(answered(progress, ["constructor"]), 0);
});
