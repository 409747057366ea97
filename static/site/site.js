/* What the pages can do beyond reading. Everything works without this file;
   here are only: copying, previews of citations, the place in the contents, finding within an act. */
"use strict";
(() => {
  const text = document.getElementById("zhengwen");

  /* Tools under the article in hand: link, citation, words. */
  const tools = document.createElement("p");
  tools.className = "acts";
  const address = (node) => {
    const url = new URL(text.dataset.address, location.href);
    const on = new URLSearchParams(location.search).get("on");
    if (on) url.searchParams.set("on", on);
    url.pathname += node.id.replace(/-(?=[a-z])/g, "/") + "/";
    return url.href;
  };
  const cite = (node) => {
    const unit = node.closest(".tiao, .zhang") || node;
    const number = unit.dataset.cite || unit.querySelector(".tiao-no")?.textContent.trim() || "";
    const inner = unit === node ? "" : node.querySelector(":scope > .addr")?.textContent || "";
    return `《${text.dataset.title}》${number}${inner}`;
  };
  const words = (node) => {
    const copy = (node.querySelector(".body") || node).cloneNode(true);
    copy.querySelectorAll(".addr, .acts, .peek").forEach((each) => each.remove());
    return copy.textContent.replace(/\s*\n\s*/g, "\n").trim();
  };
  const say = (button, done) => {
    const name = button.textContent;
    button.textContent = done ? "已复制" : "请手动复制";
    setTimeout(() => { button.textContent = name; }, 1500);
  };
  const tool = (name, what, node) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = name;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(what(node)).then(() => say(button, true), () => say(button, false));
    });
    return button;
  };
  const report = (node) => {
    const link = document.createElement("a");
    const url = new URL("/report/", location.href);
    url.searchParams.set("r", text.dataset.address.split("/")[2]);
    url.searchParams.set("path", node.id.replace(/-(?=[a-z])/g, "/"));
    link.href = url.href;
    link.rel = "nofollow";
    link.textContent = "报告错误";
    return link;
  };
  const takeInHand = (node) => {
    if (!node || tools.parentNode === node.querySelector(".body")) return;
    const named = text.querySelector(".kuan.named, .xiang > .named, .kuan:target, .xiang > li:target");
    const place = named && node.contains(named) ? named : node;
    tools.replaceChildren(
      tool("复制链接", address, place), tool(`复制引用 ${cite(place)}`, cite, place), tool("复制文字", words, place), report(place),
    );
    node.querySelector(".body").append(tools);
    text.querySelector(".tiao.in-hand")?.classList.remove("in-hand");
    node.classList.add("in-hand");
  };
  if (text) {
    const hand = (event) => takeInHand(event.target.closest(".tiao[id]"));
    text.addEventListener("focusin", hand);
    text.addEventListener("click", hand);
    const arrive = (hash) => {
      const at = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
      if (at && text.contains(at)) takeInHand(at.closest(".tiao[id]"));
    };
    /* Before the jump where the browser tells: the tools stand when the place comes into sight, and nothing moves. */
    globalThis.navigation?.addEventListener("navigate", (event) => {
      if (event.hashChange) arrive(new URL(event.destination.url).hash);
    });
    addEventListener("hashchange", () => arrive(location.hash));
    arrive(location.hash);
    const named = text.querySelector(".named");
    if (named && !location.hash) {
      takeInHand(named.closest(".tiao[id]"));
      const open = () => named.scrollIntoView({ block: "start", behavior: "instant" });
      if (document.readyState === "complete") open(); else addEventListener("load", open);
    }
  }

  /* A choice of articles: print it, copy it with its citation. */
  const printer = document.querySelector("[data-print]");
  if (printer) { printer.hidden = false; printer.addEventListener("click", () => window.print()); }
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const copy = document.querySelector(button.dataset.copy).cloneNode(true);
      copy.querySelectorAll(".addr, .acts, .peek, .side").forEach((each) => each.remove());
      copy.querySelectorAll(".tiao-no").forEach((each) => each.append("　"));
      copy.querySelectorAll("p, li, h2, h3, h4, tr, .tiao").forEach((each) => each.append("\n"));
      const plain = copy.textContent.replace(/[ \t]*\n\s*/g, "\n").trim();
      navigator.clipboard.writeText(plain).then(() => say(button, true), () => say(button, false));
    });
  });

  /* A preview of the act or clause that a citation names. */
  let peek = null;
  let wanted = null;
  let timer = 0;
  const seen = new Map();
  const close = () => { clearTimeout(timer); peek?.remove(); peek = null; wanted = null; };
  const load = (url) => {
    if (!seen.has(url)) {
      seen.set(url, fetch(url, { headers: { Accept: "text/html" } }).then((answer) => (answer.ok ? answer.text() : "")));
    }
    return seen.get(url);
  };
  const show = async (link) => {
    wanted = link;
    const url = new URL(link.href);
    if (url.hash && url.pathname === text.dataset.address) {
      url.pathname = text.dataset.address + url.hash.slice(1).replace(/-(?=[a-z])/g, "/") + "/";
    }
    url.hash = "";
    url.searchParams.set("peek", "1");
    const html = await load(url.href).catch(() => "");
    if (!html || wanted !== link) return;
    peek?.remove();
    peek = document.createElement("span");
    peek.className = "peek open";
    peek.setAttribute("role", "status");
    peek.innerHTML = html;
    (link.closest("li, p, td") || link.parentNode).append(peek);
  };
  document.addEventListener("pointerover", (event) => {
    const link = event.target.closest?.(".text a.cite");
    if (link && link !== wanted) { clearTimeout(timer); timer = setTimeout(() => show(link), 250); }
  });
  document.addEventListener("pointerout", (event) => {
    const to = event.relatedTarget;
    if (event.target.closest?.(".text a.cite, .peek") && !to?.closest?.(".peek, .text a.cite")) {
      clearTimeout(timer);
      timer = setTimeout(close, 300);
    } else if (to?.closest?.(".peek")) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => {
    const link = event.target.closest?.(".text a.cite");
    if (link?.matches(":focus-visible")) show(link); else if (!event.target.closest?.(".peek")) close();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });

  /* The place in the contents follows the text. */
  const contents = document.getElementById("toc");
  if (text && contents) {
    const entries = new Map();
    contents.querySelectorAll("a[href^='#']").forEach((link) => {
      const at = document.getElementById(link.getAttribute("href").slice(1));
      if (at && text.contains(at)) entries.set(at, link);
    });
    const places = [...entries.keys()];
    let current = null;
    let waiting = false;
    /* The last entry above a quarter of the window; the entries stand in order, so halving finds it. */
    const follow = () => {
      waiting = false;
      const line = innerHeight / 4;
      let low = 0;
      let high = places.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (places[middle].getBoundingClientRect().top <= line) low = middle + 1; else high = middle;
      }
      const link = entries.get(places[low - 1]);
      if (link === current) return;
      current?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "location");
      current = link;
      if (link && contents.scrollHeight > contents.clientHeight) {
        contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
      }
    };
    addEventListener("scroll", () => { if (!waiting) { waiting = true; requestAnimationFrame(follow); } }, { passive: true });
  }

  /* Titles while typing in the search field. */
  const query = document.querySelector("input[data-suggest]");
  if (query) {
    let pause = 0;
    query.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(async () => {
        const typed = query.value.trim();
        if (typed.length < 2) return;
        const url = new URL(query.dataset.suggest, location.href);
        url.searchParams.set("q", typed);
        const html = await load(url.href).catch(() => "");
        if (query.value.trim() === typed) query.list.innerHTML = html;
      }, 200);
    });
  }

  /* Finding within the act while typing; the form without script asks the server for the same. */
  const field = document.querySelector(".within input[name=find]");
  if (field && text) {
    const out = document.getElementById("found");
    let hits = [];
    let at = -1;
    const clear = () => {
      text.querySelectorAll("mark.find").forEach((mark) => mark.replaceWith(...mark.childNodes));
      text.normalize();
      hits = [];
      at = -1;
    };
    /* A word may run over a link or a numeral: each block's words are searched as one string. */
    const mark = (word) => {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) => (
        node.parentElement.closest(".addr, .acts, .side, .peek, mark") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
      const blocks = new Map();
      while (walker.nextNode()) {
        const block = walker.currentNode.parentElement.closest("p, li, td, th, h2, h3, h4, h5, h6, div");
        if (!blocks.has(block)) blocks.set(block, []);
        blocks.get(block).push(walker.currentNode);
      }
      for (const nodes of blocks.values()) {
        const whole = nodes.map((node) => node.data).join("");
        const places = [];
        for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) places.push(at);
        if (places.length) hits.push(...wrap(nodes, places, word.length));
      }
    };
    /* Marks the places of one block, the last first, so that the offsets before it stay; each hit's first mark. */
    const wrap = (nodes, places, length) => {
      const starts = [];
      nodes.reduce((at, node) => { starts.push(at); return at + node.data.length; }, 0);
      return places.reverse().map((place) => {
        let first = null;
        for (let n = nodes.length - 1; n >= 0; n -= 1) {
          const from = Math.max(place - starts[n], 0);
          const to = Math.min(place + length - starts[n], nodes[n].data.length);
          if (from < to) first = enclose(nodes[n], from, to);
        }
        return first;
      }).reverse();
    };
    const enclose = (node, from, to) => {
      const hit = from ? node.splitText(from) : node;
      if (to - from < hit.data.length) hit.splitText(to - from);
      const mark = document.createElement("mark");
      mark.className = "find";
      hit.replaceWith(mark);
      mark.append(hit);
      return mark;
    };
    const go = (step) => {
      if (!hits.length) return;
      hits[at]?.classList.remove("at");
      at = (at + step + hits.length) % hits.length;
      hits[at].classList.add("at");
      hits[at].scrollIntoView({ block: "center", behavior: "instant" });
      out.textContent = `第 ${at + 1} 处，共 ${hits.length} 处`;
    };
    let typing = 0;
    field.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => {
        clear();
        const word = field.value.trim();
        if (word) mark(word);
        out.textContent = word ? (hits.length ? `${hits.length} 处，按回车逐处看` : "没有") : "";
      }, 150);
    });
    field.form.addEventListener("submit", (event) => {
      if (hits.length) { event.preventDefault(); go(1); }
    });
  }
})();
