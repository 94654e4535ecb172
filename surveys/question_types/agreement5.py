"""Agreement in five steps, 1 = strongly disagree to 5 = strongly agree."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types.scales import Worded


class Agreement5(Worded):
    """Five steps of agreement; 4 and 5 are favourable after recoding."""

    maximum = 5
    favourable_from = 4
    words = (
        _("Strongly disagree"),
        _("Disagree"),
        _("Neither agree nor disagree"),
        _("Agree"),
        _("Strongly agree"),
    )
