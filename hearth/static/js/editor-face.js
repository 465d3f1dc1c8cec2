// How the editor looks and what it says: its toolbar, its label, what screen readers are told.

function draw(button, { editorIcons }, words) {
  const name = button.dataset.name;
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = icon.appendChild(document.createElementNS(icon.namespaceURI, "use"));
  shape.setAttribute("href", `${editorIcons}#edit-${name.replace(":", "-")}`);
  icon.setAttribute("class", /history|List|quote/.test(name) ? "icon icon--dir" : "icon");
  icon.ariaHidden = "true";
  button.replaceChildren(icon);
  button.ariaLabel = button.title = words[name] ?? name;
}

function describe(editor, textarea) {
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-required": textarea.required, dir: "auto", id: textarea.id };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  const label = document.getElementById(`${textarea.id}_label`);
  attributes["aria-labelledby"] = `${textarea.id}_label`;
  label?.addEventListener("click", () => editor.commands.focus());
  textarea.required = false; // nobody could see which field the browser means
  textarea.removeAttribute("id"); // so that a link in the list of errors reaches what is seen
  editor.setOptions({ editorProps: { attributes } });
}

function dress(bar, editor, textarea, words) {
  const buttons = [...bar.querySelectorAll("button")];
  Object.assign(bar, { role: "toolbar", ariaLabel: words.toolbar });
  bar.addEventListener("keydown", ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key] * (document.dir === "rtl" ? -1 : 1);
    const shown = buttons.filter((button) => button.checkVisibility());
    if (step) shown.at((shown.indexOf(document.activeElement) + step) % shown.length).focus();
  });
  for (const button of buttons) draw(button, textarea.dataset, words);
  const tell = () => buttons.forEach((button) => {
    const kind = button.dataset.name.replace(/\d$/, "");
    button.setAttribute("aria-disabled", button.classList.contains("disabled"));
    if (kind in editor.schema.nodes || kind in editor.schema.marks) button.setAttribute("aria-pressed", editor.isActive(kind));
  });
  editor.on("transaction", tell);
  tell();
}

export function giveFace(editor, textarea, words) {
  describe(editor, textarea);
  dress(editor.view.dom.parentElement.querySelector(".prose-menubar"), editor, textarea, words);
}
