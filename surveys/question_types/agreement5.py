"""Agreement in five steps, 1 = strongly disagree to 5 = strongly agree."""

from django.utils.translation import gettext_lazy as _

from surveys.models.questionnaires import Question
from surveys.question_types.scales import Scale

STEPS = (
    _("Strongly disagree"),
    _("Disagree"),
    _("Neither agree nor disagree"),
    _("Agree"),
    _("Strongly agree"),
)


class Agreement5(Scale):
    """Five steps of agreement; 4 and 5 are favourable after recoding."""

    minimum = 1
    maximum = 5
    favourable_from = 4
    template = "surveys/questions/choices.html"

    def choices(self, question: Question) -> list[tuple[str, str]]:
        """Return the five steps in words."""
        return [(str(step), str(label)) for step, label in enumerate(STEPS, start=1)]
