// Asks every few seconds whether anything on the page changed. The usual answer is "no", which costs next to nothing.

const EVERY = 4000;
const SLOWEST = 60000;

export class Watching {
  constructor(address, stamp, told) {
    Object.assign(this, { address, told, tag: `"${stamp}"`, failures: 0, timer: 0, busy: false });
    document.addEventListener("visibilitychange", () => !document.hidden && this.now());
    this.soon(EVERY);
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), wait);
  }

  async now() {
    clearTimeout(this.timer);
    if (document.hidden) return this.soon(EVERY);
    if (this.busy) return this.soon(500);
    this.busy = true;
    try {
      const response = await fetch(this.address, { headers: { "If-None-Match": this.tag, Accept: "application/json" } });
      if (response.status === 200 && !response.redirected) {
        const news = await response.json();
        this.tag = response.headers.get("ETag");
        this.told(news);
      }
      this.failures = response.status < 400 ? 0 : this.failures + 1;
    } catch {
      this.failures += 1;
    }
    this.busy = false;
    return this.soon(Math.min(SLOWEST, EVERY * 2 ** this.failures));
  }
}
