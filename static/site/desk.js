/* What the desk can do beyond forms: dropping files, checks before sending, keys for decisions,
   the source lines of the provision in hand. Everything works without this file. */
"use strict";
(() => {
  /* Upload: files dropped anywhere on the form; what cannot be taken is said before it is sent. */
  document.querySelectorAll("form.drop").forEach((form) => {
    const field = form.querySelector("input[type=file]");
    const said = form.querySelector(".said");
    const most = Number(form.dataset.most) * 1024 * 1024;
    const known = field.accept.split(",");
    const check = () => {
      const bad = [...field.files].flatMap((file) => {
        const suffix = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
        if (!known.includes(suffix)) return [`${file.name}：不收这种文件`];
        if (file.size > most) return [`${file.name}：超过 ${form.dataset.most} MB`];
        return file.size ? [] : [`${file.name}：文件是空的`];
      });
      said.textContent = bad.join("；");
      field.setCustomValidity(bad.length ? bad.join("；") : "");
    };
    field.addEventListener("change", check);
    const over = (on) => (event) => { event.preventDefault(); form.classList.toggle("over", on); };
    form.addEventListener("dragover", over(true));
    form.addEventListener("dragleave", over(false));
    form.addEventListener("drop", (event) => {
      over(false)(event);
      if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; check(); }
    });
  });

  /* Decisions by key: J and K walk, Y and N decide, Z takes the last one back. */
  const effects = () => [...document.querySelectorAll("[data-effect]")];
  const hold = (item) => {
    document.querySelector("[data-effect].in-hand")?.classList.remove("in-hand");
    if (!item) return;
    item.classList.add("in-hand");
    item.scrollIntoView({ block: "nearest", behavior: "instant" });
    item.querySelector("button")?.focus({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    const rows = effects();
    const at = rows.findIndex((row) => row.classList.contains("in-hand"));
    if (key === "j" || key === "k") {
      if (rows.length) hold(rows[Math.min(rows.length - 1, Math.max(0, at + (key === "j" ? 1 : -1)))]);
    } else if ("yn".includes(key) && key && at >= 0) {
      rows[at].querySelector(`button[data-key=${key}]`)?.click();
    } else if (key === "z") {
      document.querySelector("button[data-key=z]")?.click();
    }
  });

  /* Review: the lines of the provision in hand are marked on the left. */
  const lines = document.querySelector(".lines");
  const show = (node) => {
    document.querySelector(".nodes > .in-hand")?.classList.remove("in-hand");
    node.classList.add("in-hand");
    lines.querySelectorAll(".at").forEach((line) => line.classList.remove("at"));
    const first = Number(node.dataset.first);
    const last = Math.min(Number(node.dataset.last), first + 60);
    for (let n = first; n <= last; n += 1) document.getElementById(`L${n}`)?.classList.add("at");
    const line = document.getElementById(`L${first}`);
    if (line) lines.scrollTop = line.offsetTop - lines.clientHeight / 3;
  };
  if (lines) {
    document.querySelector(".structure")?.addEventListener("click", (event) => {
      const node = event.target.closest(".nodes > li");
      if (!node) return;
      if (event.target.closest(".tools a[href^='#L']")) event.preventDefault();
      show(node);
    });
  }
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    const slot = close?.closest(".slot");
    if (slot) { event.preventDefault(); slot.replaceChildren(); }
  });
})();
