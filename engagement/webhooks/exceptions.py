"""What can be wrong with a webhook."""

from dataclasses import dataclass


@dataclass
class WebhookFieldError(Exception):
    """A field that cannot be right: `name` when another webhook has it, `address` when it is not https."""

    field: str

    def __str__(self) -> str:
        return f"{self.field} cannot be right"
