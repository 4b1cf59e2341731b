// Loaded first in the body: says that JavaScript is there before anything is drawn, then starts the NHS components.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("nhsuk-frontend-supported");

document.addEventListener("DOMContentLoaded", async () => {
  const { initAll } = await import("/assets/nhsuk.js");
  initAll();
});
