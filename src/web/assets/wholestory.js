// Loaded first in the body: says that JavaScript is there before anything is drawn, then starts the NHS components.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("nhsuk-frontend-supported");

document.addEventListener("DOMContentLoaded", async () => {
  keepUpToDate();
  answerKeys();
  const { initAll } = await import("/assets/nhsuk.js");
  initAll();
  nameAsSeen();
  if (document.querySelector("[data-passkey-get], [data-passkey-create]")) await import("/assets/passkeys.js");
});

/**
 * The NHS file upload hides a comma within its button, so that the button's name is not what is seen on it, as
 * whoever speaks to the machine would say it.
 * @see https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html
 */
function nameAsSeen() {
  for (const hidden of document.querySelectorAll(".nhsuk-file-upload__drop-button .nhsuk-u-visually-hidden")) {
    hidden.remove();
  }
}

/** Where the page says data-refresh (seconds), asks for it again and puts what changed into its data-live parts. */
function keepUpToDate() {
  const refreshing = document.querySelector("[data-refresh]");
  if (!refreshing) return;
  setTimeout(
    async () => {
      try {
        const answer = await fetch(location.href, { headers: { accept: "text/html" } });
        if (answer.ok) takeOver(new DOMParser().parseFromString(await answer.text(), "text/html"));
      } catch {
        // The server is away for a moment: ask again.
      }
      keepUpToDate();
    },
    Number(refreshing.dataset.refresh) * 1000,
  );
}

/** Leaves alone what is the same, so that nothing is read out twice, and what holds the focus, so that it is kept. */
function takeOver(fresh) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!now || now.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue;
    part.innerHTML = now.innerHTML;
  }
}

/** Where a part says data-keys, a key does what the part with that data-key does, until somebody turns that off. */
function answerKeys() {
  const help = document.querySelector("[data-keys]");
  if (!help) return;
  help.hidden = false;
  const button = help.querySelector("button");
  let on = remembered(KEYS_ARE) !== "off";
  const show = () => {
    button.setAttribute("aria-pressed", String(on));
    help.classList.toggle("ws-keys--off", !on);
  };
  button.addEventListener("click", () => {
    on = !on;
    remember(KEYS_ARE, on ? "on" : "off");
    show();
  });
  show();
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
    const part = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!part) return;
    event.preventDefault();
    part.click();
    document.getElementById(part.dataset.keyThen)?.focus();
  });
}

const KEYS_ARE = "wholestory-keys";

/** In a box every key is a letter of what is written; choosing is not writing. */
function isTyping(target) {
  return target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])") !== null;
}

/** What this browser was told before; a browser may keep nothing. */
function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It holds until the next page then.
  }
}
