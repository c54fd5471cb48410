/** The button that puts a widget's state into the page's address. */

import { useEffect, useState } from "preact/hooks";

/** @typedef {import("../types.js").Shared} Shared */

/**
 * @param {{ share: () => Promise<Shared>, state: unknown }} props  once the state is another, what was said is forgotten
 */
export function LinkButton({ share, state }) {
  const [outcome, setOutcome] = useState("");
  useEffect(() => setOutcome(""), [JSON.stringify(state)]);

  async function copy() {
    setOutcome("");
    try {
      const { copied } = await share();
      setOutcome(copied ? "Copied: the link opens this state." : "The address of this page now opens this state.");
    } catch (problem) {
      setOutcome(`No link could be made: ${problem instanceof Error ? problem.message : problem}`);
    }
  }

  return (
    <span class="link">
      <button type="button" class="button quiet" onClick={copy}>Copy link</button>
      <span class="link-outcome" role="status">{outcome}</span>
    </span>
  );
}
