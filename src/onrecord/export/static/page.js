"use strict";
// Links words and entries both ways. Without it the page still works: numbers and quotes are plain links.
(function () {
  const root = document.documentElement;
  const text = document.getElementById("text");
  const ledger = document.getElementById("ledger");
  const card = document.getElementById("card");
  const body = card.querySelector(".card-body");
  const filter = document.getElementById("filter");
  const entries = Array.from(ledger.querySelectorAll(".entry"));
  const items = Array.from(ledger.querySelectorAll(".item"));
  const pieces = Array.from(text.querySelectorAll(".text span[id]"));
  const starts = pieces.map((piece) => Number(piece.id.slice(1)));
  const wide = window.matchMedia("(min-width: 900px)");
  const hovers = window.matchMedia("(hover: hover)");
  let current = null;
  let pinned = false;
  root.classList.add("js");
  const legend = document.querySelector(".legend");
  if (legend && !wide.matches) legend.open = false;

  const range = (node) => [Number(node.dataset.from), Number(node.dataset.to)];
  const byNumber = new Map(entries.map((entry) => [entry.dataset.n, entry]));

  function firstAt(offset) {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] < offset) low = middle + 1; else high = middle;
    }
    return low;
  }
  function piecesOf(node) {
    const [from, to] = range(node);
    const found = [];
    for (let i = firstAt(from); i < starts.length && starts[i] < to; i++) found.push(pieces[i]);
    return found;
  }
  function paint(nodes, name) { nodes.forEach((node) => node.classList.add(name)); }
  function wipe() {
    document.querySelectorAll(".lit, .part, .lit-entry").forEach((node) => node.classList.remove("lit", "part", "lit-entry"));
    if (current) paint(piecesOf(current), "lit");
  }
  function light(entry) {
    paint(piecesOf(entry), "lit");
    entry.classList.add("lit-entry");
  }
  function choose(entry, scroll) {
    if (current) current.classList.remove("on");
    current = entry;
    wipe();
    if (!entry) return;
    entry.classList.add("on");
    if (scroll) entry.scrollIntoView({ block: "nearest" });
  }
  function toWords(node) {
    const found = piecesOf(node);
    if (found.length) found[0].scrollIntoView({ block: "center" });
  }
  const visible = () => entries.filter((entry) => !entry.closest(".off"));

  // Words → entries
  function entriesAt(piece) {
    return (piece.dataset.e || "").split(" ").filter(Boolean).map((pair) => byNumber.get(pair.split(".")[0]))
      .filter((entry) => !entry.closest(".off"));
  }
  function itemsAt(piece) {
    const at = Number(piece.id.slice(1));
    return items.filter((item) => range(item)[0] <= at && at < range(item)[1]);
  }
  function innermost(found) {
    return found.slice().sort((a, b) => (range(a)[1] - range(a)[0]) - (range(b)[1] - range(b)[0]))[0] || null;
  }
  function show(nodes, near) {
    if (!nodes.length) return hide();
    body.replaceChildren(...nodes.map((node) => {
      const copy = node.cloneNode(true);
      copy.removeAttribute("id");
      copy.classList.remove("on", "lit-entry");
      if (copy.matches(".item")) copy.querySelectorAll("details").forEach((details) => { details.open = true; });
      return copy;
    }));
    card.hidden = false;
    if (wide.matches) {
      const box = near.getClientRects()[0] || near.getBoundingClientRect();
      const left = Math.max(8, Math.min(box.left, window.innerWidth - card.offsetWidth - 8));
      const below = box.bottom + 8 + card.offsetHeight < window.innerHeight;
      card.style.left = left + "px";
      card.style.top = (below ? box.bottom + 8 : Math.max(8, box.top - card.offsetHeight - 8)) + "px";
    } else {
      const hidden = near.getBoundingClientRect().bottom + 24 - (window.innerHeight - card.offsetHeight);
      if (hidden > 0) window.scrollBy(0, hidden);
    }
  }
  function hide() { card.hidden = true; pinned = false; }

  text.addEventListener("mouseover", (event) => {
    if (!hovers.matches) return;
    const piece = event.target.closest(".s");
    wipe();
    if (!piece) { if (!pinned) hide(); return; }
    const found = itemsAt(piece);
    entriesAt(piece).forEach(light);
    found.forEach((item) => paint(piecesOf(item), "part"));
    if (!pinned && wide.matches) show(found, piece);
  });
  // Places can be tabbed to: why this one, and which lost, is shown as it is under the pointer.
  for (const item of items.filter((item) => item.matches(".where"))) {
    const piece = piecesOf(item)[0];
    if (piece) { piece.tabIndex = 0; piece.setAttribute("role", "button"); piece.setAttribute("aria-controls", "card"); }
  }
  text.addEventListener("focusin", (event) => {
    const piece = event.target.closest(".s[tabindex]");
    if (!piece || !piece.matches(":focus-visible")) return;
    // The browser scrolls to what has the focus; the card is placed after that.
    requestAnimationFrame(() => {
      if (document.activeElement !== piece) return;
      wipe();
      const found = itemsAt(piece);
      found.forEach((item) => paint(piecesOf(item), "part"));
      show(found, piece);
    });
  });
  text.addEventListener("focusout", (event) => { wipe(); if (!pinned && !card.contains(event.relatedTarget)) hide(); });
  text.addEventListener("mouseleave", () => { wipe(); if (!pinned) hide(); });
  text.addEventListener("click", (event) => {
    const piece = event.target.closest(".s");
    const ref = event.target.closest(".ref");
    if (ref && wide.matches) return;
    if (ref) event.preventDefault();
    const entry = ref ? byNumber.get(ref.id.slice(1)) : piece && innermost(entriesAt(piece));
    const found = piece ? itemsAt(piece) : [];
    if (!entry && !found.length) { hide(); choose(null); return; }
    choose(entry, wide.matches);
    if (wide.matches) { if (found.length) show(found, piece); else hide(); pinned = found.length > 0; return; }
    show(entry ? [...found, entry] : found, piece || ref);
    pinned = true;
  });

  // Entries → words
  ledger.addEventListener("mouseover", (event) => {
    if (!hovers.matches) return;
    wipe();
    const entry = event.target.closest(".entry");
    if (entry) light(entry);
    const words = event.target.closest(".words") || event.target.closest(".item");
    if (words) paint(piecesOf(words), "part");
  });
  ledger.addEventListener("mouseleave", wipe);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".words, .exact, .no");
    if (!link || text.contains(link) && !link.dataset.from) return;
    const node = link.dataset.from ? link : link.closest(".entry");
    const entry = link.closest(".ledger-pane .entry");
    event.preventDefault();
    if (card.contains(link)) hide();
    if (entry) choose(entry, false);
    toWords(node);
    wipe();
    paint(piecesOf(node), link.dataset.from ? "part" : "lit");
  });
  card.querySelector(".close").addEventListener("click", hide);
  function arrive() {
    const entry = document.getElementById(location.hash.slice(1));
    if (!entries.includes(entry)) return;
    choose(entry, true);
    toWords(entry);
  }
  window.addEventListener("hashchange", arrive);
  arrive();

  // Keyboard
  function step(by) {
    const shown = visible();
    if (!shown.length) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by));
    choose(shown[next], true);
    current.focus({ preventScroll: true });
    toWords(current);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, textarea, input:not([type=checkbox])")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Escape") { hide(); choose(null); }
    else if ((event.key === "Enter" || event.key === " ") && event.target.matches(".s[tabindex]")) event.target.click();
    else if (event.key === "Enter" && current && !event.target.closest("a, summary, button")) toWords(current);
    else return;
    event.preventDefault();
  });

  // Filter
  function apply() {
    const form = new FormData(filter);
    const standings = new Set(form.getAll("standing"));
    let shown = 0;
    for (const entry of entries) {
      const data = entry.dataset;
      const on = standings.has(data.standing) && (!form.get("kind") || data.kind === form.get("kind"))
        && (!form.get("speaker") || data.speaker === form.get("speaker"));
      entry.classList.toggle("off", !on);
      shown += on ? 1 : 0;
    }
    for (const group of ledger.querySelectorAll(".kind, .speaker")) group.classList.toggle("off", !group.querySelector(".entry:not(.off)"));
    for (const piece of text.querySelectorAll("[data-e]")) {
      for (const pair of piece.dataset.e.split(" ")) {
        const [number, lane] = pair.split(".");
        piece.classList.toggle("x" + lane, byNumber.get(number).classList.contains("off"));
      }
    }
    for (const ref of text.querySelectorAll(".ref")) ref.classList.toggle("off", byNumber.get(ref.id.slice(1)).classList.contains("off"));
    document.getElementById("shown").textContent = shown === entries.length ? String(shown) : shown + " of " + entries.length;
    if (current && current.classList.contains("off")) choose(null);
  }
  if (filter) {
    filter.hidden = false;
    filter.addEventListener("change", apply);
    filter.addEventListener("submit", (event) => event.preventDefault());
  }
})();
