// Whether what was filled in is an answer: the same checks as `validate` in surveys/question_types, over what a form
// sends; one set of generated answers tests both. `rules` come with the question, as `data-rules`.

// What Python calls white space, so that both sides strip the same.
const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const ENDS = new RegExp(`^${SPACE}|${SPACE}$`, "g");
const strip = (text) => text.replace(ENDS, "");

const NUMBER = /^-?(0|[1-9][0-9]{0,8})([.][0-9]{1,4})?$/;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

const within = (value, { min, max }) => (value >= min && value <= max ? value : null);
const isDay = (text) => {
  if (!DAY.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

const KINDS = {
  step: (rules, raw) => (raw.length === 1 && /^[0-9]{1,2}$/.test(raw[0]) ? within(Number(raw[0]), rules) : null),
  one: (rules, raw) => (raw.length === 1 && rules.of.includes(raw[0]) ? raw[0] : null),
  several(rules, raw) {
    const once = raw.length > 0 && new Set(raw).size === raw.length;
    return once && raw.every((key) => rules.of.includes(key)) ? rules.of.filter((key) => raw.includes(key)) : null;
  },
  order(rules, raw) {
    const places = new Map(raw.map((one) => [one.split("=", 1)[0], one.slice(one.indexOf("=") + 1)]));
    const chosen = raw.map((_, n) => places.get(String(n + 1)));
    const once = raw.length === rules.of.length && new Set(chosen).size === raw.length;
    return once && chosen.every((key) => rules.of.includes(key)) ? chosen : null;
  },
  number(rules, raw) {
    const text = raw.length === 1 ? strip(raw[0]) : "";
    return NUMBER.test(text) ? within(Number(text), rules) : null;
  },
  date: (rules, raw) => (raw.length === 1 && isDay(raw[0]) ? within(raw[0], rules) : null),
  text(rules, raw) {
    if (raw.length !== 1) return null;
    const text = strip(raw[0].replaceAll("\0", "").replaceAll("\r\n", "\n"));
    const length = [...text].length;
    return length > 0 && length <= rules.max && !(rules.line && /[\n\r]/.test(text)) ? text : null;
  },
  nothing: () => null,
};

// `raw`: what the form would send for the question, blanks left out; null when that is not an answer.
export const value = (rules, raw) => KINDS[rules.kind](rules, raw);
