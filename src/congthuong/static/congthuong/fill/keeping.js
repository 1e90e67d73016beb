// What was typed and is not acknowledged yet, kept in the browser: one entry a cell, so that two tabs do not overwrite
// each other's. An entry is the list of the cell's changes in the order in which they were made.

export class Keeping {
  constructor(person, number) {
    this.prefix = `phieu.${person}.${number}.`;
    this.works = this.#try();
  }

  #try() {
    try {
      localStorage.setItem(`${this.prefix}?`, "1");
      localStorage.removeItem(`${this.prefix}?`);
      return true;
    } catch {
      return false;
    }
  }

  put(cell, changes) {
    if (!this.works) return;
    try {
      if (changes.length) localStorage.setItem(this.prefix + cell, JSON.stringify(changes));
      else localStorage.removeItem(this.prefix + cell);
    } catch {
      this.works = false;
    }
  }

  // Map cell -> changes, as an earlier visit left them.
  all() {
    const found = new Map();
    if (!this.works) return found;
    for (let i = 0; i < localStorage.length; i += 1) {
      const name = localStorage.key(i);
      if (!name.startsWith(this.prefix)) continue;
      try {
        const changes = JSON.parse(localStorage.getItem(name));
        if (Array.isArray(changes) && changes.length) found.set(name.slice(this.prefix.length), changes);
      } catch {
        // not ours
      }
    }
    return found;
  }
}
