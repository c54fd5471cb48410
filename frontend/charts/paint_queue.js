/** Pictures that take some milliseconds each are painted so few a frame that the page stays quick. */

const ENOUGH = 6; // milliseconds of a frame, after which the next picture waits for the next frame

/** What is to be painted, by who asked: what is asked later replaces it.  @type {Map<object, () => void>} */
const waiting = new Map();
let scheduled = false;

/** @param {object} who @param {() => void} paint */
export function paintSoon(who, paint) {
  waiting.delete(who); // who has just asked waits behind the others
  waiting.set(who, paint);
  schedule();
}

/** @param {object} who */
export function forgetPaint(who) {
  waiting.delete(who);
}

function schedule() {
  if (scheduled || waiting.size === 0) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    const end = performance.now() + ENOUGH;
    for (const [who, paint] of waiting) {
      waiting.delete(who);
      paint();
      if (performance.now() >= end) break;
    }
    schedule();
  });
}
