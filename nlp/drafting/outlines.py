"""Curated texts, picked by meaning: what serves a kind of draft where no model is asked."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from nlp.drafting.draft import Draft, DraftQuestion, flagged
from nlp.drafting.kinds import Kind
from nlp.encoders.protocol import Encoder
from nlp.language import Lang

_FILE = Path(__file__).with_name("outlines.yaml")
NOTE = {
    "en": "No model was used: this is a curated outline. Replace what stands in square brackets.",
    "zh": "未使用模型：这是人工编写的提纲。请替换方括号中的内容。",
}


@cache
def outlines() -> dict[str, list[dict[str, Any]]]:
    """Return kind -> its outlines."""
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(_FILE.read_text("utf-8"))
    return found


def nearest(brief: str, texts: list[str], encoder: Encoder) -> int:
    """Return the place of the text nearest in meaning; the first where there is no choice."""
    if len(texts) < 2:
        return 0
    vectors = encoder.encode([brief, *texts])
    centred = vectors - vectors[1:].mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1)
    return int(np.argmax(centred[1:] @ centred[0] / np.maximum(lengths[1:], 1e-9)))


def outline_draft(kind: Kind, brief: str, lang: Lang, encoder: Encoder) -> Draft:
    """Return the outline of a kind that fits a brief best."""
    choices = outlines()[kind.key]
    chosen = choices[nearest(brief, [choice["about"][lang] for choice in choices], encoder)]
    questions = None
    if "questions" in chosen:
        questions = tuple(flagged(DraftQuestion(one[lang], "text"), lang) for one in chosen["questions"])
    body = chosen.get(lang)
    return Draft(kind.key, lang, "outline", None, kind.names[lang], body, questions, (NOTE[lang],))
