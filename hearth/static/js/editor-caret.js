// Somebody who types while the editor is on its way goes on in it where they are.

const SPACE = /\s/;
const letters = (text) => text.replace(/^> ?/gm, "").replace(/\s/g, "").length;

// Returns where one types in the text area, counted in letters; nothing when the focus has gone elsewhere.
export function noteCaret(textarea) {
  if (document.activeElement !== textarea) return null;
  const before = textarea.value.slice(0, textarea.selectionStart);
  return { count: letters(before), all: letters(textarea.value), gap: /\s*$/.exec(before)[0] };
}

// Returns the positions after the letter `count` of the document, and before the next one; 0 where there is none.
function around(editor, count) {
  let seen = 0, after = 0, next = 0;
  editor.state.doc.descendants((node, start) => {
    for (let n = 0; node.isText && n < node.text.length && !next; n++) {
      if (SPACE.test(node.text[n])) continue;
      if (seen === count) next = start + n;
      else if (++seen === count) after = start + n + 1;
    }
  });
  return { after, next, seen };
}

export function placeCaret(editor, caret) {
  if (!caret) return;
  const { after, next } = around(editor, caret.count);
  const isWhole = !around(editor, caret.all).next; // else lists or the like were written another way: at the end, then
  const isInside = isWhole && caret.count && next, onNewLine = caret.gap.includes("\n");
  if (isWhole && !caret.count && next) editor.commands.setTextSelection(next);
  else if (isInside) editor.commands.setTextSelection(onNewLine ? next : Math.min(after + caret.gap.length, next));
  else editor.commands.setTextSelection(editor.state.doc.content.size);
  // What a text area shows as a space at the end of a line, the editor leaves out when it reads it.
  const gap = /[^\n]*$/.exec(caret.gap)[0];
  if (gap && !isInside && caret.count === caret.all) editor.view.dispatch(editor.state.tr.insertText(gap));
  editor.view.focus();
}
