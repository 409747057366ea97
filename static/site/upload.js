/* Choosing files for an upload: what cannot be taken, and what is there already, is said before it is sent.
   Without this file the server says the same after sending. */
"use strict";
(() => {
  const size = (bytes) => (bytes >= 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`);
  const digest = async (file) => {
    if (!globalThis.crypto?.subtle) return "";
    const bytes = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  document.querySelectorAll("form.drop").forEach((form) => {
    const field = form.querySelector("input[type=file]");
    const said = form.querySelector(".said");
    const list = form.querySelector(".picked");
    const button = form.querySelector("button");
    const most = Number(form.dataset.most) * 1048576;
    const taken = field.accept.split(",");
    let round = 0;

    const refusal = (file) => {
      const suffix = file.name.slice(file.name.lastIndexOf(".")).toLowerCase();
      if (!taken.includes(suffix)) return "不收这种文件";
      if (file.size > most) return `超过 ${form.dataset.most} MB`;
      return file.size ? "" : "文件是空的";
    };
    const known = async (digests) => {
      if (!digests.length) return {};
      try {
        const answer = await fetch(`${form.dataset.known}?${digests.map((d) => `sha=${d}`).join("&")}`);
        return answer.ok ? await answer.json() : {};
      } catch {
        return {};
      }
    };
    const row = (file, bad, there) => {
      const item = document.createElement("li");
      item.textContent = `${file.name}，${size(file.size)}`;
      const word = document.createElement(there ? "a" : "span");
      word.className = bad ? "hi" : "small quiet";
      word.textContent = bad || "可以上传";
      if (there) word.href = there.address;
      item.append("　", word);
      return item;
    };
    const check = async () => {
      const mine = (round += 1);
      const files = [...field.files];
      said.textContent = files.length ? "正在检查……" : "";
      list.replaceChildren();
      const digests = await Promise.all(files.map((file) => (refusal(file) ? "" : digest(file))));
      const there = await known([...new Set(digests.filter(Boolean))]);
      if (mine !== round) return;
      const seen = new Set();
      const good = new DataTransfer();
      files.forEach((file, n) => {
        let bad = refusal(file);
        const standing = there[digests[n]];
        if (!bad && standing) bad = `内容与此前收到的《${standing.name}》相同`;
        if (!bad && digests[n] && seen.has(digests[n])) bad = "与所选的另一个文件相同";
        if (!bad && good.files.length >= Number(form.dataset.files)) bad = `一次最多 ${form.dataset.files} 个，请另传一次`;
        seen.add(digests[n]);
        list.append(row(file, bad, standing));
        if (!bad) good.items.add(file);
      });
      const left = files.length - good.files.length;
      said.textContent = left ? `${left} 个文件不会发送，${good.files.length} 个可以上传。` : "";
      form.dataset.ready = "";
      field.setCustomValidity(files.length && !good.files.length ? "所选的文件都不能上传。" : "");
      if (good.files.length && left) field.files = good.files;
    };
    field.addEventListener("change", check);
    const over = (on) => (event) => { event.preventDefault(); form.classList.toggle("over", on); };
    form.addEventListener("dragover", over(true));
    form.addEventListener("dragleave", over(false));
    form.addEventListener("drop", (event) => {
      over(false)(event);
      if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; check(); }
    });
    /* Sending in place: how far it is, and a loss of the network leaves the chosen files where they are. */
    const failed = (words) => {
      said.textContent = words;
      button.removeAttribute("aria-disabled");
    };
    const refusals = {
      0: "网络中断，没有发送成功。文件还在这里，请再按一次“上传”。",
      401: "登录已经过期，请重新登录后再上传。",
      403: "没有上传的权限，或者登录已经过期。请重新登录后再上传。",
      413: "文件太大，服务器没有收下。请分几次上传。",
    };
    const send = () => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) said.textContent = `正在发送 ${Math.floor((100 * event.loaded) / event.total)}%，请不要关上这一页。发送完就可以离开。`;
      });
      request.addEventListener("loadend", () => {
        if (request.status === 200 && request.response?.next) location.assign(request.response.next);
        else if (request.status === 200) failed(refusals[401]);
        else failed(refusals[request.status] ?? "服务器没有收下，请稍后再试。");
      });
      request.send(new FormData(form));
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (button.getAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      said.textContent = "正在发送，请不要关上这一页。发送完就可以离开。";
      send();
    });
  });
})();
