// A discussion that stays alive: asks for news once a minute while somebody looks, and keeps words on the device while it is offline.

const MINUTE = 60_000;
setInterval(() => {
  if (document.visibilityState !== "visible") return;
  for (const place of document.querySelectorAll("[data-look]")) place.dispatchEvent(new Event("look"));
}, MINUTE);

// A list of answers is hidden while it is empty.
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => detail.target?.removeAttribute("hidden"));

const plain = (text) => new DOMParser().parseFromString(text, "text/html").body.textContent.replace(/\s+/g, "");
const lines = (html) => new DOMParser().parseFromString(html.replace(/<br>|<\/p>/g, "\n"), "text/html").body.textContent;
const nameOf = (form) => `words ${form.dataset.words}`;

// Words that stand on the page as one's own were posted: the device forgets them.
function isPosted(words) {
  const own = [...document.querySelectorAll("[data-mine] .post__body")].map((body) => plain(body.textContent));
  return own.includes(plain(words));
}

function watch(form) {
  const textarea = form.querySelector("textarea[name=body]"), name = nameOf(form);
  const kept = localStorage.getItem(name);
  if (kept && isPosted(kept)) localStorage.removeItem(name);
  else if (kept && !textarea.value) textarea.value = kept;
  let waiting;
  const keep = () => {
    if (!navigator.onLine && plain(textarea.value)) localStorage.setItem(name, lines(textarea.value));
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 800);
  });
  form.addEventListener("focusout", keep);
  addEventListener("offline", keep);
}

const watchAll = (root) => root.querySelectorAll?.("form[data-words]").forEach(watch);
watchAll(document);
document.addEventListener("htmx:load", (event) => watchAll(event.target));
for (const name of Object.keys(localStorage)) {
  if (name.startsWith("words ") && isPosted(localStorage.getItem(name))) localStorage.removeItem(name);
}
