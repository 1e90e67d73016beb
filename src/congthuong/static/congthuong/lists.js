// A list is exchanged by htmx; here is said what it shows now, and where the keyboard stands in it.
"use strict";

const said = document.getElementById("danh-sach-bao");

// An answer without the list (signed out meanwhile, an address that is refused) is shown as the whole page that it is.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo, shouldSwap } = event.detail;
  if (shouldSwap && xhr.responseText.includes('id="danh-sach"')) return;
  event.detail.shouldSwap = false;
  window.location.assign(pathInfo.finalRequestPath);
});

const unreached = () => {
  said.classList.remove("unseen");
  said.classList.add("unreached");
  said.textContent = said.dataset.unreached;
};
for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, unreached);

document.addEventListener("htmx:afterSettle", (event) => {
  const list = event.target;
  if (list.id !== "danh-sach") return;
  said.className = "unseen";
  // Emptied first: the same sentence said again is news as well (another page of as many rows).
  said.textContent = "";
  setTimeout(() => {
    said.textContent = [list.querySelector("[data-told]"), list.querySelector(".pages span")]
      .filter(Boolean)
      .map((one) => one.textContent.trim())
      .join(". ");
  }, 50);
  // htmx gives the focus back to what it finds by its id; a link that is gone leaves it to the list.
  if (document.activeElement !== document.body) return;
  list.focus({ preventScroll: true });
  list.scrollIntoView({ block: "start", behavior: "instant" });
});
