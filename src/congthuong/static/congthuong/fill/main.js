// The page on which a return is filled in: puts the parts together. Without this the form is sent as any other.

import { parse, readTyped, write } from "./decimals.js";
import { Choices } from "./choices.js";
import { evaluate } from "./formulas.js";
import { Grid } from "./grid.js";
import { Keeping } from "./keeping.js";
import { Panel } from "./panel.js";
import { Sending, token } from "./sending.js";
import { Watching } from "./watching.js";

const page = document.querySelector("[data-filling]");
const data = (id) => JSON.parse(document.getElementById(id).textContent);
const [seen, form, words] = [data("da-thay"), data("bieu"), data("loi")];
const cells = new Map(Object.entries(seen.cells));
const rounded = new Set(form.rounded);
const live = page.querySelector("[data-live]");
const mark = page.querySelector("[data-saved-mark]");
const find = (name) => page.querySelector(`[data-${name}]`);

const say = (word, ...values) => {
  let next = 0;
  return words[word].replace(/%s/g, () => values[next++]);
};
// Two sentences at once must both be heard.
const announce = (sentence) => {
  live.textContent = live.textContent && Date.now() - announce.at < 1500 ? `${live.textContent} ${sentence}` : sentence;
  announce.at = Date.now();
};
announce.at = 0;
// The office's own time, as everywhere on the pages, whatever the machine's.
const clock = () => new Date().toLocaleTimeString("vi-VN", { hour12: false, timeZone: "Asia/Ho_Chi_Minh" });

function show(sentence, kind = "") {
  if (!mark) return;
  mark.textContent = sentence;
  mark.dataset.kind = kind;
}

// --- cells ---

const revision = (cell) => cells.get(cell)?.r ?? 0;
const bases = new Map(); // what was seen when one began to type

function valueOf(cell) {
  const input = grid.input(cell);
  const typing = input && input === grid.active ? input.value : sending.textOf(cell);
  if (typing !== undefined && typing !== (cells.get(cell)?.s ?? "")) return readTyped(typing, form.decimals[cell]);
  const known = cells.get(cell)?.v;
  return known === undefined ? null : parse(known);
}

// Totals as one types; `moved` are cells whose total is not the server's.
function workOut() {
  const values = new Map();
  const lookup = (cell) => (values.has(cell) ? values.get(cell) : valueOf(cell));
  const before = (cell) => (seen.before[cell] === undefined ? null : parse(seen.before[cell]));
  for (const [cell, expression] of form.formulas) {
    const value = evaluate(expression, lookup, before);
    values.set(cell, value);
    const decimals = rounded.has(cell) ? form.decimals[cell] : Math.max(form.decimals[cell], Math.min(value?.s ?? 0, 6));
    put(cell, value ? write(value, decimals) : "");
  }
}

function put(cell, text) {
  const place = grid.element(cell).querySelector(".value");
  if (!place || (!text && place.querySelector(".none"))) return; // "–" says that the ledger has nothing
  if (place.textContent.trim() !== text) place.textContent = text;
}

function signal(cell, kind) {
  const place = grid.element(cell);
  place.classList.remove("hard", "soft", "asked", "waiting");
  if (kind) place.classList.add(kind);
  const input = grid.input(cell);
  if (!input) return;
  if (kind === "hard" || kind === "soft" || kind === "asked") input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  if (kind === "asked") return;
  if (input.dataset.approved) input.setAttribute("aria-describedby", input.dataset.approved);
  else input.removeAttribute("aria-describedby");
}

function refresh(cell) {
  const typing = grid.active === grid.input(cell) && grid.editing;
  if (choices.has(cell)) return signal(cell, "asked");
  if (sending.has(cell)) return signal(cell, "waiting");
  return signal(cell, typing ? "" : cells.get(cell)?.m);
}

// --- the parts ---

const keeping = new Keeping(page.dataset.person, page.dataset.number);

const grid = new Grid(page.querySelector("table.sheet"), form.decimals, {
  commit(cell, text) {
    choices.close(cell);
    sending.add(cell, text, bases.get(cell) ?? revision(cell));
    refresh(cell);
    workOut();
    tell();
  },
  typing: workOut,
  entered(cell) {
    bases.clear();
    bases.set(cell, revision(cell));
    panel.show(cell);
  },
  left: refresh,
  said: (word, ...values) => announce(say(word, ...values)),
  doubted(doubt, put) {
    choices.askPaste(doubt, put);
    announce(say("choose", choices.count));
    tell();
  },
});

const sending = new Sending(page.dataset.save, keeping, {
  sending: () => show(say("saving")),
  saved() {
    tell();
    if (!choices.count) show(say("saved", clock()), "saved");
    watching.soon(300);
  },
  outcome(cell, outcome, mine) {
    if (outcome.state === "saved") {
      const known = cells.get(cell) ?? {};
      cells.set(cell, { ...known, r: outcome.r, v: outcome.v ?? undefined, s: outcome.s });
      if (bases.has(cell)) bases.set(cell, outcome.r);
      if (mine !== null) grid.show(cell, outcome.s);
    } else if (mine !== null) {
      grid.input(cell)?.setAttribute("aria-describedby", choices.ask(cell, outcome, mine));
      announce(say("choose", choices.count));
      if (outcome.r > revision(cell)) cells.set(cell, { ...cells.get(cell), r: outcome.r, v: outcome.v ?? undefined, s: outcome.s });
    }
    refresh(cell);
  },
  offline() {
    show(sending.count ? say("offline", sending.count) : say("offline_none"), "trouble");
    announce(mark.textContent);
  },
  slow: (seconds) => show(say("failed", seconds), "trouble"),
  signedOut() {
    show(say("signed_out"), "trouble");
    announce(mark.textContent);
  },
  refused(message) {
    show(say("refused", message), "trouble");
    announce(mark.textContent);
  },
});

