"""Asks about the first of two things; the second is a question of its own."""

import re

from nlp.linting.editing import replaced

# The second part is a clause or another act, and takes all that follows with it.
_OWN_CLAUSE_EN = re.compile(
    r"(?:the way|I|you|we|they|it|he|she|there|how|what|why|when|where|whether|that|which|who|do|does|did|is|are|was|were|has|have|can|will)\b"
    r"|(?:my|our|your|the|their) \w+ (?:\w+s|is|are|was|were|has|have|can|will|do|does) "
    r"|(?:to |not |then |also )?(?:act|keep|give|make|plan|feel|get|take|listen|explain|swap|know|find|care|treat|follow|offer|provide|allow"
    r"|let|ask|tell|learn|understand|solve|recogni[sz]e|encourage|communicate|deal|fix|stay|leave|speak|meet|receive|want|help|respect|trust|share)s?\b"
    r"|\w+ (?:what|how|whether|why|that) |(?:in|at|on|for|with|by) (?:which|what|whom|whose)\b|\w+ to \w+",
    re.IGNORECASE,
)
# "The quality of the food and the length of the queue": what follows "of" belongs to the second alone.
_OF_ITS_OWN_EN = re.compile(r"(?:the|your|our|my|their) \w+ of\b", re.IGNORECASE)
# Where the sentence goes on about both, after a second noun or quality.
_SHARED_REST_EN = re.compile(
    r"[^,.?!;]*?(?= (?:in|at|with|for|from|of|by|on|about|when|if|during|within|over|this|last|here"
    r"|is|are|was|were|has|have|can|will|do|does|work|fit|help|\w+ed|paid|done|made|kept|given|fair|enough|clear) |"
    r" (?:fair|clear|enough|good|useful|\w+ed|\w+able)[.?!]|[,.?!;]|$)"
)
_END_EN = re.compile(r"[^.?!;]*")
_LIST_EN = re.compile(r",[^,.?!]+$")


_STATED = re.compile(
    r"^(?P<subject>(?:my|our|the|your) (?:[\w-]+ )*?[\w-]*[^s\W]) (?P<be>are|were)\b", re.IGNORECASE
)
_SINGULAR = {"were": "was", "are": "is"}


def _one_subject(text: str, before: str) -> str:
    """Return "were your paperwork handled" as "was ...": one of two subjects is left."""
    found = re.search(
        r"\b(?P<be>were|are) (?:your|the|my|our) (?:[\w-]+ )*[\w-]*[^s\W]$", before, re.IGNORECASE
    )
    if found is None:
        return _STATED.sub(
            lambda match: f"{match['subject']} {_SINGULAR[match['be'].lower()]}", text.lstrip()
        )
    verb = _SINGULAR[found["be"].lower()]
    return text[: found.start("be")] + verb + text[found.end("be") :]


def first_of_two_en(text: str, start: int, end: int) -> str:
    """Return the question without the join at [start, end) and what it joins."""
    clause = _OWN_CLAUSE_EN.match(text, end) or (" of " in text[:start] and _OF_ITS_OWN_EN.match(text, end))
    rest = (_END_EN if clause else _SHARED_REST_EN).match(text, end)
    listed = _LIST_EN.search(text[:start])
    both = re.compile(r"\b(?:both|either) ", re.IGNORECASE).sub(
        "", text[: listed.start() if listed else start]
    )
    shorter = both + text[rest.end() if rest else len(text) :]
    return replaced(_one_subject(shorter, both), 0, 0)


_CORRELATED_ZH = {"不仅", "不但", "既", "又"}
_SHARED_ZH = re.compile(
    "是否|满意|怎么样|如何|的?看法|吗|都?[是很]?(?:合理|公平|清楚|合适|足够|方便)|[，。？！；?]|$"
)

# Behind a comma of a list each part has a predicate of its own.
_LISTED_ZH = re.compile("是否|满意|怎么样|如何|的?看法|吗|是(?=[？?])|[，。？！；?]|$")


def first_of_two_zh(text: str, match: re.Match[str]) -> str:
    """Return the question about what stands before the join."""
    mark = re.compile("[。？！?]|$").search(text, match.end())
    if match.groupdict().get("join") or match.group().startswith(("，", ",")):
        join = match.start("join") if match.groupdict().get("join") else match.start()
        return re.sub("既|不仅|不但", "", text[:join]) + (mark.group() if mark and mark.group() else text[-1])
    if match.group() == "又" and "又" not in text[match.end() :]:
        return text[: match.start()] + (mark.group() if mark else "")
    if match.group() in _CORRELATED_ZH:
        stop = re.compile("[，,、]|而且|还|又|也").search(text, match.end())
        return (
            text[: match.start()]
            + text[match.end() : stop.start() if stop else None]
            + (mark.group() if mark else "")
        )
    tail = (_LISTED_ZH if match.group() == "、" else _SHARED_ZH).search(text, match.end())
    rest = text[tail.start() :] if tail else ""
    if re.match("[，；]", rest):
        rest = re.sub("^[，；].*?([。？！?]?)$", r"\1", rest)
    return re.sub("、[^、]*$", "", text[: match.start()].rstrip("，,、 ")) + re.sub("^都", "", rest)
