// The desk, while a model writes: the draft is read as it arrives. Without this file the form is sent as forms are.
const form = document.getElementById("wanted-form");
const progress = document.getElementById("progress");
const result = document.getElementById("result");
let asking = null;

function show(soFar) {
  const status = progress.querySelector("[role=status]");
  // A screen reader hears that it goes on, not every word.
  const words = soFar ? `${status.dataset.words} ${Math.floor(soFar.length / 50) * 50}` : status.dataset.waiting;
  if (status.textContent !== words) status.textContent = words;
  const text = progress.querySelector("pre");
  text.textContent = soFar;
  text.hidden = !soFar;
  text.scrollTop = text.scrollHeight;
}

function put(place, html) {
  place.innerHTML = html;
  window.htmx?.process(place);
}

function take(line) {
  const said = JSON.parse(line);
  if ("so_far" in said) show(said.so_far);
  if ("notice" in said) {
    put(document.getElementById("notice"), said.notice);
    form.querySelector("button:not([type=button])").focus();
  }
  if ("html" in said) {
    put(result, said.html);
    const title = document.getElementById("sheet-title");
    (title ?? result).focus();
    (title ?? result).scrollIntoView({ block: "start" });
  }
}

async function lines(reply) {
  const reader = reply.body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? "" : decoder.decode(value, { stream: true });
    const whole = rest.split("\n");
    rest = whole.pop();
    whole.filter(Boolean).forEach(take);
    if (done) return;
  }
}

async function ask() {
  asking = new AbortController();
  result.replaceChildren();
  progress.hidden = false;
  progress.scrollIntoView({ block: "nearest" });
  show("");
  try {
    const reply = await fetch(form.dataset.stream, { method: "POST", body: new FormData(form), signal: asking.signal });
    if (!reply.ok) throw new Error(String(reply.status));
    await lines(reply);
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  } finally {
    asking = null;
    progress.hidden = true;
  }
}

form?.addEventListener("submit", (event) => {
  if (!form.dataset.stream || asking) return;
  event.preventDefault();
  ask();
});
progress?.querySelector("[data-stop]").addEventListener("click", () => asking?.abort());

// The length of the text, counted in code points as the server counts.
document.addEventListener("input", (event) => {
  const parts = event.target.closest(".desk-parts");
  if (!parts) return;
  const texts = [...parts.querySelectorAll("textarea")].map((one) => [...one.value.trim()].length).filter(Boolean);
  const length = texts.reduce((sum, one) => sum + one, 0) + Number(parts.dataset.between) * Math.max(texts.length - 1, 0);
  const over = length - Number(parts.dataset.limit);
  const status = document.getElementById("sheet-length");
  status.textContent = `${status.dataset.words} ${length} / ${parts.dataset.limit}` + (over > 0 ? ` · ${status.dataset.over} ${over}` : "");
  status.classList.toggle("soft", over <= 0);
});
