// Which questions are asked, given the answers so far: the same rules as surveys/logic.py, tested by one table of cases.
// An answer is a number, an option key, a list of option keys, or null when it was not given.

export function holds(condition, answer) {
  if (answer === null || answer === undefined) return false;
  const given = Array.isArray(answer) ? answer : [answer];
  const value = condition.value;
  switch (condition.op) {
    case "eq": return given.includes(value);
    case "ne": return !given.includes(value);
    case "in": return given.some((one) => value.includes(one));
    case "le": return given.every((one) => one <= value);
    case "ge": return given.every((one) => one >= value);
    default: return false;
  }
}

// `questions`: list of {key, showIf: null | condition}; returns the keys of those that are asked, in order.
export function asked(questions, answers) {
  const shown = new Set();
  for (const { key, showIf } of questions) {
    if (!showIf || (shown.has(showIf.question) && holds(showIf, answers[showIf.question] ?? null))) shown.add(key);
  }
  return [...shown];
}
