"""Reading a file of another tool and storing what it asks; the other way round for export."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from surveys.exceptions import DefinitionError
from surveys.exchange.exceptions import ExchangeFileError, NoQuestionnaireError, ShapeError
from surveys.exchange.lss import import_lss
from surveys.exchange.records import Draft, languages_of
from surveys.exchange.surveyjs_in import import_surveyjs
from surveys.exchange.surveyjs_out import export_surveyjs
from surveys.models import Questionnaire
from surveys.questionnaires import as_definition, create_questionnaire

LARGEST = 5_000_000


def read_questionnaire(path: Path, kind: str | None = None) -> Draft:
    """Return what a file asks, as a definition, without storing anything.

    A file that is too large, damaged or no questionnaire raises `ExchangeFileError`, which names the place.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise ExchangeFileError(path, "", f"a file of {LARGEST // 1_000_000} MB at most")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ExchangeFileError(path, "", f"a file that can be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise ExchangeFileError(path, f"byte {error.start}", "UTF-8") from None
    readers: dict[str, Callable[[Path, str], Draft]] = {"surveyjs": _read_json, "lss": _read_xml}
    try:
        return readers[kind or ("lss" if text.lstrip().startswith("<") else "surveyjs")](path, text)
    except ShapeError as wrong:
        raise ExchangeFileError(path, wrong.where, wrong.expected) from None
    except RecursionError:
        raise ExchangeFileError(path, "", "a file that is not nested so deeply") from None


def _read_json(path: Path, text: str) -> Draft:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ExchangeFileError(path, where, f"JSON ({error.msg})") from None
    except ValueError:
        raise ExchangeFileError(path, "", "JSON with numbers of a usual size") from None
    try:
        return import_surveyjs(content, path.stem)
    except (TypeError, KeyError, AttributeError) as error:
        # A list where SurveyJS has a number, and the like: no file of the tool itself looks so.
        raise ExchangeFileError(path, "", f"values of the kinds that SurveyJS writes ({error})") from None


def _read_xml(path: Path, text: str) -> Draft:
    if text.startswith("<?xml"):
        text = text[text.index("?>") + 2 :] if "?>" in text else text
    try:
        root = fromstring(text.strip(), forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        raise ExchangeFileError(
            path, f"line {line}, column {column + 1}", "XML that is well formed"
        ) from None
    except DefusedXmlException:
        raise ExchangeFileError(path, "", "XML without a document type or entities") from None
    return import_lss(root, path.stem)


def import_questionnaire(path: Path, kind: str | None = None) -> dict[str, Any]:
    """Store the questionnaire of a file as a draft and return what became of it, as the command prints it."""
    draft = read_questionnaire(path, kind)
    try:
        made = create_questionnaire(draft.definition)
    except DefinitionError as wrong:
        raise ExchangeFileError(path, wrong.where, wrong.expected) from None
    title = draft.definition["title"]
    return {
        "id": made.pk,
        "title": title.get("en") or next(iter(title.values())),
        "languages": languages_of(draft.definition),
        "pages": draft.pages,
        "questions": len(draft.questions),
        "not_carried_over": [one.as_json() for one in draft.left],
    }


def export_questionnaire(number: int) -> dict[str, Any]:
    """Return a stored questionnaire as SurveyJS JSON; an unknown id raises `NoQuestionnaireError`."""
    found = Questionnaire.objects.filter(pk=number).first()
    if found is None:
        raise NoQuestionnaireError(number)
    return export_surveyjs(as_definition(found))
