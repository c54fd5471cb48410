// The front end's table of operations for tests/parity/test_graph_parity.py: for each line, the whole of it as JSON.

import { createInterface } from "node:readline";

import { OPERATIONS } from "../../frontend/arithmetic/operations.js";

const table = Object.fromEntries(
  Object.entries(OPERATIONS).map(([name, { arity, formula, localFormulas }]) => [name, [arity, formula, localFormulas]]),
);

for await (const _ of createInterface({ input: process.stdin })) process.stdout.write(`${JSON.stringify(table)}\n`);
