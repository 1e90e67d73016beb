// The table as a grid: where cells are, moving among them, choosing several, copying, pasting, undoing. Every cell is a
// native input in the order of the page, so that screen readers, phones and the Tab key need none of this.

import { blockOf, doubtful, isPlain, isVietnamese, settled, vietnamese } from "./pasting.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Grid {
  // told: {commit(cell, text), typing(), entered(cell), left(cell), said(word, ...values)}
  constructor(table, decimals, told) {
    Object.assign(this, { table, decimals, told, editing: false, before: "", anchor: null, head: null, undone: [], done: [] });
    this.rows = [...table.querySelectorAll("tr.line")].map((row) => [...row.querySelectorAll("[data-cell]")]);
    this.places = new Map();
    this.rows.forEach((row, r) => row.forEach((cell, c) => this.places.set(cell.dataset.cell, [r, c])));
    table.addEventListener("focusin", (event) => event.target.matches("td input") && this.#enter(event.target));
    table.addEventListener("focusout", (event) => event.target.matches("td input") && this.#leave(event.target));
    table.addEventListener("input", (event) => event.target.matches("td input") && this.#type());
    table.addEventListener("keydown", (event) => event.target.matches("td input") && this.#key(event));
    table.addEventListener("mousedown", (event) => this.#press(event));
    for (const kind of ["copy", "cut", "paste"]) table.addEventListener(kind, (event) => this[`_${kind}`](event));
  }

  element(name) {
    const [r, c] = this.places.get(name);
    return this.rows[r][c];
  }

  input(name) {
    return this.element(name).querySelector("input:not([type=hidden])");
  }

  get active() {
    const input = document.activeElement;
    return input?.matches?.("td input") && this.table.contains(input) ? input : null;
  }

  nameOf(input) {
    return input.closest("[data-cell]").dataset.cell;
  }

  // As the server writes it; whoever is typing in the cell is left alone. False where somebody is.
  show(name, text) {
    const input = this.input(name);
    if (input === this.active) {
      if (this.editing || input.value !== this.before) return false;
      input.value = this.before = text;
      input.select();
    } else {
      input.value = text;
    }
    return true;
  }

  go(name) {
    const target = this.input(name) ?? this.element(name);
    target.scrollIntoView({ block: "center", inline: "nearest" });
    target.focus();
  }

  #enter(input) {
    this.before = input.value;
    this.editing = false;
    input.select();
    if (!this.extending) this.#choose(this.places.get(this.nameOf(input)));
    this.told.entered(this.nameOf(input));
  }

  #leave(input) {
    this.#commit(input);
    this.editing = false;
    this.told.left(this.nameOf(input));
  }

  #type() {
    this.editing = true;
    this.told.typing();
  }

  #commit(input) {
    if (input.value !== this.before) this.change([[this.nameOf(input), input.value]], new Map([[this.nameOf(input), this.before]]));
    this.before = input.value;
  }

  // One step that can be undone: [[cell, text], …].
  change(news, before = new Map()) {
    const group = [];
    for (const [name, text] of news) {
      const input = this.input(name);
      if (!input) continue;
      const old = before.get(name) ?? input.value;
      if (old === text) continue;
      group.push([name, old, text]);
      this.#set(name, text);
    }
    if (group.length) this.done.push(group);
    this.undone = [];
    return group.length;
  }

  #set(name, text) {
    const input = this.input(name);
    input.value = text;
    if (input === this.active) this.before = text;
    this.told.commit(name, text);
  }

  #back(from, to, side, word) {
    const group = from.pop();
    if (!group) return this.told.said("nothing_undone");
    for (const [name, old, text] of group) this.#set(name, side === "old" ? old : text);
    to.push(group);
    this.go(group[0][0]);
    return this.told.said(word);
  }

  #key(event) {
    const input = event.target;
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.altKey && !this.editing) {
      const key = event.key.toLowerCase();
      if (key === "z" && !event.shiftKey) return this.#did(event, this.#back(this.done, this.undone, "old", "undone"));
      if (key === "y" || key === "z") return this.#did(event, this.#back(this.undone, this.done, "new", "redone"));
      if (key === "a") return this.#did(event, this.#all());
    }
    if (command || event.altKey || event.isComposing) return undefined;
    switch (event.key) {
      case "F2":
        this.editing = true;
        input.setSelectionRange(input.value.length, input.value.length);
        return event.preventDefault();
      case "Escape":
        input.value = this.before;
        this.editing = false;
        input.select();
        this.#choose(this.places.get(this.nameOf(input)));
        this.told.typing();
        return event.preventDefault();
      case "Enter":
        this.#commit(input);
        return this.#did(event, this.#move(input, event.shiftKey ? -1 : 1, 0));
      case "Delete":
      case "Backspace":
        if (this.editing) return undefined;
        return this.#did(event, this.change(this.#chosen().map((name) => [name, ""])));
      default:
        return this.#arrow(event, input);
    }
  }

  #did(event) {
    event.preventDefault();
  }

  #arrow(event, input) {
    const step = STEPS[event.key];
    if (!step || (this.editing && step[1])) return;
    event.preventDefault();
    if (event.shiftKey) {
      const [r, c] = this.head;
      const next = [r + step[0], c + step[1]];
      if (this.rows[next[0]]?.[next[1]]) this.#choose(this.anchor, next);
      return;
    }
    this.#commit(input);
    this.#move(input, ...step);
  }

  // To the next cell that can be typed in; at an edge one stays.
  #move(input, down, right) {
    this.editing = false;
    let [r, c] = this.places.get(this.nameOf(input));
    for (;;) {
      [r, c] = [r + down, c + right];
      const cell = this.rows[r]?.[c];
      if (!cell) return input.select();
      const next = cell.querySelector("input:not([type=hidden])");
      if (next) return next.focus();
    }
  }

  #press(event) {
    const cell = event.target.closest("[data-cell]");
    if (!cell) return;
    const input = cell.querySelector("input:not([type=hidden])");
    if (event.shiftKey && this.active && this.anchor) {
      event.preventDefault();
      this.#choose(this.anchor, this.places.get(cell.dataset.cell));
    } else if (input && input !== this.active) {
      event.preventDefault();
      input.focus();
    } else if (input) {
      this.editing = true;
    } else {
      this.told.entered(cell.dataset.cell);
    }
  }

  #choose(anchor, head = anchor) {
    for (const cell of this.table.querySelectorAll(".chosen")) cell.classList.remove("chosen");
    [this.anchor, this.head] = [anchor, head];
    if (this.#several()) this.#block().flat().forEach((cell) => cell.classList.add("chosen"));
  }

  #several() {
    return this.anchor && (this.anchor[0] !== this.head[0] || this.anchor[1] !== this.head[1]);
  }

  #all() {
    const last = this.rows.length - 1;
    this.#choose([0, 0], [last, this.rows[last].length - 1]);
  }

  #block() {
    const [top, bottom] = [this.anchor[0], this.head[0]].sort((a, b) => a - b);
    const [left, right] = [this.anchor[1], this.head[1]].sort((a, b) => a - b);
    return this.rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
  }

  #chosen() {
    return this.#block().flat().map((cell) => cell.dataset.cell);
  }

  _copy(event) {
    if (!this.active || !this.#several()) return false;
    const text = (cell) => cell.querySelector("input:not([type=hidden])")?.value ?? cell.querySelector(".value").textContent.trim();
    const block = this.#block().map((row) => row.map(text).join("\t")).join("\r\n");
    event.clipboardData.setData("text/plain", block);
    event.preventDefault();
    this.told.said("copied", this.#chosen().length);
    return true;
  }

  _cut(event) {
    if (this._copy(event)) this.change(this.#chosen().map((name) => [name, ""]));
  }

  _paste(event) {
    if (!this.active || this.editing) return;
    const block = blockOf(event.clipboardData.getData("text/plain"));
    event.preventDefault();
    const plain = isPlain(block);
    const sure = isVietnamese(block);
    const read = (cell) => (plain ? vietnamese(cell) : sure && cell.includes(",") ? settled(cell, false) : cell);
    const single = block.length === 1 && block[0].length === 1;
    const [news, lost] = single ? [this.#chosen().map((name) => [name, read(block[0][0])]), 0] : this.#spread(block.map((row) => row.map(read)));
    const put = (given) => {
      this.change(given);
      if (!single) this.active?.select();
      if (!single || given.length > 1 || plain) this.told.said(plain ? "pasted_plain" : "pasted", given.length);
      if (lost) this.told.said("pasted_less", lost);
    };
    const doubt = news.length > 1 ? doubtful(block, news, this.decimals) : null;
    if (!doubt) return put(news);
    return this.told.doubted({ ...doubt, from: news[0][0] }, (thousands) => put(news.map(([name, text]) => [name, settled(text, thousands)])));
  }

  // The cells that a block falls on, from the chosen one on; how many of it fall where nothing can be typed.
  #spread(block) {
    const top = Math.min(this.anchor[0], this.head[0]);
    const left = Math.min(this.anchor[1], this.head[1]);
    const news = [];
    let lost = 0;
    block.forEach((row, r) => row.forEach((text, c) => {
      const cell = this.rows[top + r]?.[left + c];
      if (cell?.querySelector("input:not([type=hidden])")) news.push([cell.dataset.cell, text]);
      else lost += 1;
    }));
    return [news, lost];
  }
}
