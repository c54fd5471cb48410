// A button on each block of code copies it.
{
  const SAID_FOR = 2000; // milliseconds
  const SYMBOLS = {
    copy: ["M10 8h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2z", "M16 8V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h2"],
    done: ["M5 12l5 5l10-10"],
  };

  /** @param {string[]} paths */
  const symbol = (paths) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    for (const d of paths) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", d);
      svg.append(path);
    }
    return svg;
  };

  /** @param {HTMLElement} code */
  const copy = async (code) => {
    const text = code.innerText.replace(/\n$/, "");
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Over http from another machine there is no clipboard but the old way to it: what is selected.
      const selection = getSelection();
      selection?.selectAllChildren(code);
      const copied = document.execCommand("copy");
      selection?.removeAllRanges();
      return copied;
    }
  };

  for (const code of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("div.highlight pre"))) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copybtn";
    /** @param {string} words @param {string[]} paths */
    const say = (words, paths) => {
      button.title = words;
      button.setAttribute("aria-label", words);
      button.replaceChildren(symbol(paths));
    };
    say("Copy", SYMBOLS.copy);
    button.addEventListener("click", async () => {
      const copied = await copy(code);
      say(copied ? "Copied" : "Could not be copied", copied ? SYMBOLS.done : SYMBOLS.copy);
      button.classList.toggle("success", copied);
      setTimeout(() => {
        say("Copy", SYMBOLS.copy);
        button.classList.remove("success");
      }, SAID_FOR);
    });
    code.after(button);
  }
}
