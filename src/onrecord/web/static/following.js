// While something runs that a page tells of, its progress comes into the page. Without it the page loads itself again.
const place = () => document.querySelector("#follow");

async function look() {
  const answer = await fetch(location.href);
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#follow");
  if (fresh) place().replaceWith(fresh);
  if (!place().dataset.over) setTimeout(look, 1000);
}

if (place() && !place().dataset.over) setTimeout(look, 700);
