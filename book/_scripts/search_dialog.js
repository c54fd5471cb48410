// The field to search in: it opens by a button, by Ctrl+K, or by ⌘K on a Mac.
{
  const isApple = /^Mac|^iP/.test(navigator.platform);
  const dialog = document.getElementById("pst-search-dialog");
  const onPage = [...document.querySelectorAll("form.bd-search input")].find((field) => !dialog?.contains(field));

  const toggle = () => {
    if (onPage instanceof HTMLInputElement) {
      if (document.activeElement === onPage) onPage.blur();
      else onPage.select();
    } else if (dialog instanceof HTMLDialogElement) {
      if (dialog.open) dialog.close();
      else dialog.showModal();
    }
  };

  for (const button of document.querySelectorAll(".search-button__button"))
    button.addEventListener("click", toggle);
  addEventListener(
    "keydown",
    (event) => {
      const { key, shiftKey, altKey, metaKey, ctrlKey } = event;
      const modified = isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey;
      if (!modified || shiftKey || altKey || key.toLowerCase() !== "k") return;
      event.preventDefault();
      toggle();
    },
    true,
  );
  if (isApple)
    for (const key of document.querySelectorAll("kbd.kbd-shortcut__modifier")) key.textContent = "⌘";
}
