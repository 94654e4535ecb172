"""What people answered: raw, read by `surveys` alone, and only inside the call that hands it to the door.

A row carries a random id, its ballot cell and its values. There is no key to a person, invitation or ballot, no
time, no address and no user agent, and no reverse relation from a cell or a wave leads here. Comments stand in a
table of their own, without a link to the scores or to each other. Both are sealed: see `surveys.sealing`.
"""

import uuid

from django.db import models

from surveys.models.sealed import SealedField
from surveys.models.waves import Cell


class Answer(models.Model):
    """The closed answers of one ballot: question key -> value. A skipped question has no key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    values = SealedField()

    def __str__(self) -> str:
        return str(self.id)


class Comment(models.Model):
    """One comment to one open question."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=64)
    text = SealedField()

    def __str__(self) -> str:
        return str(self.id)
