"""A number from 0 to 10, as in "how likely would you recommend ...?"."""

from surveys.question_types.scales import Scale


class Scale10(Scale):
    """Eleven steps; 9 and 10 are favourable, as promoters are counted."""

    minimum = 0
    maximum = 10
    favourable_from = 9
    template = "surveys/questions/scale10.html"
