"""What can go wrong at the desk."""

from django.utils.translation import gettext as _


class DeskError(Exception):
    """Base of what the desk refuses; the message is for the person who asked."""


class NeedsProviderError(DeskError):
    """A kind of draft that only a model can write, and none is set up."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(
            _("%(kind)s needs a language model: set LLM_BASE_URL and LLM_MODEL.") % {"kind": kind}
        )


class ProviderFailedError(DeskError):
    """The model failed and nothing can stand in for it."""

    def __init__(self, kind: str, why: str) -> None:
        self.kind, self.why = kind, why
        super().__init__(_("The language model gave no usable draft of %(kind)s.") % {"kind": kind})


class EmptyBriefError(DeskError):
    """Nothing was asked, or more than anybody reads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(_("Write a brief of 1 to %(limit)d characters.") % {"limit": limit})
