// Suggests topics and places while one types in the search box. Without it one presses "Find it".

const box = document.querySelector("[data-suggestions]"), list = document.getElementById("q-suggestions");
const said = document.getElementById("q-offered");
let timer, asked = "";

// What came is said once and in few words; the list itself would be read out at every letter.
const say = () => { said.textContent = list.querySelector("[data-said]")?.dataset.said ?? ""; };
const close = () => { list.replaceChildren(); say(); };

async function suggest() {
  const words = box.value.trim();
  if (words === asked) return;
  asked = words;
  if (words.length < 2) return close();
  // Posted, not asked for by an address: what somebody only began to type is in no log on the way.
  const answer = await fetch(box.dataset.suggestions, { method: "POST", body: new URLSearchParams({ q: words }) }).catch(() => null);
  const offered = answer?.ok ? await answer.text() : "";
  if (words !== asked) return;
  list.innerHTML = offered;
  say();
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
