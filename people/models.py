"""Units as a tree, people, memberships with dates, accounts, roles, and frozen rosters.

Nothing here knows that answers exist: no model of another app may be reached from a person.
"""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.enums import Role


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by e-mail address; letters are compared without case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account; without a password it can only sign in by link or single sign-on."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser, PermissionsMixin):
    """Somebody who can sign in. Employees do not need one to answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def __str__(self) -> str:
        return self.display_name or self.email


class Unit(models.Model):
    """A node of the organisation. `code` is what every released table refers to and never changes."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=160)
    name_zh = models.CharField(max_length=160, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="unit_not_its_own_parent"
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the language of the reader."""
        chinese = (get_language() or "").startswith("zh")
        return self.name_zh if chinese and self.name_zh else self.name


class Person(models.Model):
    """Somebody who works, or worked, here."""

    code = models.CharField(
        max_length=64, unique=True, help_text="Employee number or another id of the directory"
    )
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    account = models.OneToOneField(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    region = models.CharField(
        max_length=16, blank=True, help_text="ISO 3166, with subdivision where it matters"
    )
    work_start = models.TimeField(default="09:00")
    work_end = models.TimeField(default="17:30")
    work_days = models.CharField(max_length=16, default="1-5", help_text="ISO weekdays: 1-5 or 7,1-4")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person belongs to one unit at a time; `end` is the first day no longer there."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    is_manager = models.BooleanField(default=False)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    left_company = models.BooleanField(
        default=False, help_text="The membership ended because the person left"
    )

    class Meta:
        ordering = ["person", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="membership_end_after"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(end__isnull=True), name="one_open_membership"
            ),
        ]
        indexes = [models.Index(fields=["unit", "start", "end"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id} from {self.start}"


class RoleGrant(models.Model):
    """What an account may do; a manager's grant names the unit, every other role is company-wide."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=16, choices=Role.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "role", "unit"], name="one_grant_for_a_unit"),
            models.UniqueConstraint(
                fields=["account", "role"], condition=Q(unit__isnull=True), name="one_company_wide_grant"
            ),
            models.CheckConstraint(
                condition=Q(role=Role.MANAGER, unit__isnull=False)
                | (~Q(role=Role.MANAGER) & Q(unit__isnull=True)),
                name="only_managers_have_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"


class Roster(models.Model):
    """Who was asked, frozen at a moment; a wave refers to it and it never changes afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    frozen_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return f"roster of {self.frozen_on}"


class RosterEntry(models.Model):
    """One invited person and the unit he or she belonged to at that moment."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster", "person"], name="once_on_a_roster")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.roster_id}"


class DirectoryImport(models.Model):
    """What an import of the directory changed: who ran it, when, and how many rows."""

    ran_at = models.DateTimeField(auto_now_add=True)
    ran_by = models.CharField(max_length=120)
    created = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    deactivated = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"import of {self.ran_at:%Y-%m-%d}"
