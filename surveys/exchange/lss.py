"""A LimeSurvey survey (`.lss`, or one question as `.lsq`) as a definition of ours."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from surveys.enums import WaveKind
from surveys.exchange.conditions import show_if, translator
from surveys.exchange.exceptions import ShapeError
from surveys.exchange.records import Draft, key_of, plain

LANGUAGES = {"en": "en", "en-GB": "en", "en-US": "en", "zh-Hans": "zh", "zh": "zh", "zh-CN": "zh"}
YES_NO = [{"key": "y", "text": {"en": "Yes", "zh": "是"}}, {"key": "n", "text": {"en": "No", "zh": "否"}}]
PLAIN = {"T": "text", "U": "text", "S": "short", "N": "number", "D": "date", "X": "note"}
CHOICES = {
    "L": "single",
    "!": "single",
    "O": "single",
    "M": "multiple",
    "P": "multiple",
    "R": "ranking",
    "F": "matrix",
}
NAMES = {
    "|": "file upload",
    "K": "several numbers",
    "Q": "several texts",
    "1": "matrix of two scales",
    "*": "equation",
}
RELEVANCE = re.compile(r"\b([A-Za-z]\w*)(?:\.NAOK|\.shown|\.value)?(?=\s*(?:==|!=|>=|<=|>|<|\bne\b|\beq\b))")
Row = dict[str, str]


def import_lss(root: Element, name: str) -> Draft:
    """Return what a LimeSurvey file contains; what is no such file raises `ShapeError`."""
    if root.tag != "document" or root.findtext("LimeSurveyDocType") not in ("Survey", "Question"):
        raise ShapeError(where="root", expected="a LimeSurvey document of type Survey or Question")
    reader = Reader(root, name)
    if not reader.rows["questions"]:
        raise ShapeError(where="questions", expected="one question at least")
    for row in reader.ordered():
        reader.question(row)
    if not reader.draft.questions:
        raise ShapeError(where="questions", expected="one question at least that can be carried over")
    return reader.draft


class Reader:
    """The tables of the file, and the questionnaire so far."""

    def __init__(self, root: Element, name: str) -> None:
        tables = (
            "groups",
            "group_l10ns",
            "questions",
            "subquestions",
            "question_l10ns",
            "answers",
            "answer_l10ns",
        )
        self.rows = {table: _table(root, table) for table in (*tables, "surveys_languagesettings")}
        self.draft = Draft({"questions": []})
        self.taken: set[str] = set()
        self.options: dict[tuple[str, str], str] = {}
        self.seen_groups: set[str] = set()
        settings = self.rows["surveys_languagesettings"]
        title = self.texts(settings, "surveyls_title", "surveyls_language") or {"en": name}
        self.draft.definition |= {
            "key": key_of(title.get("en") or name, set(), "imported"), "title": title, "purpose": WaveKind.PULSE.value,
        }  # fmt: skip
        if intro := self.texts(settings, "surveyls_welcometext", "surveyls_language"):
            self.draft.definition["intro"] = intro

    def texts(self, rows: list[Row], field: str, language: str = "language") -> dict[str, str]:
        """Return a field of rows by our languages; each other language is noted."""
        found: dict[str, str] = {}
        for row in rows:
            ours = LANGUAGES.get(row.get(language, ""))
            if ours is None:
                self.draft.leave(row.get(language, ""), "language", "only English and Chinese are kept")
            elif words := plain(row.get(field, "")):
                found[ours] = words
        return found

    def ordered(self) -> list[Row]:
        """Return the questions in the order of their groups."""
        groups = {row["gid"]: _number(row, "group_order") for row in self.rows["groups"] if "gid" in row}
        top = [row for row in self.rows["questions"] if row.get("parent_qid", "0") in ("0", "")]
        return sorted(
            top, key=lambda row: (groups.get(row.get("gid", ""), 0), _number(row, "question_order"))
        )

    def question(self, row: Row) -> None:
        """Read one question, or note why it stays behind."""
        code, kind = row.get("title", ""), row.get("type", "")
        made = self.shape(row, kind)
        if made is None:
            self.draft.leave(code, NAMES.get(kind, kind), "no such type of question here")
            return
        words = [one for one in self.rows["question_l10ns"] if one.get("qid") == row.get("qid")] or [row]
        text = self.texts(words, "question")
        if not text:
            self.draft.leave(code, "text", "the text is empty in the file, so its code stands in for it")
        key = key_of(code, self.taken, f"q{len(self.taken) + 1}")
        question: dict[str, Any] = {"key": key, "text": text or {"en": code or key}, **made}
        groups = [
            one for one in self.rows["group_l10ns"] or self.rows["groups"] if one.get("gid") == row.get("gid")
        ]
        for field, value in (
            ("section", self.texts(groups, "group_name")),
            ("help_text", self.texts(words, "help")),
        ):
            if value:
                question[field] = value
        if row.get("mandatory") in ("Y", "S") and made["type"] not in ("short", "text", "note"):
            question["required"] = True
        self.condition(question, code, row.get("relevance", ""))
        self.draft.keys[code] = key
        self.options |= {
            (key, option["code"]): option["key"] for option in made.get("options", []) if "code" in option
        }
        question["options"] = [{"key": one["key"], "text": one["text"]} for one in made.get("options", [])]
        if not question["options"]:
            del question["options"]
        self.draft.questions.append(question)
        if row.get("gid") not in self.seen_groups:
            self.seen_groups.add(row.get("gid", ""))
            self.draft.pages += 1

    def condition(self, question: dict[str, Any], code: str, written: str) -> None:
        """Give a question its show-if rule, or note that it is asked of everybody."""
        if written.strip() in ("", "1"):
            return
        known = {one["key"]: one for one in self.draft.questions}
        rule = show_if(
            RELEVANCE.sub(r"{\1}", written), translator(self.draft.keys, self.options, known), known
        )
        if rule:
            question["show_if"] = rule
        else:
            self.draft.leave(
                code, "relevance", f"no rule of ours says this, so it is asked of everybody: {written}"
            )

    def shape(self, row: Row, kind: str) -> dict[str, Any] | None:
        """Return type, options and settings; None where there is no such type here."""
        if kind in PLAIN:
            return {"type": PLAIN[kind]}
        if kind in ("Y", "G"):
            return (
                {
                    "type": "single",
                    "options": [option | {"code": str(option["key"]).upper()} for option in YES_NO],
                }
                if kind == "Y"
                else None
            )
        if kind == "5":
            return {"type": "rating", "settings": {"min": 1, "max": 5}}
        rows = self.items(self.subquestions(row), "title", "question_l10ns", "qid", "question")
        if kind in ("A", "B", "C", "E"):
            return self.grid(kind, rows)
        if kind not in CHOICES:
            return None
        answers = self.items(self.answers(row), "code", "answer_l10ns", "aid", "answer")
        if kind == "F":
            rows = [{"key": one["key"], "text": one["text"]} for one in rows]
            return (
                {"type": "matrix", "options": answers, "settings": {"rows": rows}}
                if rows and len(answers) > 1
                else None
            )
        options = rows if kind in "MP" else answers
        if len(options) < 2:
            return None
        other = {"settings": {"other": True}} if row.get("other") == "Y" and kind != "R" else {}
        return {"type": CHOICES[kind], "options": options} | other

    def grid(self, kind: str, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
        """Read a matrix on a scale that LimeSurvey builds in."""
        count = {"A": 5, "B": 10}.get(kind)
        words = {"C": ("Yes", "Uncertain", "No"), "E": ("Increase", "Same", "Decrease")}.get(kind, ())
        zh = {
            "Yes": "是",
            "Uncertain": "不确定",
            "No": "否",
            "Increase": "增加",
            "Same": "不变",
            "Decrease": "减少",
        }
        options = [{"key": str(n), "text": {"en": str(n), "zh": str(n)}} for n in range(1, (count or 0) + 1)]
        options += [{"key": word.lower(), "text": {"en": word, "zh": zh[word]}} for word in words]
        plain_rows = [{"key": one["key"], "text": one["text"]} for one in rows]
        return {"type": "matrix", "options": options, "settings": {"rows": plain_rows}} if rows else None

    def subquestions(self, row: Row) -> list[Row]:
        """Return the subquestions of a question, in order."""
        below = [*self.rows["subquestions"], *self.rows["questions"]]
        return sorted(
            (one for one in below if one.get("parent_qid") == row.get("qid")),
            key=lambda one: _number(one, "question_order"),
        )

    def answers(self, row: Row) -> list[Row]:
        """Return the answers to choose from, in order."""
        mine = (one for one in self.rows["answers"] if one.get("qid") == row.get("qid"))
        return sorted(mine, key=lambda one: _number(one, "sortorder"))

    def items(self, rows: list[Row], code: str, words: str, by: str, field: str) -> list[dict[str, Any]]:
        """Return rows of a table as options, with the code they have in the file."""
        taken: set[str] = set()
        found = []
        for number, row in enumerate(rows, start=1):
            texts = [one for one in self.rows[words] if one.get(by) == row.get(by)] or [row]
            given = row.get(code, "")
            text = self.texts(texts, field) or {"en": given or str(number)}
            found.append({"key": key_of(given, taken, f"o{number}"), "text": text, "code": given})
        return found


def _table(root: Element, name: str) -> list[Row]:
    found = root.find(name)
    rows = [] if found is None else found.iterfind("rows/row")
    return [{cell.tag: (cell.text or "").strip() for cell in row} for row in rows]


def _number(row: Row, field: str) -> int:
    value = row.get(field, "")
    return int(value) if value.isascii() and value.isdigit() else 0
