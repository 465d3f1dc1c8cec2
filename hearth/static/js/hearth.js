// Small comforts for every page. All of them work without this file too.
const focusIn = (root) => (root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]"))?.focus();
focusIn(document);
document.addEventListener("htmx:load", ({ target }) => focusIn(target));

// A panel that keyboard focus has left would lie over what has the focus now.
for (const panel of document.querySelectorAll(".pop[popover]")) {
  panel.addEventListener("focusout", ({ relatedTarget }) => {
    const isItsButton = relatedTarget?.getAttribute("popovertarget") === panel.id;
    if (relatedTarget && !isItsButton && !panel.contains(relatedTarget)) panel.hidePopover();
  });
}

// Words kept on this device are one person's (words.js): nobody else who signs in here finds them. They go after a month,
// and after a day when nobody is signed in any more.
const DAY = 24 * 3600_000, device = document.body.dataset.device;
for (const name of Object.keys(localStorage).filter((each) => each.startsWith("words "))) {
  const age = Date.now() - Number(/"at":(\d+)/.exec(localStorage.getItem(name))?.[1] ?? 0);
  if (device ? !name.startsWith(`words ${device} `) || age > 30 * DAY : age > DAY) localStorage.removeItem(name);
}
