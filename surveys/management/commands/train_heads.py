import argparse
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from nlp.classifiers.heads import FOLDER
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.registry import get_encoder
from nlp.exceptions import NlpError
from nlp.training.corpus import FOLDER as CORPUS
from nlp.training.corpus import read_part
from nlp.training.fit import fit
from nlp.training.reviews import read_reviews
from nlp.training.store import save


class Command(BaseCommand):
    help = (
        "Fit the heads that judge comments. Needs the labelled corpus of nlp/corpus (committed) and the encoder; "
        "about three minutes on two cores. Reviews are an optional extra and are never stored."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = "example:\n  manage.py train_heads --out /var/tmp/heads"
        parser.add_argument("--encoder", default="embedded", help="the encoder that the heads are for")
        parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder with train/LANG_WRITER.csv")
        parser.add_argument(
            "--reviews", type=Path, metavar="DIR", help="a folder with reviews-en and reviews-zh"
        )
        parser.add_argument("--out", type=Path, default=FOLDER, help="where the weights and their card go")

    def handle(self, **options: Any) -> None:
        try:
            self._run(options)
        except NlpError as error:
            self.stderr.write(str(error))
            sys.exit(2)

    def _run(self, options: dict[str, Any]) -> None:
        begun = time.monotonic()
        encoder = CachingEncoder(get_encoder(options["encoder"]), self._progress)
        examples = read_part("train", options["corpus"])
        reviews = read_reviews(options["reviews"], encoder) if options["reviews"] else None
        weights = fit(examples, encoder, reviews)
        card = {"comments": len(examples), "reviews": 0 if reviews is None else len(reviews.signs)}
        path = save(weights, encoder=options["encoder"], card=card, folder=options["out"])
        self.stdout.write(f"{path}: {len(examples)} comments, {time.monotonic() - begun:.0f} s")

    def _progress(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done} of {total} texts", ending="\n" if done == total else "")
