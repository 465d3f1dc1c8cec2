// Makes and uses passkeys (Web Authentication Level 2). A form marked data-passkey is for one; it shows where there are any.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withBytes = (list) => list?.map((each) => ({ ...each, id: bytes(each.id) }));

async function optionsOf({ dataset }) {
  if (dataset.options) return JSON.parse(dataset.options).publicKey;
  const answer = await fetch(dataset.optionsFrom, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options.publicKey;
}

async function make(options) {
  const user = { ...options.user, id: bytes(options.user.id) };
  const excludeCredentials = withBytes(options.excludeCredentials);
  const publicKey = { ...options, user, excludeCredentials, challenge: bytes(options.challenge) };
  const made = await navigator.credentials.create({ publicKey });
  return [made, { attestationObject: text(made.response.attestationObject) }];
}

async function use(options) {
  const allowCredentials = withBytes(options.allowCredentials);
  const publicKey = { ...options, allowCredentials, challenge: bytes(options.challenge) };
  const used = await navigator.credentials.get({ publicKey });
  const { authenticatorData, signature, userHandle } = used.response;
  const response = { authenticatorData: text(authenticatorData), signature: text(signature) };
  return [used, userHandle ? { ...response, userHandle: text(userHandle) } : response];
}

async function answer(form) {
  const [key, response] = await (form.dataset.passkey === "make" ? make : use)(await optionsOf(form));
  form.querySelector("[data-credential]").value = JSON.stringify({
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    response: { ...response, clientDataJSON: text(key.response.clientDataJSON) },
    clientExtensionResults: key.getClientExtensionResults(),
  });
  form.submit();
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) break; // an old browser, or a page without TLS
  form.hidden = false;
  const failed = form.querySelector("[data-failed]");
  form.parentElement.querySelectorAll("[data-without-passkeys]").forEach((note) => note.remove());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    failed.hidden = true;
    answer(form).catch(() => { failed.hidden = false; });
  });
}
