// Small helps for the marked document; its links work without them.
"use strict";

(() => {
  const root = document.querySelector(".soat");
  if (!root) return;
  const cards = [...root.querySelectorAll(".muc")];

  // A click anywhere on a marked figure goes to its finding, not only on the sign behind it.
  root.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-muc]");
    if (mark && !event.target.closest("a") && !String(getSelection())) location.hash = mark.dataset.muc;
  });

  // N and P go from finding to finding; the document follows to where the finding stands.
  let at = -1;
  const go = (step) => {
    if (!cards.length) return;
    at = (at + step + cards.length) % cards.length;
    const place = cards[at].querySelector(".cho a");
    if (place) location.hash = place.getAttribute("href");
    cards[at].scrollIntoView({ block: "nearest" });
    (place || cards[at]).focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (key === "n") go(1);
    else if (key === "p") go(at < 0 ? 0 : -1);
  });
  root.addEventListener("focusin", (event) => {
    const card = event.target.closest(".muc");
    if (card) at = cards.indexOf(card);
  });
})();
