"""What commands have in common that fit weights to the corpus: where it lies, for which encoder, and how far they are."""

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from nlp.encoders.caching import CachingEncoder
from nlp.encoders.registry import get_encoder
from nlp.exceptions import NlpError
from nlp.training.corpus import FOLDER as CORPUS


class FittingCommand(BaseCommand):
    """Fits and stores weights; bad input is one sentence and exit 2."""

    requires_system_checks = []
    example = ""
    folder = Path()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take encoder, corpus and where to write."""
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = f"example:\n  {self.example}"
        parser.add_argument("--encoder", default="embedded", help="the encoder that the weights are for")
        parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder with train/LANG_WRITER.csv")
        parser.add_argument(
            "--out", type=Path, default=self.folder, help="where the weights and their card go"
        )

    def handle(self, **options: Any) -> None:
        """Fit, and say what came of it."""
        begun = time.monotonic()
        try:
            encoder = CachingEncoder(get_encoder(options["encoder"]), self._progress)
            path, count = self.fit(encoder, options)
        except NlpError as error:
            self.stderr.write(str(error))
            sys.exit(2)
        self.stdout.write(f"{path}: {count} comments, {time.monotonic() - begun:.0f} s")

    def fit(self, encoder: CachingEncoder, options: dict[str, Any]) -> tuple[Path, int]:
        """Fit and store; return where, and from how many comments."""
        raise NotImplementedError

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} texts", ending="\n" if done == total else "")
