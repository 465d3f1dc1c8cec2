// Turns a text area marked data-editor into the editor once somebody goes there: before that a page need not load it.

// Plain text, typed before the editor came or kept by the browser over a reload, in the editor's own form.
function paragraphs(text) {
  const box = document.createElement("div");
  for (const part of text.split(/\n\s*\n/)) {
    const p = box.appendChild(document.createElement("p"));
    part.split("\n").forEach((line, index) => p.append(...(index ? [document.createElement("br"), line] : [line])));
  }
  return box.innerHTML;
}

async function start(textarea) {
  const words = JSON.parse(textarea.dataset.editorWords);
  window.gettext ??= (word) => words[word] ?? word;
  const { createEditor } = await import("django-prose-editor/configurable");
  const { giveFace } = await import("hearth/editor-face");
  const { noteCaret, placeCaret } = await import("hearth/editor-caret");
  if (!textarea.isConnected || textarea.closest(".prose-editor")) return;
  const caret = noteCaret(textarea), typed = textarea.value;
  if (textarea.value === textarea.defaultValue) textarea.value = textarea.dataset.editorHtml;
  else if (!/^\s*<(p|ul|ol|h3|blockquote)[ >]/.test(textarea.value)) textarea.value = paragraphs(textarea.value);
  const editor = await createEditor(textarea, JSON.parse(textarea.dataset.editor));
  if (editor) placeCaret(editor, caret);
  else textarea.value = typed;
  editor?.on("create", () => giveFace(editor, textarea, words)); // a moment later, when its toolbar is there
}

const startAll = (root) => root.querySelectorAll("[data-editor]").forEach((textarea) => {
  if (textarea === document.activeElement) start(textarea);
  else textarea.addEventListener("focus", () => start(textarea), { once: true });
});
startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.target));
