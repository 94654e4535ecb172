import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from nlp.analyse import analyse
from nlp.comments_file import as_row, read_comments, read_names, write_rows
from nlp.exceptions import NlpError


class Command(BaseCommand):
    help = "Read comments: language, sentiment, topics with polarity, and the text without names and ids."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = (
            "example:\n  manage.py analyse_text comments.csv --out read.jsonl --names roster-names.txt"
        )
        parser.add_argument(
            "file", type=Path, metavar="IN.csv", help="columns id,text and optionally lang (en, zh)"
        )
        parser.add_argument(
            "--out", type=Path, required=True, metavar="OUT.jsonl", help="one line per comment"
        )
        parser.add_argument("--names", type=Path, metavar="FILE", help="names to redact, one a line")
        parser.add_argument(
            "--encoder", default="embedded", help="embedded, transformers:MODEL, openai_compatible:MODEL@URL"
        )
        parser.add_argument("--classifier", default="heads", help="heads, or lexical (word lists, no model)")
        parser.add_argument("--card", type=Path, metavar="FILE.json", help="write the run card here")

    def handle(self, **options: Any) -> None:
        try:
            self._run(options)
        except NlpError as error:
            self.stderr.write(str(error))
            sys.exit(2)

    def _run(self, options: dict[str, Any]) -> None:
        comments = read_comments(options["file"])
        names = read_names(options["names"]) if options["names"] else frozenset()
        found = analyse(
            comments,
            names=names,
            encoder=options["encoder"],
            classifier=options["classifier"],
            progress=self._progress,
        )
        write_rows(options["out"], (as_row(comment) for comment in found.comments))
        if options["card"]:
            options["card"].write_text(json.dumps(asdict(found.card), indent=2) + "\n", "utf-8")

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} clauses", ending="\n" if done == total else "")
