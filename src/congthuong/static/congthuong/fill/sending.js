// Changes on their way to the server. Each bears a key of its own, so that sending it again after a lost answer does
// nothing twice; a change that was tried stays in front of a later one of the same cell until its answer is here.

const BATCH = 200;
const SOON = 600;
const SLOWEST = 60000;

const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

export const token = () => /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? "";

export class Sending {
  // told: {sending(), saved(), outcome(cell, outcome, mine), offline(), slow(seconds), signedOut(), refused(message)}
  constructor(address, keeping, told) {
    Object.assign(this, { address, keeping, told, changes: [], busy: false, timer: 0, failures: 0, stopped: false });
    window.addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.hidden && this.now());
    window.addEventListener("pagehide", () => this.now());
  }

  get count() {
    return new Set(this.changes.map((one) => one.cell)).size;
  }

  has(cell) {
    return this.changes.some((one) => one.cell === cell);
  }

  textOf(cell) {
    return this.changes.findLast((one) => one.cell === cell)?.text;
  }

  add(cell, text, base) {
    const first = this.changes.find((one) => one.cell === cell);
    this.changes = this.changes.filter((one) => one.cell !== cell || one.tried);
    this.changes.push({ cell, text, base: first ? first.base : base, key: newKey(), at: Date.now(), tried: false });
    this.#keep(cell);
    this.soon(SOON);
  }

  // What an earlier visit left, with the keys it had: what the server already has is not done again.
  resume(kept) {
    for (const [cell, changes] of kept) {
      this.changes.push(...changes.map((one) => ({ ...one, cell, tried: true })));
    }
    this.now();
  }

  drop(cell) {
    this.changes = this.changes.filter((one) => one.cell !== cell);
    this.#keep(cell);
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), wait);
  }

  async now() {
    clearTimeout(this.timer);
    if (this.busy || this.stopped || !this.changes.length) return;
    this.busy = true;
    const batch = this.changes.slice(0, BATCH);
    for (const one of batch) one.tried = true;
    for (const cell of new Set(batch.map((one) => one.cell))) this.#keep(cell);
    this.told.sending();
    const answer = await this.#post(batch);
    this.busy = false;
    if (answer === undefined) return;
    this.failures = 0;
    for (const outcome of answer.outcomes) this.#take(outcome);
    if (this.changes.length) this.soon(0);
    else this.told.saved();
  }

  async #post(batch) {
    const changes = batch.map(({ cell, text, base, key }) => {
      const [row, column] = cell.split("/");
      return { row, column, text, base, key };
    });
    let response;
    try {
      response = await fetch(this.address, {
        method: "POST",
        keepalive: changes.length < 100,
        headers: { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" },
        body: JSON.stringify({ changes }),
      });
    } catch {
      return this.#again(() => this.told.offline());
    }
    const data = response.headers.get("Content-Type")?.includes("json") ? await response.json().catch(() => null) : null;
    if (data?.outcomes) return data;
    if (data?.problems) {
      this.stopped = true;
      this.told.refused(data.problems.map((one) => one.message).join(" "));
      return undefined;
    }
    if (response.redirected || response.status === 401 || response.status === 403) {
      return this.#again(() => this.told.signedOut());
    }
    return this.#again((seconds) => this.told.slow(seconds));
  }

  #again(tell) {
    this.failures += 1;
    const wait = Math.min(SLOWEST, 1000 * 2 ** Math.min(this.failures, 6)) * (0.75 + Math.random() / 2);
    tell(Math.round(wait / 1000));
    this.soon(wait);
  }

  #take(outcome) {
    const done = this.changes.find((one) => one.key === outcome.key);
    if (!done) return;
    this.changes = this.changes.filter((one) => one !== done);
    const later = this.changes.filter((one) => one.cell === done.cell);
    if (outcome.state === "saved") for (const one of later) one.base = Math.max(one.base, outcome.r);
    this.#keep(done.cell, outcome.state === "saved" || later.length ? [] : [done]);
    this.told.outcome(done.cell, outcome, later.length ? null : done.text);
  }

  #keep(cell, also = []) {
    this.keeping.put(cell, [...also, ...this.changes.filter((one) => one.cell === cell)]);
  }
}
