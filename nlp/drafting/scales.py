"""The labels that go with a type of question in a draft."""

from nlp.language import Lang

_LABELS: dict[str, dict[Lang, tuple[str, ...]]] = {
    "agreement5": {
        "en": ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"),
        "zh": ("非常不同意", "不同意", "既不同意也不反对", "同意", "非常同意"),
    },
    "frequency": {
        "en": ("Never", "Rarely", "Sometimes", "Often", "Always"),
        "zh": ("从不", "很少", "有时", "经常", "总是"),
    },
    "scale10": {lang: tuple(map(str, range(11))) for lang in ("en", "zh")},
}


def scale_labels(question_type: str, lang: Lang) -> tuple[str, ...]:
    """Return the labels from the lowest step up; empty for a type without a fixed scale."""
    return _LABELS.get(question_type, {}).get(lang, ())
