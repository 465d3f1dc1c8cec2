// A discussion that stays alive: asks for news once a minute while somebody looks, and opens again where words wait.

const MINUTE = 60_000;
setInterval(() => {
  if (document.visibilityState !== "visible") return;
  for (const place of document.querySelectorAll("[data-look]")) place.dispatchEvent(new Event("look"));
}, MINUTE);

// A list of answers is hidden while it is empty.
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => detail.target?.removeAttribute("hidden"));

// An answer under a reply that was begun on this device, see words.js, and not posted.
addEventListener("load", () => {
  for (const link of document.querySelectorAll("[data-answers]")) {
    const isOpen = document.querySelector(`form[data-words="${link.dataset.answers}"]`);
    if (!isOpen && `words ${document.body.dataset.device} ${link.dataset.answers}` in localStorage) link.click();
  }
});
