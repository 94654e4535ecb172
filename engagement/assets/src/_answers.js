// Reading and writing the answers of the form, question by question.
import { value } from "./_rules.js";

export const inputs = (box) => [...box.querySelectorAll("input, textarea, select")];
const ticked = (input) => input.type === "radio" || input.type === "checkbox";
const filled = (input) => (ticked(input) ? input.checked : input.value.trim() !== "");

// What was filled in, as [name, value] pairs like those that the form sends; ["...", ""] is "prefer not to answer".
export const entries = (box) => inputs(box).filter(filled).map((input) => [input.name, input.value]);

export function restore(box, kept) {
  for (const input of inputs(box)) {
    const mine = kept.filter(([name]) => name === input.name).map(([, given]) => given);
    if (ticked(input)) input.checked = mine.includes(input.value);
    else if (input.tagName === "SELECT") input.value = mine.find((one) => [...input.options].some((option) => option.value === one)) ?? "";
    else input.value = mine[0] ?? "";
  }
}

// The question itself and its parts: the rows of a matrix, the words beside "other".
const parts = (box) => [box, ...box.querySelectorAll("[data-part]")].map((part) => ({
  rules: JSON.parse(part.dataset.rules), name: part.dataset.key ?? part.dataset.part,
}));
const given = (box, name) => entries(box).filter(([of, one]) => of === name && one !== "").map(([, one]) => one);

// The answer as the rules see it; null when the question was skipped or declined.
export const answer = (box) => value(JSON.parse(box.dataset.rules), given(box, box.dataset.key));

// Whether something was filled in that is no answer.
export const isWrong = (box) => parts(box).some(({ rules, name }) => given(box, name).length > 0 && value(rules, given(box, name)) === null);

// Going past a required question without an answer is a decision, and is sent as one.
export function declineIfRequired(box) {
  if (!("required" in box.dataset)) return;
  const names = new Set(entries(box).map(([name]) => name));
  for (const refusal of box.querySelectorAll(".decline input")) {
    if (!names.has(refusal.name.replace("declined:", ""))) refusal.checked = true;
  }
}

// "Prefer not to answer" and an answer exclude each other, also between boxes to tick.
export function keepExclusive(box, changed) {
  const refusal = box.querySelector(":scope > .decline input, :scope > div > .decline input");
  if (!refusal || refusal.type === "radio" || !filled(changed)) return;
  for (const input of inputs(box)) {
    if (input === changed || (input === refusal) === (changed === refusal)) continue;
    if (ticked(input)) input.checked = false;
    else input.value = "";
  }
}
