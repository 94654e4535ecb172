import argparse
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from nlp.emergent.codebook import FOLDER, save_codebook
from nlp.emergent.fitting import ANCHORS, SEED, fit_codebook
from nlp.emergent.vectors import comment_vectors
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.registry import get_encoder
from nlp.exceptions import NlpError
from nlp.training.corpus import FOLDER as CORPUS
from nlp.training.corpus import read_part
from nlp.training.store import corpus_hash


class Command(BaseCommand):
    help = (
        "Fit the codebook of ordinary workplace comments from which emergent topics stand out. Reads text and language "
        "of nlp/corpus/train and no label; about two minutes on two cores."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "example:\n  manage.py fit_codebook --out /var/tmp/codebooks"
        parser.add_argument("--encoder", default="embedded", help="the encoder that the codebook is for")
        parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder with train/LANG_WRITER.csv")
        parser.add_argument("--out", type=Path, default=FOLDER, help="where the weights and their card go")

    def handle(self, **options: Any) -> None:
        try:
            self._run(options)
        except NlpError as error:
            self.stderr.write(str(error))
            sys.exit(2)

    def _run(self, options: dict[str, Any]) -> None:
        begun = time.monotonic()
        examples = read_part("train", options["corpus"])
        encoder = CachingEncoder(get_encoder(options["encoder"]), self._progress)
        texts, langs = [example.text for example in examples], [example.lang for example in examples]
        codebook = fit_codebook(comment_vectors(texts, langs, encoder), texts, langs)
        card = {
            "comments": len(examples),
            "anchors": ANCHORS,
            "seed": SEED,
            "corpus_sha256": corpus_hash(options["corpus"]),
        }
        path = save_codebook(codebook, options["encoder"], card, options["out"])
        self.stdout.write(f"{path}: {len(examples)} comments, {time.monotonic() - begun:.0f} s")

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} texts", ending="\n" if done == total else "")
