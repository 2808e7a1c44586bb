// Files that are dropped or pasted anywhere on the page, and the progress of what was handed in. Without it both pages still work.
const files = document.querySelector("#files");
const drop = document.querySelector("#drop");

function list() {
  document.querySelector("#chosen").replaceChildren(...[...files.files].map((file) => {
    const line = document.createElement("li");
    line.textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1000)).toLocaleString()} kB`;
    return line;
  }));
}

function take(more) {
  const all = new DataTransfer();
  for (const file of [...files.files, ...more]) all.items.add(file);
  files.files = all.files;
  list();
}

if (files) {
  files.addEventListener("change", list);
  document.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    take(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => { if (event.clipboardData.files.length) take(event.clipboardData.files); });
}

const job = document.querySelector("#job");

async function follow() {
  const answer = await fetch(`/jobs/${job.dataset.id}.json`);
  if (!answer.ok) return;
  const now = await answer.json();
  if (now.state !== job.dataset.state || String(now.outcomes.length) !== job.dataset.seen) {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const fresh = page.querySelector("#job");
    job.replaceChildren(...fresh.childNodes);
    Object.assign(job.dataset, fresh.dataset);
  }
  if (["waiting", "running"].includes(job.dataset.state)) setTimeout(follow, 1000);
}

if (job && ["waiting", "running"].includes(job.dataset.state)) setTimeout(follow, 700);
