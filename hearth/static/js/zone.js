// Offers the time zone of the device, where that is not the one chosen. Nothing is sent before the form is.

const offer = document.querySelector("[data-zone-offer]"), select = document.querySelector("select[name=time_zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (offer && zone && zone !== select.value) {
  const own = () => [...select.options].find((option) => option.value === zone);
  const city = own()?.text ?? zone.split("/").pop().replaceAll("_", " ");
  offer.querySelector("bdi").textContent = city;
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    if (!own()) select.add(new Option(city, zone));
    select.value = zone;
    offer.hidden = true;
    select.focus();
  });
}
