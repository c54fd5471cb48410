/** How fast it plays. */

import { prefersReducedMotion } from "../../parts/motion.js";

export const SPEEDS = [0.25, 0.5, 1, 2, 4];

const FRAME = 250; // milliseconds at speed 1
const STILLS = 10; // pictures that play shows to a reader who asked for less motion
const STILL = 1000; // milliseconds that one of them stays at least

/** Milliseconds from picture to picture.  @param {number} speed */
export const intervalAt = (speed) => (prefersReducedMotion() ? Math.max(STILL, FRAME / speed) : FRAME / speed);

/** How many of so many pictures play goes on at a time.  @param {number} count */
export const strideOf = (count) => (prefersReducedMotion() ? Math.ceil(count / STILLS) : 1);
