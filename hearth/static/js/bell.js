// Keeps the bell's number: asks once a minute while somebody looks, and hears nothing (304) while nothing changed.

const MINUTE = 60_000, LONGEST = 16 * MINUTE;
const bell = document.querySelector("[data-bell]"), kept = `bell ${document.body.dataset.device}`;
let timer, wait = MINUTE, askedAt = 0;
let last = JSON.parse(sessionStorage.getItem(kept) ?? "null"); // what was said last, and its ETag

function show({ count, shown, says }) {
  for (const place of document.querySelectorAll("[data-bell-count]")) [place.textContent, place.hidden] = [shown, !count];
  bell.querySelector("[data-bell-says]").textContent = count ? says : "";
}

function hear(said, etag) {
  const rose = last && said.count > last.count;
  last = { said, etag, count: said.count };
  sessionStorage.setItem(kept, JSON.stringify(last));
  show(said);
  if (rose) document.querySelector("[data-bell-rises]").textContent = said.says; // a number that falls needs no word
}

// Returns whether asking again makes sense: not for somebody who has signed out elsewhere.
async function ask() {
  const headers = last ? { "If-None-Match": last.etag } : {};
  const answer = await fetch(bell.dataset.bell, { headers, redirect: "manual" });
  if (answer.ok) hear(await answer.json(), answer.headers.get("ETag"));
  else if (answer.type === "opaqueredirect") return false;
  else if (answer.status !== 304) throw new Error(answer.status);
  return true;
}

async function look() {
  clearTimeout(timer);
  askedAt = Date.now();
  const goesOn = await ask().then((more) => ((wait = MINUTE), more), () => (wait = Math.min(2 * wait, LONGEST)));
  if (goesOn && document.visibilityState === "visible") timer = setTimeout(look, wait);
}

if (bell) {
  if (last) show(last.said);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") timer = setTimeout(look, Math.max(0, askedAt + wait - Date.now()));
  });
  if (document.visibilityState === "visible") look();
}
