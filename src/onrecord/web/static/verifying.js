// While a verification runs, its progress comes into the page.
const place = () => document.querySelector("#verification");

async function look() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#verification");
  if (fresh) place().replaceWith(fresh);
  if (place().dataset.state === "running") setTimeout(look, 1000);
}

if (place()?.dataset.state === "running") setTimeout(look, 700);
