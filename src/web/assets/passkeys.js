// Passkeys: shows the forms that need them where this browser knows them, and puts the device's answer into the form.
const ASKED = {
  passkeyCreate: async (options) =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  passkeyGet: async (options) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

const isKnown =
  "PublicKeyCredential" in window &&
  "parseCreationOptionsFromJSON" in PublicKeyCredential &&
  "toJSON" in PublicKeyCredential.prototype;

if (isKnown) for (const [kind, ask] of Object.entries(ASKED)) prepare(kind, ask);

function prepare(kind, ask) {
  const form = document.querySelector(`form[data-${kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`);
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const credential = await ask(JSON.parse(form.dataset[kind]));
      form.elements.answer.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      if (error instanceof DOMException) say(form, error.name);
      else throw error;
    }
  });
}

/** Why nothing came of it: mostly that somebody thought better of it. */
function say(form, reason) {
  const said = form.querySelector("[role=status]") ?? form.appendChild(document.createElement("p"));
  said.setAttribute("role", "status");
  said.textContent =
    reason === "InvalidStateError"
      ? "This device has a passkey for this account already."
      : "The device did not answer. You can try again, or use your password.";
}
