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
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
});
for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;

// The page as it is printed has no rail and no buttons (app.css, @media print).
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A phone's bar shows five rooms and a door to the others; without a script it scrolls.
const more = document.getElementById("rail-more");
if (more) {
  const rail = more.closest(".rail");
  const open = (wanted) => {
    rail.classList.toggle("open", wanted);
    more.setAttribute("aria-expanded", String(wanted));
  };
  rail.classList.add("folds");
  more.hidden = false;
  if (rail.querySelector(".rail-more ~ li [aria-current]")) more.classList.add("here");
  more.addEventListener("click", () => open(!rail.classList.contains("open")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !rail.classList.contains("open")) return;
    open(false);
    more.focus();
  });
  document.addEventListener("click", (event) => rail.contains(event.target) || open(false));
}

// A browser shows a date field in the order of its own language: beside it stands the day as it is read here.
// A list that was exchanged (lists.js) brings new fields.
const sayDates = (place) => {
  for (const field of place.querySelectorAll("input[type=date]")) {
    const said = document.createElement("span");
    said.className = "date-said";
    said.lang = "vi";
    const say = () => {
      const [year, month, day] = field.value.split("-");
      said.textContent = day ? `${day}/${month}/${year}` : "ngày/tháng/năm";
    };
    field.addEventListener("input", say);
    say();
    field.after(said);
  }
};
sayDates(document);
document.addEventListener("htmx:afterSwap", (event) => event.target.querySelectorAll && sayDates(event.target));
