"""What a template file must look like; every rule gives one sentence."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engagement.actions.catalogue.template import Effort
from engagement.insights.measures import CONSTRUCT, CONSTRUCTS, TOPIC, is_measure
from engagement.insights.models import Theme
from nlp.taxonomy import TOPICS

LANGUAGES = ("en", "zh")
TEXTS = ("title", "for_whom", "why", "effort_words", "message", "if_not", "tone")
FIELDS = {"themes", "answers", "source", "effort", "steps", "outcomes", *TEXTS}
HAN = re.compile(r"[\u4e00-\u9fff]")
LONGEST_PLAN_DAYS = 400
# What the DOI Handbook (section 2.2) allows, less characters that an address would have to escape.
DOI = re.compile(r"https://doi\.org/10\.\d{4,9}(\.\d+)*/[\w.()/:;-]+(?<![.:;-])")
EVENT_DAY = re.compile(r"(fourth_)?(monday|tuesday|wednesday|thursday|friday)")


def problems(raw: object, *, key: str) -> list[str]:
    """Return every problem of a file's content; empty for a good one."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
        return ["the name of the file must be lower-case words joined by underscores"]
    if not isinstance(raw, Mapping):
        return ["expected a mapping of fields"]
    if missing := sorted(FIELDS - set(raw)):
        return [f"missing: {', '.join(missing)}"]
    unknown = [f"unknown field {name!r}" for name in sorted(set(raw) - FIELDS - {"team_event"})]
    return unknown + [problem for rule in RULES for problem in rule(raw)]


def text_problems(text: object, *, where: str) -> Iterator[str]:
    """Yield what is wrong with a text in both languages."""
    if not isinstance(text, Mapping) or set(text) != set(LANGUAGES):
        yield f"{where}: expected exactly the languages {', '.join(LANGUAGES)}"
        return
    for language in LANGUAGES:
        if not isinstance(text[language], str) or not text[language].strip():
            yield f"{where}.{language}: is empty"
        elif bool(HAN.search(text[language])) != (language == "zh"):
            yield f"{where}.{language}: is not written in that language"


def _texts(raw: Mapping[str, Any]) -> Iterator[str]:
    for name in TEXTS:
        yield from text_problems(raw[name], where=name)


def _themes(raw: Mapping[str, Any]) -> Iterator[str]:
    themes = raw["themes"]
    if not isinstance(themes, list) or not themes:
        yield "themes: expected a list with at least one theme"
        return
    yield from (f"themes: unknown theme {theme!r}" for theme in themes if theme not in Theme.values)


def _answers(raw: Mapping[str, Any]) -> Iterator[str]:
    answers = raw["answers"]
    if not isinstance(answers, list) or not answers:
        yield "answers: expected a list with at least one driver or topic"
        return
    known = {f"{CONSTRUCT}{key}" for key in CONSTRUCTS} | {f"{TOPIC}{topic.key}" for topic in TOPICS}
    yield from (f"answers: unknown driver or topic {one!r}" for one in answers if one not in known)


def _team_event(raw: Mapping[str, Any]) -> Iterator[str]:
    event = raw.get("team_event")
    if event is None:
        return
    if not isinstance(event, Mapping) or set(event) != {"on", "title"}:
        yield "team_event: expected on and title"
        return
    if not EVENT_DAY.fullmatch(str(event["on"])):
        yield "team_event.on: expected a weekday such as friday or fourth_friday"
    yield from text_problems(event["title"], where="team_event.title")


def _source(raw: Mapping[str, Any]) -> Iterator[str]:
    source = raw["source"]
    if not isinstance(source, Mapping) or not {"citation"} <= set(source) <= {"citation", "url"}:
        yield "source: expected citation and, where it is certain, url"
    elif source.get("url") and not str(source["url"]).startswith("https://"):
        yield "source.url: expected an https address"
    elif "doi.org" in str(source.get("url")) and not DOI.fullmatch(str(source["url"])):
        yield "source.url: expected https://doi.org/10.PREFIX/SUFFIX"


def _effort(raw: Mapping[str, Any]) -> Iterator[str]:
    if raw["effort"] not in list(Effort):
        yield f"effort: expected one of {', '.join(Effort)}"


def _steps(raw: Mapping[str, Any]) -> Iterator[str]:
    steps = raw["steps"]
    if not isinstance(steps, list) or len(steps) < 2:
        yield "steps: expected at least two"
        return
    days = [step.get("day") if isinstance(step, Mapping) else None for step in steps]
    known = [day for day in days if isinstance(day, int) and 0 <= day <= LONGEST_PLAN_DAYS]
    if len(known) < len(steps):
        yield f"steps: every step needs a day from 0 to {LONGEST_PLAN_DAYS}"
    elif known != sorted(known):
        yield "steps: days must not go back"
    for number, step in enumerate(steps, start=1):
        yield from text_problems(
            step.get("text") if isinstance(step, Mapping) else None, where=f"step {number}"
        )


def _outcomes(raw: Mapping[str, Any]) -> Iterator[str]:
    outcomes = raw["outcomes"]
    if not isinstance(outcomes, list) or not outcomes:
        yield "outcomes: expected at least one"
        return
    for number, outcome in enumerate(outcomes, start=1):
        yield from (f"outcome {number}: {problem}" for problem in _outcome(outcome))


def _outcome(outcome: object) -> Iterator[str]:
    wanted = {"measure", "direction", "at_least", "within_days"}
    if not isinstance(outcome, Mapping) or set(outcome) != wanted:
        yield f"expected {', '.join(sorted(wanted))}"
        return
    if not is_measure(str(outcome["measure"])):
        yield f"unknown measure {outcome['measure']!r}"
    if outcome["direction"] not in ("up", "down"):
        yield "direction: expected up or down"
    if not isinstance(outcome["at_least"], (int, float)) or outcome["at_least"] <= 0:
        yield "at_least: expected a number above 0"
    if not isinstance(outcome["within_days"], int) or not 28 <= outcome["within_days"] <= LONGEST_PLAN_DAYS:
        yield f"within_days: expected 28 to {LONGEST_PLAN_DAYS}: a block lasts four weeks"


RULES: tuple[Callable[[Mapping[str, Any]], Iterator[str]], ...] = (
    _texts, _themes, _answers, _source, _effort, _steps, _outcomes, _team_event,
)  # fmt: skip
