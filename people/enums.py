"""Words that people's models and permissions share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What an account may be; `EMPLOYEE` needs no grant."""

    EMPLOYEE = "employee", _("Employee")
    MANAGER = "manager", _("Manager")
    HR = "hr", _("HR")
    DPO = "dpo", _("Data protection officer")
    OPERATOR = "operator", _("Operator")
