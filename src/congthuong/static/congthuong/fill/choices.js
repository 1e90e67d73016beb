// What only a person can decide: two values for one cell, a text that may mean two numbers, a cell that is locked.

const PASTE = "khối/dán"; // no cell is called so

export class Choices {
  // told: {write(cell, text, revision), take(cell, text), go(cell), say(word, ...values), label(cell), answered()}
  constructor(section, told) {
    Object.assign(this, { section, told, open: new Map() });
    this.list = section.querySelector("[data-choice-list]");
  }

  get count() {
    return this.open.size;
  }

  has(cell) {
    return this.open.has(cell);
  }

  close(cell) {
    if (!this.open.delete(cell)) return;
    document.getElementById(this.#id(cell))?.remove();
    this.section.hidden = !this.open.size;
  }

  ask(cell, outcome, mine) {
    this.close(cell);
    this.open.set(cell, mine);
    this.section.hidden = false;
    this.list.append(this.#item(cell, outcome, mine));
    return this.#id(cell);
  }

  // One question for a whole block that was pasted: nothing of it stands in the grid until it is answered. The focus is on
  // the question, on none of its answers: Enter, the key of the grid, answers nothing by chance.
  askPaste({ sample, count, from }, put) {
    this.close(PASTE);
    this.open.set(PASTE, sample);
    this.section.hidden = false;
    const { say } = this.told;
    const whole = sample.replace(/[.,]/, "");
    const part = sample.replace(".", ",");
    const answered = (act) => () => {
      this.close(PASTE);
      act?.();
      this.told.go(from);
      this.told.answered();
    };
    const words = document.createElement("p");
    words.textContent = say("paste_asked", count, sample, whole, part);
    const buttons = document.createElement("p");
    buttons.className = "actions";
    buttons.append(
      this.#button(say("paste_thousands", whole), answered(() => put(true))),
      this.#button(say("paste_decimals", part), answered(() => put(false))),
      this.#button(say("paste_dropped"), answered()),
    );
    const item = document.createElement("li");
    item.className = "finding hard";
    item.id = this.#id(PASTE);
    item.tabIndex = -1;
    item.append(words, buttons);
    this.list.append(item);
    item.focus();
  }

  #id(cell) {
    return `chon-${cell.replace("/", "-")}`;
  }

  #item(cell, outcome, mine) {
    const { say } = this.told;
    const blank = say("blank");
    const item = document.createElement("li");
    item.className = "finding hard";
    item.id = this.#id(cell);
    const words = document.createElement("p");
    const buttons = document.createElement("p");
    buttons.className = "actions";
    if (outcome.state === "conflict") {
      const theirs = outcome.s;
      words.textContent = say("conflict", this.told.label(cell), mine || blank, outcome.by, theirs || blank, outcome.at);
      buttons.append(
        this.#button(say("keep_mine", mine || blank), () => this.told.write(cell, mine, outcome.r)),
        this.#button(say("take_theirs", theirs || blank), () => this.told.take(cell, theirs)),
      );
    } else {
      words.textContent = `${this.told.label(cell)}: ${outcome.message}`;
      for (const choice of outcome.choices) {
        const name = choice === "" ? say("leave_blank") : say("write", choice);
        buttons.append(this.#button(name, () => this.told.write(cell, choice, outcome.r)));
      }
      buttons.append(this.#button(say("restore"), () => this.told.take(cell, outcome.s)));
    }
    item.append(words, buttons);
    return item;
  }

  #button(name, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = name;
    button.addEventListener("click", act);
    return button;
  }
}
