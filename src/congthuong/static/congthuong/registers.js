// A field that names a document or another row offers what fits while it is typed; without a script it offers the latest.
"use strict";

const WAIT = 200; // milliseconds after the last key

for (const field of document.querySelectorAll("input[data-suggest]")) {
  let timer = 0;
  let asked = "";
  const offer = async () => {
    const text = field.value.trim();
    if (text === asked) return;
    asked = text;
    try {
      const response = await fetch(`${field.dataset.suggest}?tim=${encodeURIComponent(text)}`, {
        headers: { Accept: "application/json" },
      });
      if (!response.ok || text !== asked) return;
      const { items } = await response.json();
      field.list.replaceChildren(
        ...items.map(([value, told]) => {
          const option = document.createElement("option");
          option.value = value;
          option.textContent = told;
          return option;
        }),
      );
    } catch {
      asked = ""; // no network: what was offered before stays
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, WAIT);
  });
}
