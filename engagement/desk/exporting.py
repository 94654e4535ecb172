"""A draft as a file: plain text, or a document for Word and LibreOffice."""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn

from engagement.desk.sheet import BETWEEN, Sheet, SheetPart
from nlp.language import Lang

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A first line this short, above others and without a full stop, is the heading of its part.
LONGEST_HEADING = 60
_ENDS = tuple(".。!！?？:：,，;；")
_FONTS: dict[Lang, str] = {"en": "Calibri", "zh": "Microsoft YaHei"}


def _scale(part: SheetPart) -> str:
    return " / ".join(part.question.scale)


def as_text(sheet: Sheet) -> str:
    """Return title and parts; questions are numbered, with their scale below."""
    if not sheet.kind.questions:
        return BETWEEN.join([sheet.title, *sheet.texts]) + "\n"
    lines = [sheet.title, ""]
    for number, part in enumerate(sheet.parts, start=1):
        lines.append(f"{number}. {part.text}")
        if part.question.scale:
            lines.append(f"   ({_scale(part)})")
    return "\n".join(lines) + "\n"


def source_words(sheet: Sheet) -> str:
    """Return in a sentence where a draft comes from."""
    if sheet.source == "model":
        return _("Drafted by the language model %(model)s.") % {"model": sheet.model}
    if sheet.source == "bank":
        return _("Drafted from the item bank; no language model was used.")
    return _("Drafted from a curated outline; no language model was used.")


def as_docx(sheet: Sheet) -> bytes:
    """Return a document with headings, lists and numbered questions; its properties say where the draft comes from."""
    document = Document()
    font = document.styles["Normal"].font
    font.name = _FONTS[sheet.wanted.lang]
    font.element.rPr.rFonts.set(qn("w:eastAsia"), _FONTS[sheet.wanted.lang])
    document.core_properties.title = sheet.title
    document.core_properties.author = ""
    document.core_properties.comments = source_words(sheet)
    document.add_heading(sheet.title, level=1)
    for part in sheet.parts:
        if sheet.kind.questions:
            document.add_paragraph(part.text, style="List Number")
            if part.question.scale:
                document.add_paragraph(_scale(part), style="List Continue")
        else:
            _paragraphs(document, part.text)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraphs(document: Any, text: str) -> None:
    """Add a part line by line: a heading, points of a list, or lines as they are."""
    first, *rest = text.split("\n")
    if (
        rest
        and len(first) <= LONGEST_HEADING
        and not first.rstrip().endswith(_ENDS)
        and not first.startswith("- ")
    ):
        document.add_heading(first, level=2)
    else:
        rest = [first, *rest]
    for line in rest:
        if line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
