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
