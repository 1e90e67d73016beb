// Handing in where no server is reached: the page says so and stays, instead of the browser's own page of trouble.

const form = document.querySelector("[data-hand-in-form]");
const told = document.querySelector("[data-offline]");
let asking = false; // a second press while the server is asked would hand in twice
const PATIENCE = 10_000; // ms: a network that takes the question and never answers is no network

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (asking) return;
  asking = true;
  told.hidden = true;
  // Asked, never guessed: the browser's own word for "online" comes late after a network is back.
  const reached = await fetch(form.action, { method: "HEAD", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
  if (reached) return form.submit();
  asking = false;
  told.hidden = false;
});

// Back to the page as it was left: it may be handed in again.
addEventListener("pageshow", () => { asking = false; });
