"""A draft that somebody works on: it lives in the page alone, comes back with every button, and is stored nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.http import QueryDict

from engagement.desk.drafting import LONGEST_BRIEF, LONGEST_DETAIL, Made, Wanted
from engagement.desk.exceptions import SheetError, TooLongError
from nlp.drafting.draft import Draft, DraftQuestion, Part, flagged
from nlp.drafting.kinds import Kind, get_kind, kinds
from nlp.drafting.limits import LONGEST_TITLE
from nlp.drafting.scales import scale_labels
from nlp.language import LANGS, Lang
from surveys.bank.loader import bank
from surveys.bank.validated import validated_wordings
from surveys.enums import QuestionType

MOST_PARTS = 60
LONGEST_PART = 6000
BETWEEN = "\n\n"
SOURCES = ("bank", "outline", "model")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A paragraph or a question; `notes` are what to look at since it was written anew."""

    question: DraftQuestion
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the wording."""
        return self.question.text

    @property
    def rows(self) -> int:
        """Return how many lines a field needs to show it whole on a desk."""
        return sum(1 + len(line) // 80 for line in self.text.splitlines()) or 1


@dataclass(frozen=True)
class Sheet:
    """What was asked for, and the draft in parts."""

    wanted: Wanted
    source: str
    model: str
    title: str
    parts: tuple[SheetPart, ...]
    notes: tuple[str, ...] = ()
    used: str = ""
    redacted: int = 0
    focus: int | None = field(default=None)

    @cached_property
    def kind(self) -> Kind:
        """Return the kind of draft."""
        return get_kind(self.wanted.kind)

    @property
    def limit(self) -> int:
        """Return how many characters it may have."""
        return self.wanted.max_chars or self.kind.max_chars

    @property
    def length(self) -> int:
        """Return how many characters it has: of a text with what stands between its parts, of questions without."""
        return length_of(self.kind, self.texts)

    @property
    def over(self) -> int:
        """Return how many characters are too many."""
        return max(self.length - self.limit, 0)

    @property
    def is_survey(self) -> bool:
        """Say whether it can become a questionnaire."""
        return self.kind.menu == "surveys" and self.kind.questions > 0

    @property
    def texts(self) -> list[str]:
        """Return the wordings of the parts."""
        return [part.text for part in self.parts]


def length_of(kind: Kind, texts: Sequence[str]) -> int:
    """Return how many characters a draft of these parts has; 0 for none."""
    between = 0 if kind.questions else len(BETWEEN) * max(len(texts) - 1, 0)
    return sum(map(len, texts)) + between


def check_length(sheet: Sheet) -> None:
    """Raise `TooLongError` unless the draft, as somebody edited it, keeps its limit; before it leaves the page."""
    if sheet.over:
        raise TooLongError(sheet.length, sheet.limit)


def sheet_of(made: Made, wanted: Wanted) -> Sheet:
    """Return a fresh draft as it stands in the page."""
    draft = made.draft
    return Sheet(
        wanted=wanted,
        source=draft.source,
        model=draft.model or "",
        title=draft.title,
        parts=tuple(SheetPart(one) for one in _questions(draft)),
        notes=draft.notes,
        used=made.brief,
        redacted=made.redacted,
    )


def _questions(draft: Draft) -> Iterable[DraftQuestion]:
    if draft.questions is not None:
        return draft.questions
    paragraphs = (draft.body or "").split(BETWEEN)
    return (DraftQuestion(text.strip("\n"), "") for text in paragraphs if text.strip())


def with_part(sheet: Sheet, place: int, part: Part) -> Sheet:
    """Return the sheet with another wording in the place of a part."""
    old = sheet.parts[place].question
    question = part.question or replace(old, text=part.text, bank_item=None)
    parts = list(sheet.parts)
    parts[place] = SheetPart(question, part.notes)
    return replace(sheet, parts=tuple(parts), focus=place)


def without_part(sheet: Sheet, place: int) -> Sheet:
    """Return the sheet without a part; the last one stays."""
    if len(sheet.parts) < 2:
        raise SheetError
    parts = (*sheet.parts[:place], *sheet.parts[place + 1 :])
    return replace(sheet, parts=parts, focus=min(place, len(parts) - 1))


def as_whole(sheet: Sheet, part: Part) -> Sheet:
    """Return the sheet with another wording of the whole text."""
    pieces = [piece.strip("\n") for piece in part.text.split(BETWEEN) if piece.strip()]
    parts = tuple(SheetPart(DraftQuestion(piece, "")) for piece in pieces)
    return replace(sheet, parts=parts, notes=(*sheet.notes, *part.notes), focus=0)


def place_of(sheet: Sheet, text: str) -> int:
    """Return the place that a button names; `SheetError` where there is none."""
    if not text.isdigit() or int(text) >= len(sheet.parts):
        raise SheetError
    return int(text)


def read_wanted(sent: Mapping[str, str]) -> Wanted:
    """Return what was asked for, as the page sends it back."""
    kind, lang = sent.get("kind", ""), sent.get("lang", "")
    if kind not in kinds() or lang not in LANGS:
        raise SheetError
    details = {one.key: sent.get(f"d_{one.key}", "")[:LONGEST_DETAIL] for one in kinds()[kind].details}
    return Wanted(
        kind,
        sent.get("brief", "")[:LONGEST_BRIEF],
        lang,
        details,
        _number(sent.get("max_chars", "")),
        _number(sent.get("turn", "")) or 0,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and len(text) < 6 else None


def read_sheet(sent: QueryDict) -> Sheet:
    """Return the sheet as somebody has edited it; `SheetError` where the page was not ours."""
    wanted = read_wanted(sent)
    count = _number(sent.get("parts", "")) or 0
    source = sent.get("source", "")
    if not 1 <= count <= MOST_PARTS or source not in SOURCES:
        raise SheetError
    asks = kinds()[wanted.kind].questions > 0
    parts = [_read_part(sent, place, wanted.lang, asks) for place in range(count)]
    kept = tuple(part for part in parts if part.text)
    if not kept:
        raise SheetError
    title = sent.get("title", "").strip()[:LONGEST_TITLE] or kinds()[wanted.kind].names[wanted.lang]
    notes = tuple(note[:500] for note in sent.getlist("note")[:20])
    return Sheet(wanted, source, sent.get("model", "")[:200], title, kept, notes)


def _read_part(sent: QueryDict, place: int, lang: Lang, asks: bool) -> SheetPart:
    text = sent.get(f"part-{place}", "").replace("\r\n", "\n").strip("\n")[:LONGEST_PART]
    if not asks:
        return SheetPart(DraftQuestion(text if text.strip() else "", ""))
    text, type_ = " ".join(text.split()), sent.get(f"type-{place}", "")
    if type_ not in QuestionType.values:
        raise SheetError
    item = sent.get(f"item-{place}", "")
    known = bank().get(item)
    if known is not None and known["text"][lang] != text:
        known = None  # reworded: no longer the item that was tested with people
    labels = tuple(option["text"][lang] for option in known.get("options", ())) if known else ()
    scale = labels or tuple(sent.getlist(f"scale-{place}"))[:20] or scale_labels(type_, lang)
    construct = sent.get(f"construct-{place}", "")[:64]
    question = DraftQuestion(text, type_, scale, construct, item if known else None)
    return SheetPart(flagged(question, lang, validated_wordings()))
