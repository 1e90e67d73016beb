// The provenance panel. Everything is put on the page as text, never as markup.
"use strict";
(() => {
  const told = JSON.parse(document.getElementById("figures").textContent);
  const panel = document.getElementById("panel");
  const inside = panel.querySelector(".inside");
  const back = panel.querySelector(".back");
  const trail = [];
  let opener = null;

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const section = (title, ...children) => {
    if (children.length) inside.append(element("h3", title), ...children);
  };

  const inputs = (ids) => {
    const list = element("ul", "", "inputs");
    for (const [letter, id, label] of ids) {
      const item = element("li");
      const button = element("button", `${letter ? `${letter} = ` : ""}${label}`);
      button.type = "button";
      button.addEventListener("click", () => show(id));
      item.append(button);
      list.append(item);
    }
    return list;
  };

  const places = (spots) => {
    const list = element("ul");
    for (const [anchor, label] of spots) {
      const item = element("li");
      const here = opener && opener.id === anchor;
      const link = element("a", here ? `${label} (đang xem)` : label);
      link.href = `#${anchor}`;
      link.addEventListener("click", () => {
        opener = document.getElementById(anchor);
        panel.close();
      });
      item.append(link);
      list.append(item);
    }
    return list;
  };

  const draw = () => {
    const figure = told[trail[trail.length - 1]];
    inside.replaceChildren();
    const title = element("h2", figure.name);
    title.id = "panel-title";
    title.tabIndex = -1;
    inside.append(title, element("p", figure.text, figure.missing ? "big missing" : "big"));
    inside.append(...figure.doubts.map((one) => element("p", `Xem lại: ${one}`, "doubt")));
    const facts = element("dl");
    for (const [label, words] of figure.facts) facts.append(element("dt", label), element("dd", words));
    inside.append(facts);
    const arithmetic = figure.steps.map((step) => element("p", step, "step"));
    if (figure.formula) arithmetic.unshift(element("p", figure.formula, "formula"));
    section("Phép tính", ...arithmetic);
    if (figure.inputs.length) section("Tính từ", inputs(figure.inputs));
    if (figure.rows.length) {
      const rows = element("ul");
      rows.append(...figure.rows.map((row) => element("li", row)));
      section(`Các dòng trong sổ (${figure.counted})`, rows);
    }
    if (figure.opens) section("Danh sách, ở phần mềm Sổ Công Thương", element("p", figure.opens));
    if (figure.at.length) section("Được in ở", places(figure.at));
    else section("Được in ở", element("p", "Không in trong báo cáo, chỉ dùng để tính."));
    back.hidden = trail.length < 2;
    panel.scrollTop = 0;
  };

  const show = (id) => {
    trail.push(id);
    draw();
    inside.querySelector("h2").focus();
  };

  const open = (link) => {
    opener = link;
    trail.length = 0;
    link.classList.add("open");
    panel.showModal();
    show(link.dataset.figure);
  };

  panel.addEventListener("close", () => {
    for (const link of document.querySelectorAll("a.fig.open")) link.classList.remove("open");
    opener?.closest("details")?.setAttribute("open", "");
    opener?.focus();
  });
  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close();
  });
  panel.querySelector(".close").addEventListener("click", () => panel.close());
  back.addEventListener("click", () => {
    trail.pop();
    draw();
    inside.querySelector("h2").focus();
  });

  for (const link of document.querySelectorAll("a.fig")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(link);
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      open(link);
    });
  }

  // What the page shows in full without a script is folded away with one.
  for (const details of document.querySelectorAll("details[data-fold]")) {
    if (details.dataset.fold === "always" || matchMedia("(max-width: 63.99rem)").matches) details.open = false;
  }
})();
