// Small helps; every page works without them.
"use strict";

// Ctrl K (or /) goes to the search box.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  const asked = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  if (!asked && (event.key !== "/" || typing)) return;
  const box = document.getElementById("tim-chung");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A choice in a list is sent at once; the button stays for those who have no script.
for (const field of document.querySelectorAll("[data-send]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;
