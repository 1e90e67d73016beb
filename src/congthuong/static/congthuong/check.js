// The place to drop a file: dragging and progress. Without this the form is sent as any other.
"use strict";

(() => {
  const form = document.querySelector("[data-drop]");
  if (!form) return;
  const field = form.querySelector("input[type=file]");
  const button = form.querySelector("button[type=submit]");
  const going = form.querySelector("[data-going]");
  const bar = going.querySelector("progress");
  const status = form.querySelector("[data-status]");
  const errors = form.querySelector("[data-errors]");
  const clock = form.querySelector("[data-clock]");
  let ticking = 0;

  // How long the server has been at it: nobody can tell how far it is, but that it is not stuck.
  const tick = () => {
    const start = Date.now();
    ticking = setInterval(() => {
      clock.textContent = `${Math.round((Date.now() - start) / 1000)} ${clock.dataset.seconds}`;
    }, 1000);
  };
  const still = () => {
    clearInterval(ticking);
    clock.textContent = "";
  };

  const fail = (sentences) => {
    still();
    going.hidden = true;
    button.disabled = false;
    errors.replaceChildren(...sentences.map((sentence) => {
      const line = document.createElement("li");
      line.textContent = sentence;
      return line;
    }));
    errors.hidden = false;
  };

  // The server answered, so the network is not to blame, but not with problems: it broke, or something before it refused.
  const unread = (code) => `${code >= 500 ? status.dataset.broken : status.dataset.refused} (${code})`;

  const send = () => {
    const file = field.files[0];
    if (!file) return;
    if (file.size > Number(form.dataset.limit) * 1048576) return fail([status.dataset.large]);
    errors.hidden = true;
    button.disabled = true;
    going.hidden = false;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const done = Math.round((100 * event.loaded) / event.total);
      bar.value = done;
      status.textContent = `${status.dataset.sending} (${done}%)`;
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      status.textContent = /\.(doc|rtf)$/i.test(file.name) ? status.dataset.converting : status.dataset.reading;
      tick();
    });
    request.addEventListener("error", () => fail([status.dataset.failed]));
    request.addEventListener("load", () => {
      const answer = request.response;
      if (answer && answer.ok) location.assign(answer.address);
      else fail(answer && answer.problems ? answer.problems.map((one) => one.message) : [unread(request.status)]);
    });
    request.send(new FormData(form));
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    send();
  });
})();
