// Steps through a list by keys: j to the next entry, k to the one before; Enter follows the link that is marked.
// A mark of the drawing leads to its figure in the table, and to the words.
const entries = [...document.querySelectorAll("[data-steps] > *")];

function step(by) {
  const now = entries.findIndex((entry) => entry.contains(document.activeElement));
  const next = entries[Math.min(Math.max(now + by, 0), entries.length - 1)];
  const link = next?.querySelector("a[href]");
  link?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});

for (const plot of document.querySelectorAll(".plot")) {
  plot.classList.add("with-script");
  plot.addEventListener("click", (event) => {
    const row = document.getElementById(event.target.closest(".mark")?.dataset.row);
    if (!row) return;
    document.querySelectorAll(".given tr.shown").forEach((other) => other.classList.remove("shown"));
    row.classList.add("shown");
    row.scrollIntoView({ block: "nearest" });
    row.querySelector("a").focus({ preventScroll: true });
  });
}
