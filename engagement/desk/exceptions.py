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


class LimitError(DeskError):
    """A limit of characters that the kind cannot have, or that is used up."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most
        super().__init__(
            _(
                "The limit has to be between %(least)d and %(most)d characters, and to leave room for the part."
            )
            % {"least": least, "most": most}
        )


class TooLongError(DeskError):
    """A draft that was edited beyond its limit of characters."""

    def __init__(self, length: int, limit: int) -> None:
        self.length, self.limit = length, limit
        super().__init__(
            _(
                "The text has %(length)d characters, %(over)d more than its limit of %(limit)d: shorten it first."
            )
            % {"length": length, "over": length - limit, "limit": limit}
        )


class NothingElseError(DeskError):
    """The bank holds no other question that fits."""

    def __init__(self) -> None:
        super().__init__(_("The bank holds no other question that fits."))


class SheetError(DeskError):
    """A draft came back from the page in a form that the page does not send."""

    def __init__(self) -> None:
        super().__init__(_("That draft cannot be read any more: make it again."))


class DetailError(DeskError):
    """A field that the form of a kind does not have."""

    def __init__(self, given: str, known: tuple[str, ...]) -> None:
        self.given, self.known = given, known
        super().__init__(
            _("--detail %(given)s: expected KEY=VALUE with one of %(known)s.")
            % {"given": given, "known": ", ".join(known) or "-"}
        )
