"""A column that is sealed on its way into the database and opened on its way out."""

from contextlib import suppress
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from surveys.keys import answer_keys
from surveys.sealing import seal, unseal

DUMPED = "sealed:"


def sealed(value: Any) -> bytes:
    """Return a value as it is stored, afresh each time."""
    return seal(value, answer_keys()[0])


def opened(stored: bytes) -> Any:
    """Return what was sealed, under the key of today or an earlier one."""
    *keys, last = answer_keys()
    for key in keys:
        with suppress(InvalidTag):
            return unseal(stored, key)
    return unseal(stored, last)


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # the stubs know bytes only
    """Any JSON value; nothing can be looked up by it, because no two writings of it are alike."""

    def from_db_value(self, value: Any, _expression: object, _connection: BaseDatabaseWrapper) -> Any:
        """Return what was sealed."""
        return None if value is None else opened(bytes(value))

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """Return a fresh sealing of a value, as the database takes it."""
        stored = None if value is None else sealed(value)
        return super().get_db_prep_value(stored, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every comparison but with nothing."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:
        """Return the sealed value for `dumpdata`."""
        return DUMPED + sealed(self.value_from_object(obj)).hex()

    def to_python(self, value: Any) -> Any:
        """Return the value as it is; what `dumpdata` wrote is opened."""
        if isinstance(value, str) and value.startswith(DUMPED):
            return opened(bytes.fromhex(value.removeprefix(DUMPED)))
        return value
