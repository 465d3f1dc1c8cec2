// Suggests whom one may mean while one writes an @ and the beginning of a name. Without it the name is typed whole.

let box, field, asked = "", chosen = -1, timer;
const options = () => [...(box?.querySelectorAll("[role=option]") ?? [])];

function beginning() {
  if (field.matches("textarea")) return field.value.slice(0, field.selectionStart);
  return getSelection().anchorNode?.textContent.slice(0, getSelection().anchorOffset) ?? "";
}
const written = () => /(?:^|[^\p{L}\p{N}@.])@([\p{L}\p{N}][\p{L}\p{N} .'’-]{0,30})$/u.exec(beginning())?.[1] ?? "";

function close() {
  box?.replaceChildren(), field?.removeAttribute("aria-activedescendant");
  [asked, chosen] = ["", -1];
}

function choose(number) {
  const all = options();
  chosen = (number + all.length) % all.length;
  all.forEach((option, index) => option.setAttribute("aria-selected", index === chosen));
  field.setAttribute("aria-activedescendant", all[chosen].id);
}

function take({ dataset }) {
  const length = written().length;
  field.focus();
  if (field.matches("textarea")) field.setSelectionRange(field.selectionStart - length, field.selectionStart);
  else for (let n = 0; n < length; n++) getSelection().modify("extend", "backward", "character");
  document.execCommand("insertText", false, `${dataset.name} `);
  close();
}

async function suggest() {
  const words = written(), url = new URL(box.dataset.mentions, location);
  if (words === asked) return;
  close();
  asked = words;
  if (!words) return;
  url.searchParams.set("q", words);
  const answer = await fetch(url).catch(() => null);
  if (answer?.ok && words === asked) box.innerHTML = await answer.text();
}

document.addEventListener("input", ({ target }) => {
  field = target.closest?.("form[data-words] textarea, form[data-words] [contenteditable]");
  box = field?.closest("form").querySelector("[data-mentions]");
  clearTimeout(timer);
  if (box) timer = setTimeout(suggest, 250);
});
const keys = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(Math.max(chosen, 0) - 1), Escape: close };
document.addEventListener("keydown", (event) => {
  const act = event.key === "Enter" && chosen >= 0 ? () => take(options()[chosen]) : keys[event.key];
  if (!act || !options().length || !field?.contains(event.target)) return;
  event.preventDefault(), event.stopPropagation();
  act();
}, true);
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.("[data-mentions] [role=option]");
  if (option) event.preventDefault(), take(option);
});
