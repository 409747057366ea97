/* What the desk can do beyond forms: keys, the source lines of the provision in hand.
   Uploads have a file of their own. Everything works without this file. */
"use strict";
(() => {
  const items = () => [...document.querySelectorAll(".nodes > li, [data-effect], [data-citation]")];
  const lines = document.querySelector(".lines");
  const keys = document.getElementById("keys");

  /* The item in hand, and its lines on the left. */
  const held = () => document.querySelector(".in-hand");
  const hold = (item) => {
    held()?.classList.remove("in-hand");
    if (!item) return;
    item.classList.add("in-hand");
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest", behavior: "instant" });
    if (item.matches(".nodes > li")) show(item);
  };
  const show = (node) => {
    if (!lines) return;
    lines.querySelectorAll(".at").forEach((line) => line.classList.remove("at"));
    const first = Number(node.dataset.first);
    const last = Math.min(Number(node.dataset.last), first + 60);
    for (let n = first; n <= last; n += 1) document.getElementById(`L${n}`)?.classList.add("at");
    const line = document.getElementById(`L${first}`);
    if (!line) return;
    const off = line.getBoundingClientRect().top - lines.getBoundingClientRect().top;
    lines.scrollTop += off - lines.clientHeight / 3;
  };
  document.querySelector(".structure")?.addEventListener("click", (event) => {
    const node = event.target.closest(".nodes > li");
    if (!node || event.target.closest("form")) return;
    if (event.target.closest(".tools a[href^='#L']")) event.preventDefault();
    document.querySelector(".in-hand")?.classList.remove("in-hand");
    node.classList.add("in-hand");
    show(node);
  });

  /* A click on a source line names it as the line whose boundary is corrected. */
  const bounds = document.querySelector(".bounds");
  const name = (number) => {
    bounds.open = true;
    bounds.querySelector("#b-line").value = number;
  };
  lines?.addEventListener("click", (event) => {
    const line = event.target.closest("[id^='L']");
    if (line && bounds && !getSelection().toString()) name(line.id.slice(1));
  });

  /* Keys. Letters typed into a field are only letters. */
  const step = (by) => {
    const rows = items();
    const at = rows.indexOf(held());
    if (rows.length) hold(rows[Math.min(rows.length - 1, Math.max(0, at + by))]);
  };
  const press = (key) => held()?.querySelector(`[data-key=${key}]`)?.click();
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    c: () => press("c"),
    r: () => press("r"),
    e: () => (held()?.querySelector("[data-key=e]") ?? held()?.querySelector("a[href*='/desk/correct/']"))?.click(),
    u: () => document.querySelector(".told [data-key=u]")?.click(),
    b: () => {
      if (!bounds) return;
      name(held()?.dataset.first ?? bounds.querySelector("#b-line").value);
      bounds.querySelector("#b-what").focus();
    },
    "?": () => (keys.open ? keys.close() : keys.showModal()),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const slot = event.target.closest(".slot");
      if (slot) { slot.replaceChildren(); hold(slot.closest("li")); }
      return;
    }
    if (event.target.closest("input, textarea, select")) return;
    if (keys?.open && event.key !== "?") return;
    const action = actions[event.key.toLowerCase()];
    if (action) { event.preventDefault(); action(); }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) { event.preventDefault(); keys.showModal(); }
    const slot = event.target.closest("[data-close]")?.closest(".slot");
    if (slot) { event.preventDefault(); slot.replaceChildren(); }
  });
})();
