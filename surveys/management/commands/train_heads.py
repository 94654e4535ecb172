import argparse
from pathlib import Path
from typing import Any

from nlp.classifiers.heads import FOLDER
from nlp.encoders.caching import CachingEncoder
from nlp.training.corpus import read_part
from nlp.training.fit import fit
from nlp.training.reviews import read_reviews
from nlp.training.store import save
from surveys.management.fitting import FittingCommand


class Command(FittingCommand):
    help = (
        "Fit the heads that judge comments. Needs the labelled corpus of nlp/corpus (committed) and the encoder; "
        "about three minutes on two cores. Reviews are an optional extra and are never stored."
    )
    example = "manage.py train_heads --out /var/tmp/heads"
    folder = FOLDER

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--reviews", type=Path, metavar="DIR", help="a folder with reviews-en and reviews-zh"
        )

    def fit(self, encoder: CachingEncoder, options: dict[str, Any]) -> tuple[Path, int]:
        examples = read_part("train", options["corpus"])
        reviews = read_reviews(options["reviews"], encoder) if options["reviews"] else None
        card = {"comments": len(examples), "reviews": 0 if reviews is None else len(reviews.signs)}
        weights = fit(examples, encoder, reviews)
        path = save(weights, encoder=options["encoder"], card=card, folder=options["out"])
        return path, len(examples)
