"""How often, in five steps, 1 = never to 5 = always; the words of the Management Standards Indicator Tool."""

from django.utils.translation import pgettext_lazy

from surveys.question_types.scales import Worded


class Frequency(Worded):
    """Five steps of frequency; "often" and "always" are favourable after recoding."""

    maximum = 5
    favourable_from = 4
    words = (
        pgettext_lazy("how often", "Never"),
        pgettext_lazy("how often", "Seldom"),
        pgettext_lazy("how often", "Sometimes"),
        pgettext_lazy("how often", "Often"),
        pgettext_lazy("how often", "Always"),
    )
