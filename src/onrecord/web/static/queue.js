// The review queue by keyboard. Each act goes to the API, and the next claim comes into the page in place of the last.
const KEYS = { a: "accept", x: "reject" };
const queue = () => document.querySelector("#queue");
let busy = false;

async function show(address, keep = true) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error("the next claim did not come; reload the page");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("#queue");
  if (!fresh) { location.assign(address); return; }
  queue().replaceWith(fresh);
  if (keep) history.replaceState(null, "", address);
  document.querySelector("#claim")?.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

async function send(name, act, body) {
  const answer = await fetch(`/api/claims/${encodeURIComponent(name)}/${act}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-onrecord-token": document.body.dataset.token ?? "" },
    body: JSON.stringify(body),
  });
  if (answer.ok) return;
  const fault = await answer.json().catch(() => ({}));
  throw new Error(fault.found ? `Not done: ${fault.found}. ${fault.hint ?? ""}` : "Not done.");
}

async function busily(work) {
  if (busy) return;
  busy = true;
  queue().setAttribute("aria-busy", "true");
  try { await work(); } catch (error) { document.querySelector("#told").textContent = error.message; }
  queue().removeAttribute("aria-busy");
  busy = false;
}

function review(act) {
  const { claim, seen, skip } = queue().dataset;
  const note = document.querySelector("#note")?.value;
  if (!claim || !document.querySelector("#do")) return;
  return busily(async () => {
    await send(claim, act, { seen: Number(seen), ...(note ? { note } : {}) });
    await show(`/queue?skip=${skip}&last=${encodeURIComponent(claim)}`);
  });
}

function undo() {
  const { last, skip } = queue().dataset;
  if (!last || !document.querySelector("#undo")) return;
  return busily(async () => { await send(last, "undo", {}); await show(`/queue?skip=${skip}`); });
}

function correct() {
  const form = document.querySelector("#correct");
  if (!form || busy) return;  // another claim is about to stand here
  form.open = true;
  form.querySelector("select").focus();
}

function go(link) {
  if (!link) return undefined;
  const { last } = queue().dataset;
  return busily(() => show(link.getAttribute("href") + (last ? `&last=${encodeURIComponent(last)}` : "")));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.closest("#queue")) { document.querySelector("#claim")?.focus(); return; }
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  if (key in KEYS) review(KEYS[key]);
  else if (key === "u") undo();
  else if (key === "e") correct();
  else if (key === "n") go(document.querySelector("#next"));
  else if (key === "p") go(document.querySelector("#back"));
  else if (key === "o") document.querySelector("#open")?.click();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("#do button[data-act]");
  const link = event.target.closest("#next, #back, .then a");
  if (button) { event.preventDefault(); review(button.dataset.act); }
  else if (event.target.closest("#undo")) { event.preventDefault(); undo(); }
  else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); go(link); }
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("#do");
  if (form && !event.submitter?.dataset.act) { event.preventDefault(); review("accept"); }
  const fields = event.target.closest("#correct form");
  if (!fields) return;
  event.preventDefault();
  const { claim, skip } = queue().dataset;
  const body = Object.fromEntries([...new FormData(fields)].filter(([name]) => name !== "token"));
  busily(async () => {
    await send(claim, "correct", { ...body, seen: Number(body.seen) });
    await show(`/queue?skip=${skip}&last=${encodeURIComponent(claim)}`);
  });
});
