"""Whom is asked, when, under which policy; ballot cells, invitations and used ballots."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from people.models import Person, Roster
from privacy import ledger
from surveys.enums import TRANSITIONS, WaveKind, WaveState
from surveys.exceptions import FrozenError
from surveys.models.questionnaires import Questionnaire


class Wave(models.Model):
    """One round of asking. Roster, policy, plan and purpose are frozen at launch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="waves")
    kind = models.CharField(max_length=16, choices=WaveKind.choices)
    title = models.JSONField()
    state = models.CharField(max_length=16, choices=WaveState.choices, default=WaveState.DRAFT)
    opens_on = models.DateField()
    closes_on = models.DateField()
    roster = models.OneToOneField(Roster, null=True, on_delete=models.PROTECT, related_name="+")
    policy = models.JSONField(default=dict, help_text="privacy.policy.Policy, frozen at launch")
    tree = models.JSONField(default=dict, help_text="Unit code -> parent code, frozen at launch")

    class Meta:
        ordering = ["opens_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="wave_closes_after_opening"
            )
        ]

    FROZEN = ("questionnaire_id", "kind", "roster_id", "policy", "tree", "opens_on")

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.opens_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the wave; a change of what was frozen at launch is refused, and the attempt is on record.

        A trigger in the database refuses the same where a query goes round this method.
        """
        if not self._state.adding:
            self._refuse_changes(Wave.objects.get(pk=self.pk))
        super().save(*args, **kwargs)

    def _refuse_changes(self, before: "Wave") -> None:
        if before.state == WaveState.DRAFT:
            return
        changed = [name for name in self.FROZEN if getattr(self, name) != getattr(before, name)]
        if self.state != before.state and self.state not in TRANSITIONS[before.state]:
            changed.append("state")
        if changed:
            subject = f"wave {self.pk}"
            rules = sorted(name for name in self.policy if self.policy[name] != before.policy.get(name))
            detail = {"fields": changed} | ({"rules": rules} if rules else {})
            ledger.record(actor="system", action="refused_change", subject=subject, detail=detail)
            raise FrozenError(subject, tuple(changed))


class Cell(models.Model):
    """A ballot cell: the smallest group an answer can be told to come from, ten people at least.

    It covers one unit or several that were merged; `parent` is the unit above all of them.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="cells")
    code = models.CharField(max_length=64)
    covers = models.JSONField(help_text="Codes of the units covered")
    parent = models.CharField(max_length=64, blank=True)
    roster_size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "code"], name="cell_code")]

    def __str__(self) -> str:
        return self.code


class CellKey(models.Model):
    """The key with which the ballots of a cell are signed; its private half is sealed, and emptied at close."""

    cell = models.OneToOneField(Cell, primary_key=True, on_delete=models.CASCADE, related_name="+")
    public = models.BinaryField(help_text="SubjectPublicKeyInfo, DER")
    sealed = models.BinaryField(default=b"", help_text="The private half, encrypted; empty after the close")

    def __str__(self) -> str:
        return str(self.cell_id)


class Invitation(models.Model):
    """That a person was invited and has, or has not, collected a ballot. Nothing finer than the day is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the one-time link")
    collected_on = models.DateField(null=True)
    blinded_hash = models.CharField(
        max_length=64, blank=True, default="", help_text="SHA-256 of what was signed blindly, until the close"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="invited_once")]

    def __str__(self) -> str:
        return str(self.id)


class ReceiptList(models.Model):
    """What is published of a closed group: the receipts of its ballots, filled up to its size, sorted."""

    cell = models.OneToOneField(Cell, primary_key=True, on_delete=models.CASCADE, related_name="+")
    codes = models.JSONField()

    def __str__(self) -> str:
        return str(self.cell_id)


class Nullifier(models.Model):
    """A used ballot: SHA-256 of its token, so that a retry stores once. Dropped when the wave closes."""

    digest = models.CharField(max_length=64, primary_key=True)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="+")
    cell = models.ForeignKey(Cell, null=True, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return self.digest
