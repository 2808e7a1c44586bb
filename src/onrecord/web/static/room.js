// The room's own script: progress of the comparison, and the keys that hold on every page. Pages bring theirs as modules.
const bar = document.querySelector("#working");

async function watch() {
  const answer = await fetch("/api/progress", { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const now = await answer.json();
  const was = Number(bar.dataset.line);
  bar.hidden = !now.running && !now.trouble && now.line === was;
  const meter = bar.querySelector("progress");
  meter.hidden = !now.running || !now.total;
  if (now.total) { meter.max = now.total; meter.value = now.done; }
  bar.querySelector(".says").textContent = now.trouble ? now.trouble
    : now.running ? `Comparing documents: ${now.done.toLocaleString()} of ${now.total.toLocaleString()}. What is shown holds up to line ${was} of the journal.`
    : "What follows from the documents together has changed.";
  bar.querySelector("a").hidden = now.running || now.line === was;
  setTimeout(watch, now.running ? 1500 : 8000);
}

if (bar) setTimeout(watch, 1200);

// On a small screen the names of the pages stand in one row, which begins at the one that is shown.
const names = document.querySelector(".top nav");
const shown = names?.querySelector("[aria-current]");
if (shown) names.scrollLeft = shown.offsetLeft - names.offsetLeft - 40;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector("#find")?.focus();
  }
});
