// One key opens what the page marks with it (N: receive a dossier). Without a script the links are there as well.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const link = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
