// Handing in where no server is reached: the page says so and stays, instead of the browser's own page of trouble.

const form = document.querySelector("[data-hand-in-form]");
const told = document.querySelector("[data-offline]");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  told.hidden = true;
  const reached = navigator.onLine && (await fetch(form.action, { method: "HEAD" }).catch(() => null));
  if (reached) form.submit();
  else told.hidden = false;
});
