// Turns each text area marked data-editor into the editor, which speaks the page's language and to screen readers.
// Plain text, typed before the editor came or kept by the browser over a reload, in the editor's own form.
function paragraphs(text) {
  const box = document.createElement("div");
  for (const part of text.split(/\n\s*\n/)) {
    const p = box.appendChild(document.createElement("p"));
    part.split("\n").forEach((line, index) => p.append(...(index ? [document.createElement("br"), line] : [line])));
  }
  return box.innerHTML;
}

function draw(button, { editorIcons }, words) {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg"), name = button.dataset.name;
  const shape = icon.appendChild(document.createElementNS(icon.namespaceURI, "use"));
  shape.setAttribute("href", `${editorIcons}#edit-${name.replace(":", "-")}`);
  icon.setAttribute("class", /history|List|quote/.test(name) ? "icon icon--dir" : "icon");
  icon.ariaHidden = "true";
  button.replaceChildren(icon);
  button.ariaLabel = button.title = words[name] ?? name;
}

function describe(editor, textarea, words) {
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-required": textarea.required, dir: "auto", id: textarea.id };
  for (const name of ["aria-describedby", "aria-invalid"]) if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  const label = document.getElementById(attributes["aria-labelledby"] = `${textarea.id}_label`);
  label?.addEventListener("click", () => editor.commands.focus());
  textarea.required = false; // nobody could see which field the browser means
  textarea.removeAttribute("id"); // so that a link in the list of errors reaches what is seen
  editor.setOptions({ editorProps: { attributes } });
  const bar = editor.view.dom.parentElement.querySelector(".prose-menubar"), buttons = [...bar.querySelectorAll("button")];
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
  editor.on("transaction", tell); tell();
}

async function start(textarea) {
  const words = JSON.parse(textarea.dataset.editorWords), typed = textarea.value;
  window.gettext ??= (word) => words[word] ?? word;
  const { createEditor } = await import("django-prose-editor/configurable");
  if (!textarea.isConnected || textarea.closest(".prose-editor")) return;
  if (textarea.value === textarea.defaultValue) textarea.value = textarea.dataset.editorHtml;
  else if (!/^\s*<(p|ul|ol|h3|blockquote)[ >]/.test(textarea.value)) textarea.value = paragraphs(textarea.value);
  const editor = await createEditor(textarea, JSON.parse(textarea.dataset.editor));
  if (!editor) textarea.value = typed;
  editor?.on("create", () => describe(editor, textarea, words)); // a moment later, when its toolbar is there
}

const startAll = (root) => root.querySelectorAll("[data-editor]").forEach(start);
startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.target));
