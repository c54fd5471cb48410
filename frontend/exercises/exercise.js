/**
 * An exercise as `Exercise.to_json()` writes it, with its numbers, and what is said of an answer.
 *
 * @typedef {import("./arrays.js").Value} Value
 * @typedef {import("./expression.js").Tree} Tree
 * @typedef {import("./text.js").Text} Text
 *
 * @typedef {object} Exercise
 * @property {string} id
 * @property {"solve" | "find the error" | "choose" | "predict"} kind
 * @property {string[]} skills
 * @property {Text} setting
 * @property {Drawn[]} given
 * @property {{ name: string, value: Tree }[]} let
 * @property {Tree[]} where  conditions that must not be 0
 * @property {{ label: string, value: Tree }[]} shows
 * @property {Text[]} code
 * @property {Step[]} steps
 * @property {Text} solution
 *
 * @typedef {object} Drawn
 * @property {string} name
 * @property {number[]} values  what each entry is drawn from
 * @property {number[]} shape  [] for a number
 * @property {boolean} [distinct]  whether no value is drawn twice
 *
 * @typedef {object} Step
 * @property {string} name  what later formulas call its answer; "" for none
 * @property {Text} ask
 * @property {Answer} answer
 * @property {Text} right
 * @property {{ name: string, value: Tree, says: Text, see: string }[]} mistakes
 * @property {Text[]} hints
 * @property {Step | null} scaffold
 *
 * @typedef {object} Answer
 * @property {"number" | "array" | "choice" | "order" | "cell" | "line"} kind
 * @property {Tree} value
 * @property {Text[]} items  to choose from, or to put in order
 * @property {Tree | null} of  the matrix to point at
 *
 * @typedef {object} Variant  an exercise whose numbers are drawn
 * @property {Exercise} exercise
 * @property {number} seed
 * @property {ReadonlyMap<string, Value>} names  what is given, what follows from it, the named answers
 * @property {number[][]} orders  for each step, the order in which its items are shown
 *
 * @typedef {object} Verdict
 * @property {"right" | "mistake" | "carried" | "unreadable" | "empty" | "unknown"} kind
 * @property {string} message
 * @property {string} mistake  its name, or ""
 * @property {string} see  where the book explains it: "page#heading"
 * @property {number | null} entry  which entry of an array cannot be read, from 0 row by row
 * @property {number | null} place  and at which character
 */

export {};
