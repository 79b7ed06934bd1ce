// Passkeys: forms with data-passkey="create" or "get" ask the browser for a credential and carry it in the hidden field
// `credential`. The options stand in the form as JSON, or come from data-options-url. What the server needs is bytes as
// base64url; browsers that convert themselves are too new to rely on.

const bytes = (text) => {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

const text = (buffer) => {
  if (!buffer) return undefined;
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const decoded = (credentials = []) => credentials.map((one) => ({ ...one, id: bytes(one.id) }));

async function create({ publicKey }) {
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: decoded(publicKey.excludeCredentials),
      // Every passkey can log in alone, so it lives in the device and asks for a finger, a face or a PIN.
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
}

async function get({ publicKey }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: decoded(publicKey.allowCredentials),
    },
  });
}

function asJson(credential) {
  const { id, rawId, type, response, authenticatorAttachment } = credential;
  return JSON.stringify({
    id,
    type,
    rawId: text(rawId),
    authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  });
}

async function options(form) {
  const inPage = form.querySelector("script[type='application/json']");
  if (inPage) return JSON.parse(inPage.textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`no options: ${answer.status}`);
  return answer.json();
}

async function fill(form) {
  const { creation_options: creation, request_options: request } = await options(form);
  const credential = form.dataset.passkey === "create" ? await create(creation) : await get(request);
  form.elements.credential.value = asJson(credential);
}

function complain(form) {
  const message = form.querySelector("[data-passkey-message]").content.cloneNode(true);
  form.querySelector("[data-passkey-failed]").replaceChildren(message);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await fill(form);
      form.submit();
    } catch {
      complain(form);
    }
  });
}
