// One question at a time: what is on the screen, how far one has come, and the way back and forth.

const make = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

export function buildSteps(form, callbacks) {
  const words = form.dataset;
  const bar = make("div", "progress");
  const track = make("div", "track");
  const label = make("p", "progress-label");
  const section = make("p", "progress-section");
  const fill = make("div", "fill");
  fill.setAttribute("aria-hidden", "true");
  track.append(fill);
  const line = make("div", "progress-line");
  line.append(section, label);
  bar.append(line, track);
  form.prepend(bar);

  const controls = make("div", "controls");
  const back = make("button", "button secondary", words.back);
  const next = make("button", "button", words.next);
  back.type = next.type = "button";
  controls.append(back, next);
  form.append(controls);
  back.addEventListener("click", () => callbacks.move(-1));
  next.addEventListener("click", () => callbacks.move(1));

  function show(step, steps, answered) {
    const box = steps[step];
    const last = step === steps.length - 1;
    for (const other of form.querySelectorAll(".question, .ready")) other.classList.toggle("current", other === box);
    section.textContent = last ? words.last : box.dataset.section || "";
    label.textContent = last ? "" : words.progress.replace("{n}", step + 1).replace("{m}", steps.length - 1);
    fill.style.setProperty("inline-size", `${Math.round((100 * step) / (steps.length - 1))}%`);
    back.hidden = step === 0;
    next.hidden = last;
    next.textContent = answered ? words.next : "required" in box.dataset ? words.decline : words.skip;
    next.classList.toggle("ghost", !answered);
  }

  // Says beside the question what an answer has to be, as long as something else stands there; true when it is well.
  function check(box, wrong) {
    const note = box.querySelector(".error") ?? make("p", "error", box.dataset.wanted);
    if (!wrong) note.remove();
    else if (!note.isConnected) box.querySelector("legend, .legend").after(note);
    if (wrong) note.setAttribute("role", "alert");
    return !wrong;
  }

  return { show, check };
}

export function focusStep(box) {
  const target = box.querySelector("legend, .legend, h2");
  target?.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}
