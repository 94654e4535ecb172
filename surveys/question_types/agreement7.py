"""Agreement in seven steps, 1 = strongly disagree to 7 = strongly agree."""

from django.utils.translation import gettext_lazy as _

from surveys.question_types.scales import Worded


class Agreement7(Worded):
    """Seven steps of agreement; 5 to 7, which all agree, are favourable after recoding."""

    maximum = 7
    favourable_from = 5
    words = (
        _("Strongly disagree"),
        _("Disagree"),
        _("Slightly disagree"),
        _("Neither agree nor disagree"),
        _("Slightly agree"),
        _("Agree"),
        _("Strongly agree"),
    )
