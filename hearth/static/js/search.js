// Suggests topics and places while one types in the search box. Without it one presses "Find it".

const box = document.querySelector("[data-suggestions]"), list = document.getElementById("q-suggestions");
let timer, asked = "";

const close = () => list.replaceChildren();

async function suggest() {
  const words = box.value.trim(), url = new URL(box.dataset.suggestions, location);
  if (words === asked) return;
  asked = words;
  if (words.length < 2) return close();
  url.searchParams.set("q", words);
  const answer = await fetch(url).catch(() => null);
  if (answer?.ok && words === asked) list.innerHTML = await answer.text();
}

box?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, 200);
});

// Arrow down leads from the box into the list, up and Escape lead back.
const links = () => [...list.querySelectorAll("a")];
document.addEventListener("keydown", (event) => {
  const at = links().indexOf(document.activeElement), inBox = document.activeElement === box;
  if (!links().length || (!inBox && at < 0)) return;
  const to = { ArrowDown: links()[at + 1] ?? links()[0], ArrowUp: at > 0 ? links()[at - 1] : box, Escape: box }[event.key];
  if (!to) return;
  event.preventDefault();
  if (event.key === "Escape") close();
  to.focus();
});
