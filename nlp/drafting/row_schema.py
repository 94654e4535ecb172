"""The JSON schema of a draft as it is written out: what commands, the API and tests hold every draft to."""

from typing import Any

from nlp.drafting.kinds import Kind
from nlp.drafting.limits import LONGEST_TITLE

_FLAG = {
    "type": "object",
    "properties": {
        "rule": {"type": "string"},
        "span": {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2},
        "why": {"type": "string", "minLength": 1},
        "rewrite": {"type": "string"},
    },
    "required": ["rule", "span", "why", "rewrite"],
    "additionalProperties": False,
}
_QUESTION = {
    "type": "object",
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "type": {"type": "string", "minLength": 1},
        "scale": {"type": ["array", "null"], "items": {"type": "string", "minLength": 1}},
        "construct": {"type": "string"},
        "bank_item": {"type": ["string", "null"]},
        "flags": {"type": "array", "items": _FLAG},
    },
    "required": ["text", "type", "scale", "construct", "bank_item", "flags"],
    "additionalProperties": False,
}


def row_schema(kind: Kind) -> dict[str, Any]:
    """Return the schema of a draft of a kind: a body of at most its limit, or at most its number of questions."""
    body: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": kind.max_chars}
    questions: dict[str, Any] = {"type": "null"}
    if kind.questions:
        body = {"type": "null"}
        questions = {"type": "array", "items": _QUESTION, "minItems": 1, "maxItems": kind.questions}
    fields = {
        "kind": {"const": kind.key},
        "lang": {"enum": ["en", "zh"]},
        "source": {"enum": ["bank", "outline", "model"]},
        "model": {"type": ["string", "null"]},
        "title": {"type": "string", "minLength": 1, "maxLength": LONGEST_TITLE},
        "body": body,
        "questions": questions,
        "notes": {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    }
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
