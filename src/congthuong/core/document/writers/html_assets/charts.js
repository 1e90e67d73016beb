// Each still picture becomes one that answers the pointer; on any trouble the still picture stays.
const refuse = () => Promise.reject(new Error("no address is ever loaded"));
for (const holder of document.querySelectorAll(".picture[data-chart]")) {
  const spec = JSON.parse(document.getElementById(holder.dataset.chart).textContent);
  const live = document.createElement("div");
  const options = {
    mode: "vega-lite",
    renderer: "svg",
    ast: true,
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    loader: { load: refuse, sanitize: refuse },
    config: spec.look,
  };
  vegaEmbed(live, spec.chart, options).then(
    () => {
      live.querySelector("svg")?.setAttribute("aria-hidden", "true");
      holder.replaceChildren(live);
    },
    () => undefined,
  );
}
