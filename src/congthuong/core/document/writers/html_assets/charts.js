// Each still picture becomes one that answers the pointer; on any trouble the still picture stays.
const refuse = () => Promise.reject(new Error("no address is ever loaded"));
for (const holder of document.querySelectorAll(".picture[data-chart]")) {
  const spec = JSON.parse(document.getElementById(holder.dataset.chart).textContent);
  const live = document.createElement("div");
  live.className = "live";
  // A chart that fits itself to a width is drawn anew for a phone, as narrow as its words still fit.
  const room = holder.clientWidth;
  if (String(spec.autosize?.type ?? spec.autosize).startsWith("fit") && room < spec.width) spec.width = Math.max(room, 500);
  const options = {
    mode: "vega",
    renderer: "svg",
    ast: true,
    actions: false,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    loader: { load: refuse, sanitize: refuse },
  };
  vegaEmbed(live, spec, options).then(
    () => {
      live.querySelector("svg")?.setAttribute("aria-hidden", "true");
      holder.replaceChildren(live);
    },
    () => undefined,
  );
}
