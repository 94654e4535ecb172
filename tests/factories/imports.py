"""Small files of results and mappings for tests."""

from pathlib import Path
from typing import Any

import yaml

COLUMNS = ["id", "area", "team", "left", "why", "pay", "boss", "again", "notes"]


def mapping(**changes: Any) -> dict[str, Any]:
    """Return a mapping with one of everything: two levels, a scale, flags, a choice, a comment."""
    base: dict[str, Any] = {
        "source": "old-exit",
        "kind": "exit",
        "title": {"en": "Old exit survey", "zh": "旧离职调查"},
        "response": {"column": "id"},
        "tree": {
            "root": {"code": "co", "en": "Company", "zh": "公司"},
            "levels": [
                {
                    "column": "area",
                    "missing": ["Not Stated"],
                    "units": {"North": {"code": "north", "en": "North"}, "South": {"code": "south", "en": "South"}},
                },
                {
                    "column": "team",
                    "missing": [""],
                    "units": {"A": {"code": "a", "en": "Team A", "zh": "甲组"}, "B": {"code": "b", "en": "Team B"}},
                },
            ],
        },
        "waves": {"column": "left", "formats": ["%m/%Y", "%Y"], "by": "year"},
        "scales": {"agree": {"type": "agreement5", "codes": {"SD": "1", "D": "2", "N": "3", "A": "4", "SA": "5"}, "missing": ["", "N/A"]}},
        "questions": [
            {
                "key": "reasons", "type": "multiple", "text": texts("Reasons"), "yes": ["1"], "no": ["-"], "missing": [""],
                "options": [
                    {"key": "pay", "column": "pay", "text": texts("Pay")},
                    {"key": "boss", "column": "boss", "text": texts("Boss")},
                ],
            },
            {"key": "again", "scale": "agree", "column": "again", "construct": "engagement", "text": texts("I would come back")},
            {
                "key": "why", "type": "single", "column": "why", "text": texts("Why"), "missing": [""],
                "options": [
                    {"key": "job", "codes": ["Job"], "text": texts("Another job")},
                    {"key": "other", "codes": ["Other", "Else"], "text": texts("Other")},
                ],
            },
            {"key": "notes", "type": "text", "column": "notes", "text": texts("Notes")},
        ],
    }  # fmt: skip
    return base | changes


def texts(text: str) -> dict[str, str]:
    return {"en": text, "zh": f"{text}（中文）"}


def write_mapping(folder: Path, **changes: Any) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(yaml.safe_dump(mapping(**changes), allow_unicode=True, sort_keys=False), "utf-8")
    return path


def row(number: int, **changes: str) -> dict[str, str]:
    base = {
        "id": str(number), "area": "North" if number % 2 else "South", "team": "A", "left": "2024", "why": "Job",
        "pay": "1" if number % 3 else "-", "boss": "-", "again": ["SD", "D", "N", "A", "SA"][number % 5], "notes": "",
    }  # fmt: skip
    return base | changes


def rows(number: int, **changes: str) -> list[dict[str, str]]:
    return [row(one, **changes) for one in range(1, number + 1)]


def write_results(folder: Path, *groups: list[dict[str, str]], encoding: str = "utf-8") -> Path:
    lines = [",".join(COLUMNS)]
    lines += [",".join(one[column] for column in COLUMNS) for group in groups for one in group]
    path = folder / "results.csv"
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path
