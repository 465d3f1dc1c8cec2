// Words that are not posted yet are kept on this device, for whoever typed them, until they are. See hearth.js for when they go.

const mine = `words ${document.body.dataset.device} `;
const nameOf = (form) => mine + form.dataset.words;
const lines = (html) => new DOMParser().parseFromString(html.replace(/<br>|<\/(p|li|h3)>/g, "$&\n"), "text/html").body.textContent.trim();
const bare = (text) => text.normalize("NFKC").replace(/[\s\p{C}>]/gu, ""); // as posting may change it: spaces, marks of quotations
const isMarkup = (text) => /^\s*<(p|ul|ol|h3|blockquote)[ >]/.test(text);
const plain = (text) => bare(isMarkup(text) ? lines(text) : text);
const valueIn = (kept, name) => kept.said.find(([each]) => each === name)?.[1] ?? "";
const read = (name) => JSON.parse(localStorage.getItem(name));

function isPosted(kept) {
  const words = bare(valueIn(kept, "title")) + plain(valueIn(kept, "body")), isMore = valueIn(kept, "tried") || valueIn(kept, "wanted"); // behind the body
  const own = [...document.querySelectorAll("article[data-mine]")].map((post) => [...post.querySelectorAll(":scope > h1, :scope > .post__body")]);
  return own.map((parts) => bare(parts.map((part) => part.textContent).join(""))).some((text) => (isMore ? text.startsWith(words) : text === words));
}

function fill(form, kept) {
  for (const control of form.elements) {
    const given = kept.said.filter(([name]) => name === control.name).map(([, value]) => value);
    if (/radio|checkbox/.test(control.type)) control.checked = given.includes(control.value) || (!given.length && control.type === "radio" && control.checked);
    else if (given.length && !/hidden|file/.test(control.type)) control.value = given[0];
    if ((control.checked && control.type === "checkbox") || (control.value && /^text/.test(control.type))) control.closest("details")?.setAttribute("open", "");
  }
  const textarea = form.elements.body, html = textarea.value;
  // As the server gives it: plain to begin with, the rest once there is an editor.
  if (isMarkup(html)) [textarea.value, textarea.defaultValue, textarea.dataset.editorHtml] = [lines(html), lines(html), html];
}

function giveBack(form) {
  const kept = read(nameOf(form)), given = form.elements.body.value, at = Number(form.dataset.wordsAt);
  if (kept && (kept.at <= at || (kept.sent && isPosted(kept)))) return localStorage.removeItem(nameOf(form));
  if (!kept || (kept.sent && given && plain(given) === plain(valueIn(kept, "body")))) return; // given back with what is wrong
  const body = kept.said.find(([name]) => name === "body");
  if (!at && !plain(body[1]).startsWith(plain(given))) body[1] = `${given}\n\n${isMarkup(body[1]) ? lines(body[1]) : body[1]}`; // a quotation
  fill(form, kept);
}

function watch(form) {
  let isDone = false, waiting;
  const keep = (sent = false) => {
    waiting = clearTimeout(waiting);
    if (isDone || !form.isConnected) return;
    const said = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !/^(csrf|once$|answer$|alternative)/.test(name));
    const kept = { at: Date.now(), sent, said };
    if (["title", "tried", "wanted"].some((name) => valueIn(kept, name).trim()) || plain(valueIn(kept, "body"))) localStorage.setItem(nameOf(form), JSON.stringify(kept));
    else localStorage.removeItem(nameOf(form));
  };
  giveBack(form);
  form.addEventListener("input", () => (clearTimeout(waiting), (waiting = setTimeout(keep, 300))));
  form.addEventListener("submit", () => keep(true));
  addEventListener("pagehide", () => waiting && keep());
  form.addEventListener("posted", () => (isDone = true, localStorage.removeItem(nameOf(form))));
}

for (const name of Object.keys(localStorage).filter((each) => each.startsWith(mine))) {
  if (read(name).sent && isPosted(read(name))) localStorage.removeItem(name);
}
document.querySelectorAll("form[data-words]").forEach(watch);
document.addEventListener("htmx:load", ({ target }) => target !== document.body && target.querySelectorAll?.("form[data-words]").forEach(watch));
