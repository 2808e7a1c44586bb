// A list of claims is its address: this copies it.
const button = document.querySelector("#copy-link");
const told = document.querySelector("#copied");

if (button && navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      told.textContent = "copied";
    } catch {
      told.textContent = "copy it from the address bar";
    }
    setTimeout(() => { told.textContent = ""; }, 4000);
  });
}

// On a small screen the claims come first, and the choices on a tap; on a large one they stand beside.
const choices = document.querySelector("#narrow");
const small = matchMedia("(max-width: 820px)");
const fit = () => { choices.open = !small.matches; };
if (choices) { fit(); small.addEventListener("change", fit); }