const choices = new Choices(find("choices"), {
  write(cell, text, base) {
    choices.close(cell);
    bases.set(cell, base);
    grid.input(cell).value = text;
    sending.add(cell, text, base);
    after(cell);
  },
  take(cell, text) {
    choices.close(cell);
    sending.drop(cell);
    grid.input(cell).value = text;
    after(cell);
  },
  say,
  label: (cell) => form.labels[cell],
  go: (cell) => grid.go(cell),
  answered: tell,
});

function after(cell) {
  refresh(cell);
  workOut();
  tell();
  grid.go(cell);
}

const panel = new Panel(find("cell-panel"), page.dataset.here);

const watching = new Watching(page.dataset.since, seen.stamp, (news) => {
  for (const [cell, now] of Object.entries(news.cells)) take(cell, now);
  if (sending.count || grid.editing) workOut();
  const badge = document.querySelector(".return-facts .state");
  badge.textContent = news.state_name.charAt(0).toUpperCase() + news.state_name.slice(1);
  badge.className = `state state-${news.state}`;
  const list = find("findings");
  if (!list.querySelector("textarea:focus") && ![...list.querySelectorAll("textarea")].some((one) => one.value)) {
    const open = [...list.querySelectorAll("details[open]")].map((one) => one.className);
    list.innerHTML = news.findings;
    for (const name of open) list.querySelector(`details.${name}`)?.setAttribute("open", "");
  }
  if (page.querySelector("[data-grid-form]") && !news.may_fill) {
    show(say("moved_on", news.state_name), "trouble");
    announce(mark.textContent);
  }
});

function take(cell, now) {
  const old = cells.get(cell) ?? {};
  cells.set(cell, now);
  const place = grid.element(cell);
  place.classList.toggle("noted", Boolean(now.n));
  const input = grid.input(cell);
  if (!input) return put(cell, now.s ?? "") ?? refresh(cell);
  if ((now.r ?? 0) > (old.r ?? 0) && !sending.has(cell) && !choices.has(cell)) {
    if (grid.show(cell, now.s ?? "") && bases.has(cell)) bases.set(cell, now.r);
    place.classList.add("theirs");
    place.title = say("theirs", now.by, form.labels[cell], now.s ?? say("blank"));
    announce(place.title);
  }
  return refresh(cell);
}

function tell() {
  const [left, asked] = [sending.count, choices.count];
  if (left) show(say("waiting", left));
  else if (asked) show(say("choose", asked), "trouble");
}

// --- the page around ---

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-goto]");
  if (link && grid.places.has(link.dataset.goto)) {
    event.preventDefault();
    grid.go(link.dataset.goto);
  }
  const handIn = event.target.closest("[data-hand-in]");
  if (handIn && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    goToHandIn(handIn.href);
  }
});

// A browser that sees a network may still reach no server: the page asks before it leaves what is typed.
async function goToHandIn(address) {
  const waiting = offered.count ? say("kept_first", offered.count) : "";
  const trouble = !navigator.onLine ? say("no_hand_in") : waiting;
  if (!trouble && !sending.count && !choices.count) {
    const reached = await fetch(address, { method: "HEAD" }).catch(() => null);
    if (reached) return location.assign(address);
    return hold(say("no_hand_in"));
  }
  if (navigator.onLine) sending.now();
  return hold(trouble || say("unsaved", sending.count + choices.count));
}

function hold(sentence) {
  show(sentence, "trouble");
  announce(mark.textContent);
  mark.scrollIntoView({ block: "center" });
}

find("findings").addEventListener("submit", async (event) => {
  const explaining = event.target.closest("[data-explain]");
  if (!explaining) return;
  event.preventDefault();
  const response = await fetch(explaining.action, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    body: new FormData(explaining),
  }).catch(() => null);
  if (!response?.ok) return explaining.submit();
  explaining.reset();
  document.activeElement?.blur();
  return watching.now();
});

find("grid-form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  sending.now();
});
window.addEventListener("offline", () => sending.told.offline());
window.addEventListener("online", () => announce(offered.count ? say("online_kept", offered.count) : say("online")));

// What an earlier visit could not send is shown and offered, never sent unasked: `count` cells are on offer.
const offered = { count: 0 };
function offer() {
  const kept = keeping.all();
  for (const cell of kept.keys()) if (!grid.places.has(cell) || !grid.input(cell)) kept.delete(cell);
  const box = find("kept");
  if (!kept.size || !box) return;
  box.hidden = false;
  offered.count = kept.size;
  find("kept-words").textContent = say("kept", kept.size);
  find("kept-list").replaceChildren(...[...kept].map(([cell, changes]) => {
    const line = document.createElement("li");
    line.textContent = `${form.labels[cell]}: ${changes.at(-1).text || say("blank")}`;
    return line;
  }));
  find("kept-send").addEventListener("click", () => {
    for (const [cell, changes] of kept) grid.input(cell).value = changes.at(-1).text;
    box.hidden = true;
    offered.count = 0;
    sending.resume(kept);
    for (const cell of kept.keys()) refresh(cell);
    workOut();
  });
  find("kept-drop").addEventListener("click", () => {
    for (const cell of kept.keys()) keeping.put(cell, []);
    box.hidden = true;
    offered.count = 0;
  });
}

for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;
if (mark && !keeping.works) show(say("no_storage"), "trouble");
offer();
page.dataset.ready = "yes";
