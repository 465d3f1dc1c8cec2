// Says so, beside the button, when what was sent did not arrive or was refused. The words stay where they are.

const FRAGMENT = /^\s*<(?!!doctype|html)/i; // an answer written for htmx, not a whole page about an error

function alertFrom(place, { status = 0, responseText = "" } = {}) {
  if (status >= 400 && FRAGMENT.test(responseText)) {
    const said = new DOMParser().parseFromString(responseText, "text/html").querySelector("[role=alert]");
    if (said) return said;
  }
  const kept = place.querySelector?.("template[data-failed]") ?? document.querySelector("template[data-failed]");
  return kept.content.firstElementChild.cloneNode(true);
}

const clear = () => document.querySelectorAll("[data-failure]").forEach((alert) => alert.remove());

function tell(place, answer) {
  clear();
  const alert = alertFrom(place, answer);
  alert.dataset.failure = "";
  (place.querySelector(".form-actions") ?? place.closest(".post__foot") ?? place).after(alert);
}

for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, ({ detail }) => {
    if (!detail.elt.matches("[data-look]")) tell(detail.elt, detail.xhr); // nobody asked for news
  });
}
document.addEventListener("htmx:beforeRequest", ({ detail }) => detail.elt.matches("[data-look]") || clear());

// A form that the browser sends by itself would leave for the browser's own page about being offline.
document.addEventListener("submit", (event) => {
  if (navigator.onLine || !event.target.matches("form[data-words]:not([hx-post])")) return;
  event.preventDefault();
  tell(event.target);
});
