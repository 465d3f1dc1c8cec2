// Small comforts for every page. All of them work without this file too.
for (const summary of document.querySelectorAll("[data-focus]")) summary.focus();
