// While a trial of rules runs over the past returns, the page says how far it has come.
const form = document.querySelector("[data-trying]");

if (form) {
  const trial = form.querySelector("[data-trial]");
  const [bar, words] = [trial.querySelector("progress"), trial.querySelector("[data-trial-words]")];
  const asWritten = new Intl.NumberFormat("vi");

  const look = async () => {
    const address = `${form.dataset.trying}?lan=${form.elements.lan.value}`;
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    const { done, of } = answer?.ok ? await answer.json() : { done: 0, of: 0 };
    if (!of) return;
    [bar.value, bar.max] = [done, of];
    const parts = words.dataset.words.split("%s");
    words.textContent = parts[0] + asWritten.format(done) + parts[1] + asWritten.format(of) + parts[2];
  };

  form.addEventListener("submit", () => {
    trial.hidden = false;
    form.querySelector("button[type=submit]").disabled = true;
    setInterval(look, 1000);
  });
  // Back by the browser's button: the page is as it was before.
  window.addEventListener("pageshow", () => {
    form.querySelector("button[type=submit]").disabled = false;
    trial.hidden = true;
  });
}
