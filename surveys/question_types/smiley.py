"""Five faces, 1 = very bad to 5 = very good; each face has its word beside it, so nobody has to read a face."""

from django.utils.translation import pgettext_lazy

from surveys.question_types.scales import Worded


class Smiley(Worded):
    """Five faces; the two that smile are favourable."""

    maximum = 5
    favourable_from = 4
    words = (
        pgettext_lazy("face", "Very bad"),
        pgettext_lazy("face", "Bad"),
        pgettext_lazy("face", "So-so"),
        pgettext_lazy("face", "Good"),
        pgettext_lazy("face", "Very good"),
    )
