// Small comforts for every page. All of them work without this file too.
for (const summary of document.querySelectorAll("[data-focus]")) summary.focus();

// A panel that keyboard focus has left would lie over what has the focus now.
for (const panel of document.querySelectorAll(".pop[popover]")) {
  panel.addEventListener("focusout", ({ relatedTarget }) => {
    const isItsButton = relatedTarget?.getAttribute("popovertarget") === panel.id;
    if (relatedTarget && !isItsButton && !panel.contains(relatedTarget)) panel.hidePopover();
  });
}
