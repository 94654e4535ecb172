// Reading and writing the answers of the form, question by question.

const NUMBERS = ["agreement5", "scale10"];

const kind = (box) => ["agreement5", "scale10", "single", "multiple", "text"].find((name) => box.classList.contains(name));

export const inputs = (box) => [...box.querySelectorAll("input, textarea")];

// What was chosen, as the form would send it; [""] is "prefer not to answer".
export function raw(box) {
  return inputs(box)
    .filter((input) => input.tagName === "TEXTAREA" ? input.value.trim() : input.checked)
    .map((input) => input.value);
}

export function restore(box, values) {
  for (const input of inputs(box)) {
    if (input.tagName === "TEXTAREA") input.value = values[0] ?? "";
    else input.checked = values.includes(input.value);
  }
}

// The answer as the rules see it; null when the question was skipped or declined.
export function answer(box) {
  const values = raw(box).filter((value) => value !== "");
  if (!values.length) return null;
  if (kind(box) === "multiple") return values;
  return NUMBERS.includes(kind(box)) ? Number(values[0]) : values[0];
}

// Going past a required question without an answer is a decision, and is sent as one.
export function declineIfRequired(box) {
  if (!("required" in box.dataset) || raw(box).length || inputs(box).some((input) => input.checked)) return;
  inputs(box).find((input) => input.value === "").checked = true;
}

// "Prefer not to answer" and an answer exclude each other, also between boxes to tick.
export function keepExclusive(box, changed) {
  if (changed.type !== "checkbox" || !changed.checked) return;
  for (const input of inputs(box)) {
    if (input !== changed && (changed.value === "") !== (input.value === "")) input.checked = false;
  }
}
