// The piece of the side that is about one cell: who changed it when, what was said about it. Fetched when one stays.

import { token } from "./sending.js";

export class Panel {
  constructor(place, here) {
    Object.assign(this, { place, here, timer: 0, cell: "" });
    place.addEventListener("submit", (event) => this.#send(event));
  }

  show(cell) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#fetch(cell), 350);
  }

  async #fetch(cell) {
    if (this.place.contains(document.activeElement)) return;
    try {
      const response = await fetch(`${this.#address(cell)}?manh=1`, { headers: { "X-Requested-With": "fetch" } });
      if (response.ok && !response.redirected) this.place.innerHTML = await response.text();
      this.cell = cell;
    } catch {
      // without a connection the panel stays as it is; filling goes on
    }
  }

  async #send(event) {
    const form = event.target.closest("[data-comment]");
    if (!form) return;
    event.preventDefault();
    const response = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      body: new FormData(form),
    }).catch(() => null);
    if (response?.ok && !response.redirected) this.place.innerHTML = await response.text();
    else form.submit();
  }

  #address(cell) {
    return `${this.here}o/${cell}/`;
  }
}
