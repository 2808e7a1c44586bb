// Closer, wider, and moving the map: by buttons, by keys (+, −, 0 and arrows) and by dragging. Without it the map is whole.
const svg = document.querySelector("#map svg");

if (svg) {
  const [left, top, wide, high] = svg.dataset.whole.split(" ").map(Number);
  const all = { x: left, y: top, width: wide, height: high };
  const first = svg.viewBox.baseVal;
  let box = { x: first.x, y: first.y, width: first.width, height: first.height };
  const start = box.width;

  function show(x, y, width) {
    const height = width * all.height / all.width;
    box = { x: Math.min(Math.max(x, all.x), all.x + all.width - width), y: Math.min(Math.max(y, all.y), all.y + all.height - height), width, height };
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    const share = width / start;
    for (const circle of svg.querySelectorAll("circle")) {
      circle.dataset.r ??= circle.getAttribute("r");
      circle.setAttribute("r", circle.dataset.r * share);
    }
    svg.setAttribute("font-size", 14 * width / all.width);
  }

  function zoom(by) {
    if (!by) return show(all.x, all.y, all.width);
    const width = Math.min(Math.max(box.width / by, all.width / 40), all.width);
    show(box.x + (box.width - width) / 2, box.y + (box.height - width * all.height / all.width) / 2, width);
  }

  document.querySelector(".zoom").hidden = false;
  document.querySelector(".zoom").addEventListener("click", (event) => {
    const by = event.target.closest("button")?.dataset.zoom;
    if (by !== undefined) zoom(Number(by));
  });

  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  svg.addEventListener("keydown", (event) => {
    if (event.key === "+" || event.key === "-" || event.key === "0") zoom({ "+": 1.5, "-": 1 / 1.5, 0: 0 }[event.key]);
    else if (step[event.key]) show(box.x + step[event.key][0] * box.width / 8, box.y + step[event.key][1] * box.height / 8, box.width);
    else return;
    event.preventDefault();
  });

  let from = null;
  svg.addEventListener("pointerdown", (event) => { if (!event.target.closest("a") && event.pointerType === "mouse") from = { x: event.clientX, y: event.clientY, box: { ...box } }; });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const scale = from.box.width / svg.clientWidth;
    show(from.box.x - (event.clientX - from.x) * scale, from.box.y - (event.clientY - from.y) * scale, from.box.width);
  });
  addEventListener("pointerup", () => { from = null; });
}
