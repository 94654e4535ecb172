"""Words that alerts and findings share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """How soon somebody should look; it describes a team's situation, never how well anybody works."""

    WATCH = "watch", _("Worth watching")
    HIGH = "high", _("Act soon")
