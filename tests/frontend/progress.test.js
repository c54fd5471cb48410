import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, dueIds, itemOf, merged, NOTHING, recorded } from "../../frontend/exercises/progress.js";
import { KEY, KEY_OF_DAMAGED, NOTICES, ProgressStore } from "../../frontend/exercises/progress_store.js";
import { progressText, readProgress } from "../../frontend/exercises/progress_text.js";

/** @typedef {import("../../frontend/exercises/progress.js").Progress} Progress */
/** @typedef {import("../../frontend/exercises/exercise.js").Verdict["kind"]} Kind */

/** @param {...[Kind, number]} answers  each with its day */
const answered = (...answers) =>
  answers.reduce((progress, [kind, day]) => recorded(progress, "a-b", kind, day), /** @type {Progress} */ (NOTHING));

/** @param {Progress} progress */
const boxAndDue = (progress) => [itemOf(progress, "a-b")?.box, itemOf(progress, "a-b")?.due];

/** A browser's storage, which may have room for so many characters.  @param {number} [room] @param {Record<string, string>} [texts] */
function storageOf(room = 5e6, texts = {}) {
  const kept = new Map(Object.entries(texts));
  return {
    kept,
    room,
    /** @param {string} key */
    getItem: (key) => kept.get(key) ?? null,
    /** @param {string} key @param {string} text */
    setItem(key, text) {
      if (text.length > this.room) throw new DOMException("no room", "QuotaExceededError");
      kept.set(key, text);
    },
    /** @param {string} key */
    removeItem: (key) => void kept.delete(key),
  };
}

test("right answers, each on the day it is due, are 1, 3, 7, 21 and 60 days apart", () => {
  let [progress, today] = [NOTHING, 100];
  const intervals = [];
  for (let times = 0; times < 6; times += 1) {
    progress = recorded(progress, "a-b", "right", today);
    const due = itemOf(progress, "a-b")?.due ?? NaN;
    intervals.push(due - today);
    today = due;
  }
  assert.deepEqual(intervals, [1, 3, 7, 21, 60, 60]);
});

test("a second right answer before it is due counts, and moves nothing", () => {
  const progress = answered(["right", 100], ["right", 100]);
  assert.deepEqual(boxAndDue(progress), [1, 101]);
  assert.equal(itemOf(progress, "a-b")?.right, 2);
});

test("a wrong answer is due at once, from any box; one that is neither changes nothing", () => {
  const up = answered(["right", 100], ["right", 101], ["right", 104]);
  assert.deepEqual(boxAndDue(up), [3, 111]);
  for (const kind of /** @type {const} */ (["mistake", "unknown"])) {
    assert.deepEqual(boxAndDue(recorded(up, "a-b", kind, 105)), [0, 105]);
  }
  for (const kind of /** @type {const} */ (["empty", "unreadable", "carried"])) {
    assert.equal(recorded(up, "a-b", kind, 105), up);
  }
  assert.deepEqual(boxAndDue(answered(["mistake", 100], ["right", 100])), [1, 101]);
});

test("what is due comes in the order of its days; a clock that was ahead hides nothing", () => {
  let progress = recorded(NOTHING, "late", "right", 100);
  progress = recorded(progress, "wrong", "mistake", 90);
  progress = recorded(progress, "ahead", "right", 5000);
  assert.deepEqual(dueIds(progress, 100), ["wrong", "ahead"]);
  assert.deepEqual(dueIds(progress, 101), ["wrong", "late", "ahead"]);
  assert.deepEqual(itemOf(recorded(progress, "ahead", "right", 101), "ahead"), { seen: 101, right: 2, wrong: 0, box: 2, due: 104 });
});

test("a day is the reader's, whatever the hour", () => {
  assert.equal(dayOf(new Date(1970, 0, 1, 0, 0)), 0);
  assert.equal(dayOf(new Date(1970, 0, 1, 23, 59)), 0);
  assert.equal(dayOf(new Date(2024, 2, 1)) - dayOf(new Date(2024, 1, 28, 23)), 2);
});

test("two records become one: the later answer, the larger counts, and twice is once", () => {
  const mine = answered(["right", 100], ["right", 101]);
  const theirs = recorded(answered(["right", 100], ["mistake", 103]), "other", "right", 99);
  const both = merged(mine, theirs);
  assert.deepEqual(itemOf(both, "a-b"), { seen: 103, right: 2, wrong: 1, box: 0, due: 103 });
  assert.deepEqual(itemOf(both, "other"), itemOf(theirs, "other"));
  assert.deepEqual(merged(theirs, mine), both);
  assert.deepEqual(merged(both, theirs), both);
  assert.deepEqual(boxAndDue(merged(answered(["right", 100]), answered(["unknown", 100]))), [0, 100]);
});

