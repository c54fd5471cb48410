/** What is said of where the reader stands. */

/** @param {number} count @param {string} noun  of one */
export const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** @param {import("../../exercises/drill.js").Standing} stands */
export function standsText({ due, fresh, unread, later }) {
  const count = fresh.length + unread.length;
  const review = due.length ? `${counted(due.length, "question")} due for review` : "Nothing is due for review";
  const anew = count ? `${count} new` : "none is new";
  if (due.length) return `${review}, ${anew}.`;
  if (count) return `${review}. ${counted(count, "new question")}.`;
  return later.length ? `${review}, and none is new. You can practise ahead.` : "There are no questions.";
}
