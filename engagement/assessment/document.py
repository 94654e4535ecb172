"""The assessment as one HTML file that needs nothing beside it."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from engagement.assessment.facts import facts

LANGUAGES = {"en": "en", "zh": "zh-hans"}


def assessment(language: str) -> str:
    """Return the document in `en` or `zh`; raise `KeyError` for another language."""
    code = LANGUAGES[language]
    with override(code):
        context = {"facts": facts(), "on": timezone.localdate(), "language": code}
        return render_to_string("assessment/dpia.html", context)