test("as text it comes back; what is none is refused with a sentence", () => {
  const progress = recorded(answered(["right", 100]), "constructor", "unknown", 100);
  assert.deepEqual(readProgress(progressText(progress)), progress);
  assert.equal(itemOf(NOTHING, "constructor"), null);
  assert.throws(() => recorded(NOTHING, "__proto__", "right", 1), /lower-case/);
  const item = { seen: 1, right: 1, wrong: 0, box: 1, due: 2 };
  const items = (/** @type {unknown} */ a) => JSON.stringify({ version: 1, items: { a } });
  for (const text of [
    "", "{", "[]", "null", "3", "{}", '{"version":1}', '{"version":1,"items":[]}', '{"version":0,"items":{}}', '{"version":"1","items":{}}',
    '{"version":1,"items":{"__proto__":{"seen":1,"right":1,"wrong":0,"box":1,"due":2}}}', `${" ".repeat(1e6)}{"version":1,"items":{}}`,
    items(null), items([]), items({ ...item, seen: 0.5 }), items({ ...item, right: -1 }), items({ ...item, wrong: "1" }),
    items({ ...item, box: 6 }), items({ ...item, due: 0 }), items({ ...item, due: 62 }), items({ ...item, due: 1e9 }),
  ]) assert.throws(() => readProgress(text), /^Error: .*progress.*\.$/, text.slice(0, 90));
  assert.deepEqual(readProgress(items({ ...item, more: "text" })).items, { a: item });
  assert.throws(() => readProgress('{"version":2,"items":{}}'), /newer edition/);
});

test("what is recorded is there on the next page, and two pages do not lose each other's", () => {
  const storage = storageOf();
  const [one, other] = [0, 1].map(() => new ProgressStore(() => storage, () => 100));
  assert.ok(one && other);
  let told = 0;
  const end = one.subscribe(() => (told += 1));
  one.record("a", "right");
  one.record("a", "empty");
  other.record("b", "unknown");
  one.record("c", "right");
  assert.equal(told, 2);
  end();
  one.record("c", "right");
  assert.equal(told, 2);
  const next = new ProgressStore(() => storage, () => 101);
  assert.deepEqual(Object.keys(next.now().items).sort(), ["a", "b", "c"]);
  assert.deepEqual([next.notice, storage.kept.size], ["", 1]);
  other.refresh();
  assert.deepEqual(other.now(), next.now());
});

test("a file is added, not put in place; a wrong file changes nothing", () => {
  const store = new ProgressStore(() => storageOf(), () => 100);
  store.record("a", "right");
  const file = new ProgressStore(() => storageOf(), () => 100);
  file.record("b", "right");
  assert.throws(() => store.import("nothing"), /progress/);
  assert.deepEqual(Object.keys(store.now().items), ["a"]);
  const storage = storageOf();
  const third = new ProgressStore(() => storage, () => 100);
  third.import(store.export());
  third.import(file.export());
  assert.deepEqual(Object.keys(readProgress(storage.kept.get(KEY) ?? "").items), ["a", "b"]);
  third.clear();
  assert.deepEqual([third.now(), storage.kept.size], [NOTHING, 0]);
});

test("without storage it lasts as long as the page, and says so", () => {
  const store = new ProgressStore(() => { throw new DOMException("denied", "SecurityError"); }, () => 100);
  store.record("a", "right");
  store.record("b", "right");
  assert.deepEqual([Object.keys(store.now().items), store.notice], [["a", "b"], NOTICES.forbidden]);
  assert.equal(store.damaged(), null);
  store.clear();
  assert.deepEqual([store.now(), store.notice], [NOTHING, NOTICES.forbidden]);
});

test("full storage loses nothing on the page, and is written once there is room", () => {
  const storage = storageOf(100);
  const store = new ProgressStore(() => storage, () => 100);
  store.record("a", "right");
  assert.equal(store.notice, "");
  store.record("b", "right");
  store.record("c", "right");
  assert.deepEqual([Object.keys(store.now().items), store.notice], [["a", "b", "c"], NOTICES.full]);
  assert.deepEqual(Object.keys(readProgress(storage.kept.get(KEY) ?? "").items), ["a"]);
  storage.room = 5e6;
  store.record("d", "right");
  assert.equal(store.notice, "");
  assert.deepEqual(Object.keys(readProgress(storage.kept.get(KEY) ?? "").items), ["a", "b", "c", "d"]);
});

test("damaged text is put aside, and counting starts anew", () => {
  for (const damaged of ["", "{", '{"version":1,"items":{"a":{"box":9}}}']) {
    const storage = storageOf(5e6, { [KEY]: damaged });
    const store = new ProgressStore(() => storage, () => 100);
    assert.deepEqual([store.now(), store.notice, store.damaged()], [NOTHING, NOTICES.damaged, damaged]);
    store.record("a", "right");
    assert.deepEqual(Object.keys(readProgress(storage.kept.get(KEY) ?? "").items), ["a"]);
    assert.equal(storage.kept.get(KEY_OF_DAMAGED), damaged);
  }
});

test("damaged text for which there is no room elsewhere stays where it is", () => {
  const storage = storageOf(0, { [KEY]: "{ damaged" });
  const store = new ProgressStore(() => storage, () => 100);
  storage.room = 5e6;
  store.record("a", "right");
  assert.deepEqual([Object.keys(store.now().items), storage.kept.get(KEY)], [["a"], "{ damaged"]);
});

test("progress of a newer edition stays as it is", () => {
  const text = '{"version":2,"items":{"a":{"level":"x"}}}';
  const storage = storageOf(5e6, { [KEY]: text });
  const store = new ProgressStore(() => storage, () => 100);
  store.record("a", "right");
  assert.deepEqual([Object.keys(store.now().items), store.notice], [["a"], NOTICES.newer]);
  assert.deepEqual([...storage.kept], [[KEY, text]]);
});
