"""Small grammar for English rewrites: questions out of statements, and endings that agree."""

import re

from nlp.linting.editing import tidy

_AUX = r"is|are|was|were|has|have|had|can|could|will|would|should|do|does|did|must|may|might"
_SUBJECT_AUX = re.compile(
    rf"^(?P<subject>you (?:(?:\w+ly) )?|(?:(?!you\b|that\b|who\b|which\b|I\b)[\w'’-]+ ){{1,5}}?)(?P<aux>{_AUX}) (?P<rest>.+)$",
    re.IGNORECASE,
)
_YOU_VERB = re.compile(r"^you (?P<rest>.+)$", re.IGNORECASE)
_PLURALS = {"is": "are", "was": "were", "has": "have", "does": "do"}


_YOU_PAST = re.compile(r"^you (?P<verb>\w{2,}ed) (?P<rest>.+)$", re.IGNORECASE)


def _base(past: str) -> str:
    """Return the base of a regular past: received -> receive, attended -> attend."""
    return past[:-1] if past[-3] in "cvsguz" else past[:-2]


def as_question(statement: str) -> str:
    """Return a statement as a question: "You do feel safe." -> "Do you feel safe?"; else asks what one thinks of it."""
    bare = statement.strip().rstrip(" .?!,")
    lowered = bare[:1].lower() + bare[1:] if not bare.startswith("I ") else bare
    if found := _SUBJECT_AUX.match(lowered):
        return tidy(f"{found['aux']} {found['subject']}{found['rest']}?")
    if past := _YOU_PAST.match(lowered):
        return tidy(f"did you {_base(past['verb'])} {past['rest']}?")
    if found := _YOU_VERB.match(lowered):
        return tidy(f"do you {found['rest']}?")
    return tidy(f"do you think that {lowered}?")


def in_plural(verb: str) -> str:
    """Return a verb as it stands behind "most people": does -> do, keeps -> keep."""
    if verb.lower() in _PLURALS:
        return _PLURALS[verb.lower()]
    if re.search(r"(?:ch|sh|ss|x|o)es$", verb):
        return verb[:-2]
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return verb[:-1] if re.search(r"[a-z]{2,}[^s]s$", verb) else verb


def with_s(verb: str) -> str:
    """Return a verb as it stands behind "my manager": keep -> keeps."""
    if re.search(r"(?:ch|sh|ss|x|o)$", verb):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"


def are_or_is(noun_phrase: str) -> str:
    """Return the verb that agrees with a noun phrase, by the look of its head."""
    head = re.split(r" (?:in|on|at|of|for|to|from|with|there|elsewhere|between|that|which)\b", noun_phrase)[0]
    return "are" if re.search(r"[^s]s$", head) and not head.lower().startswith(("a ", "an ")) else "is"
