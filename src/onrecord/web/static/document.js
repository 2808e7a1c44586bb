// One document: review by key and by button, corrections in place, and claims made of words that are selected.
// Everything here is also there without it, as links and forms; page.js links words and entries.
const sheet = document.querySelector(".sheet");
const text = document.getElementById("text");
const told = document.getElementById("told");
const picked = document.getElementById("picked");
const id = sheet.dataset.document;
const seen = new Map();
let words = null;

const current = () => document.querySelector(".ledger-pane .entry.on") || document.querySelector(".ledger-pane .entry:target");
const nameOf = (entry) => `${entry.id.slice(2)}@${id}`;

function tell(message) {
  told.hidden = !message;
  told.textContent = message || "";
  if (message) told.scrollIntoView({ block: "nearest" });
}

// Acts
async function act(entry, what) {
  tell("");
  entry.classList.add("busy");
  const headers = { "content-type": "application/json", accept: "application/json", "x-onrecord-token": document.body.dataset.token || "" };
  const body = JSON.stringify({ seen: seen.get(entry.id) ?? Number(sheet.dataset.line) });
  try {
    const answer = await fetch(`/api/claims/${nameOf(entry)}/${what}`, { method: "POST", headers, body });
    const said = await answer.json();
    if (answer.ok) seen.set(entry.id, said.line);
    else tell(`Nothing was written: ${said.found}. ${said.hint[0].toUpperCase()}${said.hint.slice(1)}.`);
    await renew(entry);
  } catch {
    tell("The record could not be reached. Nothing may have been written; load the page again.");
  } finally {
    entry.classList.remove("busy");
  }
}

async function renew(entry) {
  const answer = await fetch(location.pathname + location.search, { headers: { accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(entry.id);
  if (!fresh) return location.reload();
  const marks = ["on", "off"].filter((name) => entry.classList.contains(name));
  entry.className = fresh.className;
  entry.classList.add(...marks);
  entry.replaceChildren(...fresh.childNodes);
  strike(entry, entry.classList.contains("rejected"));
}

function strike(entry, off) {
  const number = entry.dataset.n;
  document.getElementById(`w${number}`)?.classList.toggle("struck", off);
  for (const piece of text.querySelectorAll("[data-e]")) {
    for (const pair of piece.dataset.e.split(" ")) {
      const [own, lane] = pair.split(".");
      if (own === number) piece.classList.toggle(`x${lane}`, off);
    }
  }
}

// Corrections in place
async function correct(entry, given) {
  const open = entry.querySelector("form.correct");
  if (open && !given) return open.remove();
  open?.remove();
  const answer = await fetch(`/api/claims/${nameOf(entry)}`, { headers: { accept: "application/json" } });
  if (!answer.ok) return location.assign(`/claims/${nameOf(entry)}#correct`);
  const { claim } = await answer.json();
  const form = document.getElementById("correct-form").content.firstElementChild.cloneNode(true);
  form.action = `/claims/${nameOf(entry)}/correct`;
  form.elements.seen.value = seen.get(entry.id) ?? sheet.dataset.line;
  for (const [name, value] of Object.entries({ ...claim, ...given })) {
    const field = form.elements.namedItem(name);
    if (field && !["seen", "token", "note"].includes(name)) field.value = value ?? "";
  }
  entry.append(form);
  form.elements.words.focus();
}

document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-act]");
  const entry = chosen && document.getElementById(entryOf(chosen));
  if (!entry || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (chosen.dataset.act === "correct") correct(entry); else act(entry, chosen.dataset.act);
});

function entryOf(node) {  // the card shows copies of entries, which have no id
  const path = (node.formAction || node.href).split("/claims/")[1];
  return `c-${decodeURIComponent(path).split("@")[0]}`;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.closest("form.correct")) return event.target.closest(".entry")?.querySelector("form.correct")?.remove();
  if (event.target.closest("input, select, textarea")) return;
  const what = { a: "accept", x: "reject", e: "correct", u: "undo" }[event.key];
  const button = what && current()?.querySelector(`[data-act="${what}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// Words that are selected
const points = (string) => Array.from(string).length;
let whole = null;
const wholeText = () => (whole ??= fetch(`/documents/${id}/text`).then((answer) => answer.text()).then((found) => Array.from(found)));

function selected() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || range.collapsed || !text.contains(range.commonAncestorContainer)) return null;
  const pieces = Array.from(text.querySelectorAll(".text span[id]")).filter((piece) => range.intersectsNode(piece));
  if (!pieces.length) return null;
  const first = pieces[0], last = pieces[pieces.length - 1];
  const at = (piece, node, offset, otherwise) => Number(piece.id.slice(1)) + (piece.contains(node) && node.nodeType === 3 ? points(node.data.slice(0, offset)) : otherwise);
  const start = at(first, range.startContainer, range.startOffset, 0);
  const end = at(last, range.endContainer, range.endOffset, points(last.textContent));
  return start < end ? { start, end, box: range.getBoundingClientRect() } : null;
}

function offer() {
  words = selected();
  picked.hidden = !words;
  if (!words) return;
  const entry = current();
  const other = picked.querySelector("[data-do=words]");
  other.hidden = !entry;
  if (entry) other.querySelector(".of").textContent = `entry ${entry.dataset.n}`;
  picked.style.left = `${Math.max(8, Math.min(words.box.left, innerWidth - picked.offsetWidth - 8))}px`;
  picked.style.top = `${words.box.bottom + 44 < innerHeight ? words.box.bottom + 8 : Math.max(8, words.box.top - picked.offsetHeight - 8)}px`;
}

async function exact({ start, end }) {
  const found = (await wholeText()).slice(start, end).join("");
  const plain = found.trim();
  return { words: plain, start: start + points(found.slice(0, found.indexOf(plain))) };
}

async function add(range) {
  const { words: chosen, start } = await exact(range);
  const box = document.getElementById("add");
  box.open = true;
  const form = box.querySelector("form");
  form.elements.words.value = chosen;
  form.elements.start.value = start;
  box.scrollIntoView({ block: "start" });
  form.elements.kind.focus();
}

if (picked) {
  let timer = 0;
  document.addEventListener("selectionchange", () => { clearTimeout(timer); timer = setTimeout(offer, 250); });
  picked.addEventListener("mousedown", (event) => event.preventDefault());  // keeps the selection
  picked.addEventListener("click", async (event) => {
    const button = event.target.closest("button"), range = words, entry = current();
    if (!button || !range) return;
    picked.hidden = true;
    if (button.dataset.do === "add") await add(range);
    else if (entry) await correct(entry, { words: (await exact(range)).words });
  });
}

// A link to a claim that is here no more: tell what became of it.
const hash = decodeURIComponent(location.hash);
if (/^#c-[0-9a-f]+$/.test(hash) && !document.getElementById(hash.slice(1))) location.replace(`/claims/${hash.slice(3)}@${id}`);
