"""What is forgotten when a wave closes: the order of rows, their ids, and which ballots were used.

A database may keep deleted rows in its files until it cleans up; whoever closes a wave asks for that too.
"""

from django.db import connection

from surveys import receipts
from surveys.models import CellKey, Invitation, Nullifier, ReceiptList, Wave
from surveys.models.answers import Answer, Comment
from surveys.shuffling import rewrite

PURGE = {
    "postgresql": "VACUUM (FULL) surveys_answer, surveys_comment, surveys_invitation, surveys_nullifier, surveys_cellkey",
    "sqlite": "VACUUM",
}


def is_forgotten(wave: Wave) -> bool:
    """Return whether the order of a wave was forgotten: its receipts are published last of all."""
    return ReceiptList.objects.filter(cell__wave=wave).exists()


def forget_order(wave: Wave) -> None:
    """Rewrite answers, comments and invitations of a wave, and drop the used ballots and the private keys."""
    CellKey.objects.filter(cell__wave=wave).update(sealed=b"")
    Invitation.objects.filter(wave=wave).update(blinded_hash="")
    rewrite(Answer.objects.filter(cell__wave=wave))
    rewrite(Comment.objects.filter(cell__wave=wave))
    rewrite(Invitation.objects.filter(wave=wave))
    receipts.publish(wave)
    Nullifier.objects.filter(wave=wave).delete()


def purge_deleted_rows() -> None:
    """Ask the database to overwrite what was deleted; within a transaction it cannot, and is left as it is."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute(PURGE[connection.vendor])
