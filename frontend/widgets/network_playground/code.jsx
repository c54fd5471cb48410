/** One step of the network as a program: to read, to copy, to download. */

import { useEffect, useRef, useState } from "preact/hooks";

import { Choices } from "../../parts/choices.jsx";
import { numpyProgram, pytorchProgram } from "../../programs/network_program.js";

const LIBRARIES = /** @type {const} */ ([
  { value: "numpy", text: "numpy", write: numpyProgram },
  { value: "pytorch", text: "PyTorch", write: pytorchProgram },
]);

/** @typedef {(typeof LIBRARIES)[number]["value"]} Library */

/** @param {import("../network/stepping.jsx").NetworkView} view */
export function Code({ given }) {
  const [library, setLibrary] = useState(/** @type {Library} */ ("numpy"));
  const [outcome, setOutcome] = useState("");
  const code = useRef(/** @type {HTMLElement | null} */ (null));
  const { text, write } = LIBRARIES.find(({ value }) => value === library) ?? LIBRARIES[0];
  const program = write(given, given.learning_rate);
  useEffect(() => setOutcome(""), [program]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(program);
      setOutcome("Copied.");
    } catch { // no permission, or no clipboard here
      if (code.current) getSelection()?.selectAllChildren(code.current);
      setOutcome("It is selected: copy it with Ctrl+C, or ⌘C.");
    }
  }

  return (
    <div class="network-code" role="group" aria-label="Program">
      <div class="code-tools">
        <Choices label="Library" options={LIBRARIES} value={library} onChange={setLibrary} />
        <button type="button" class="button" onClick={copy}>Copy the program</button>
        <a class="button" href={`data:text/x-python;charset=utf-8,${encodeURIComponent(program)}`} download={`network_${library}.py`}>Download</a>
        <span role="status">{outcome}</span>
      </div>
      <pre class="network-program" tabIndex={0} role="region" aria-label={`The program in ${text}`}><code ref={code}>{program}</code></pre>
    </div>
  );
}
