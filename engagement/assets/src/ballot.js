// The ballot page. Without this script it is one long form; with it, one question at a time, resumable, patient offline.
import { answer, declineIfRequired, entries, inputs, isWrong, keepExclusive, restore } from "./_answers.js";
import { ballotOf, forget, loadDraft, rememberBallot, rememberLink, saveDraft } from "./_draft.js";
import { asked } from "./_logic.js";
import { send } from "./_sending.js";
import { buildSteps, focusStep } from "./_steps.js";

const PAUSE_AFTER_CHOICE = 280;
document.documentElement.classList.add("js");

function startBallot(form) {
  const path = location.pathname;
  const boxes = [...form.querySelectorAll(".question")];
  const ready = form.querySelector(".ready");
  const status = form.querySelector(".status");
  const rules = boxes.map((box) => ({ key: box.dataset.key, showIf: box.dataset.showIf ? JSON.parse(box.dataset.showIf) : null }));
  const byKey = new Map(boxes.map((box) => [box.dataset.key, box]));
  const screen = buildSteps(form, { move });
  let current = boxes[0];
  let sending = false;
  let pointed = false;

  function steps() {
    const answers = Object.fromEntries(boxes.map((box) => [box.dataset.key, answer(box)]));
    const shown = new Set(asked(rules, answers));
    for (const box of boxes) for (const input of inputs(box)) input.disabled = !shown.has(box.dataset.key);
    return [...boxes.filter((box) => shown.has(box.dataset.key)), ready];
  }

  function draw() {
    const all = steps();
    if (!all.includes(current)) current = all[0];
    screen.show(all.indexOf(current), all, current.matches(".ready, .note") || entries(current).length > 0);
    document.documentElement.classList.toggle("first", current === all[0]);
  }

  function keep() {
    const values = Object.fromEntries(boxes.map((box) => [box.dataset.key, entries(box)]));
    saveDraft(path, { values, at: current === ready ? "" : current.dataset.key });
  }

  function move(by) {
    if (by > 0 && current !== ready) {
      if (!screen.check(current, isWrong(current))) return;
      declineIfRequired(current);
    }
    const all = steps();
    current = all[Math.max(0, Math.min(all.length - 1, all.indexOf(current) + by))];
    keep();
    draw();
    focusStep(current);
  }

  function resume() {
    const draft = loadDraft(path);
    if (!draft || form.querySelector(".error")) return;
    for (const box of boxes) restore(box, draft.values[box.dataset.key] ?? []);
    current = byKey.get(draft.at) ?? (draft.at === "" ? ready : boxes[0]);
    const note = Object.assign(document.createElement("p"), { className: "resumed", textContent: form.dataset.resumed });
    note.setAttribute("role", "status");
    form.prepend(note);
  }

  async function submit() {
    sending = true;
    keep();
    form.classList.add("sending");
    status.textContent = form.dataset.sending;
    const response = await send(form, () => { status.textContent = form.dataset.offline; });
    if (response.redirected && new URL(response.url).pathname.endsWith("/thanks/")) {
      forget(path);
      location.replace(response.url);
    } else {
      HTMLFormElement.prototype.submit.call(form); // the server's page says what is wrong, beside each question
    }
  }

  form.addEventListener("change", (event) => {
    const box = event.target.closest(".question");
    keepExclusive(box, event.target);
    keep();
    draw();
  });
  form.addEventListener("input", () => { keep(); draw(); });
  form.addEventListener("click", (event) => {
    // A tap or click on a choice moves on by itself; the arrow keys, which also choose, do not.
    const box = pointed && event.target.matches("input[type=radio]:not(.row input, [value=other])") ? event.target.closest(".question") : null;
    if (box && box === current) setTimeout(() => { if (box === current) move(1); }, PAUSE_AFTER_CHOICE);
  });
  form.addEventListener("pointerdown", () => { pointed = true; });
  form.addEventListener("keydown", (event) => {
    pointed = false;
    if (event.key !== "Enter" || event.target.matches("textarea, button")) return;
    event.preventDefault(); // Enter goes on; only the button at the end sends
    move(1);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "switch") { keep(); return; }
    event.preventDefault();
    if (!sending) submit();
  });

  document.querySelector(".errors")?.addEventListener("click", (event) => {
    const box = event.target.closest("a") && form.querySelector(event.target.hash);
    if (!box) return;
    event.preventDefault();
    current = box;
    draw();
    focusStep(box);
  });

  rememberBallot(path);
  resume();
  current = boxes.find((box) => box.querySelector(".error")) ?? current;
  document.documentElement.classList.add("stepped");
  draw();
}

function offerWayBack(place) {
  const path = ballotOf(location.pathname);
  if (!path) return;
  place.querySelector("a").href = path + location.search;
  place.hidden = false;
}

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("ballot");
  if (form) startBallot(form);
  document.querySelector("[data-start]")?.addEventListener("submit", () => rememberLink(location.pathname));
  const back = document.querySelector("[data-continue]");
  if (back) offerWayBack(back);
  if (document.querySelector("[data-sent]")) forget(location.pathname.replace(/thanks\/$/, ""));
});
