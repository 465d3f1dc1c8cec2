// Tells forms the time zone of the device, which counts until another is chosen; where one is chosen, offers it. Nothing
// is sent before a form is.

const offer = document.querySelector("[data-zone-offer]"), select = document.querySelector("select[name=time_zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const own = () => [...select.options].find((option) => option.value === zone);
const city = () => own()?.text ?? zone.split("/").pop().replaceAll("_", " ");

function take() {
  if (!own()) select.add(new Option(city(), zone));
  select.value = zone;
}

if (zone) for (const field of document.querySelectorAll("[data-zone]")) field.value = zone;
if (zone && select?.matches("[data-unchosen]")) take();
if (offer && zone && zone !== select.value) {
  offer.querySelector("bdi").textContent = city();
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    take();
    offer.hidden = true;
    select.focus();
  });
}
