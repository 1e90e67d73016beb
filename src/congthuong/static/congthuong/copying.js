/* A button that copies the text it names. Where the browser gives no clipboard the text is selected, to be copied by hand. */

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return;
  }
  button.textContent = button.dataset.copied;
});
