// Every page works without this file; it only saves a page load here and there.
import htmx from "htmx.org";

// Other scripts of a page hand over what they put into it.
window.htmx = htmx;

// "Copy the message": the text stands on the page, so that it can be copied by hand too.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copy).textContent;
  try {
    await navigator.clipboard.writeText(text.trim());
    button.textContent = button.dataset.done;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(document.getElementById(button.dataset.copy));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// After a swap the reader's place is kept: focus goes back to what stands where the pressed control stood.
let focused = null;
document.addEventListener("htmx:beforeRequest", () => (focused = document.activeElement?.id || null));
document.addEventListener("htmx:afterSettle", () => {
  if (focused) document.getElementById(focused)?.focus();
  focused = null;
});

// What takes a while says so once its form is sent.
document.addEventListener("submit", (event) => {
  const said = event.target.querySelector("[data-waiting]");
  if (said) said.textContent = said.dataset.waiting;
});
