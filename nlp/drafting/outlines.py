"""Curated texts, picked by meaning: what serves a kind of draft where no model is asked."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from nlp.drafting.draft import Draft, DraftQuestion, flagged
from nlp.drafting.kinds import Kind, files
from nlp.drafting.limits import CUT, shortened
from nlp.encoders.protocol import Encoder
from nlp.language import Lang

NOTE = {
    "en": "No model was used: this is a curated outline.",
    "zh": "未使用模型：这是人工编写的提纲。",
}
BRACKETS = {
    "en": "Replace what stands in square brackets.",
    "zh": "请替换方括号中的内容。",
}


def outlines(key: str) -> list[dict[str, Any]]:
    """Return the outlines of a kind: `about` is what a brief is compared with."""
    found: list[dict[str, Any]] = files()[key].get("outlines", [])
    return found


def subjects(outline: Mapping[str, Any], lang: Lang) -> list[str]:
    """Return what an outline is about, phrase by phrase."""
    return [phrase.strip() for phrase in re.split(r"[,，]", outline["about"][lang])]


def nearest(brief: str, about: list[list[str]], encoder: Encoder) -> list[int]:
    """Return the places of outlines, the nearest first: one of its phrases has to be near, not all of them.

    Centred, because all phrases sound alike.
    """
    if len(about) < 2:
        return list(range(len(about)))
    owners = [place for place, phrases in enumerate(about) for _phrase in phrases]
    vectors = encoder.encode([brief, *(phrase for phrases in about for phrase in phrases)])
    centred = vectors - vectors[1:].mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1)
    near = centred[1:] @ centred[0] / np.maximum(lengths[1:], 1e-9)
    best = [
        max(one for one, owner in zip(near, owners, strict=True) if owner == place)
        for place in range(len(about))
    ]
    return [int(place) for place in np.argsort([-one for one in best], kind="stable")]


def filled(text: str, kind: Kind, details: Mapping[str, str], lang: Lang) -> str:
    """Return a text in which a bracket that is the label of a detail holds what the form says."""
    for one in kind.details:
        if given := details.get(one.key, "").strip():
            text = text.replace(f"[{one.labels[lang]}]", given)
    return text


def outline_draft(
    kind: Kind,
    brief: str,
    lang: Lang,
    encoder: Encoder,
    details: Mapping[str, str] | None = None,
    turn: int = 0,
) -> Draft:
    """Return the outline of a kind that fits a brief best; `turn` 1 is the second best, and so on around."""
    choices = outlines(kind.key)
    order = nearest(brief, [subjects(choice, lang) for choice in choices], encoder)
    chosen = choices[order[turn % len(order)]]
    draft = Draft(kind.key, lang, "outline", None, kind.names[lang], None, None, (NOTE[lang],))
    if "questions" in chosen:
        asked = (DraftQuestion(one[lang], "text") for one in chosen["questions"][: kind.questions])
        return replace(draft, questions=tuple(flagged(one, lang) for one in asked))
    whole = filled(chosen[lang], kind, details or {}, lang)
    body = shortened(whole, kind.max_chars)
    notes = [*draft.notes, *([BRACKETS[lang]] if "[" in body else [])]
    if body != whole:
        notes.append(CUT[lang].format(limit=kind.max_chars))
    return replace(draft, body=body, notes=tuple(notes))
