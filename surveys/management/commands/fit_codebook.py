from pathlib import Path
from typing import Any

from nlp.emergent.codebook import FOLDER, save_codebook
from nlp.emergent.fitting import ANCHORS, SEED, fit_codebook
from nlp.emergent.vectors import comment_vectors
from nlp.encoders.caching import CachingEncoder
from nlp.training.corpus import read_part
from nlp.training.store import corpus_hash
from surveys.management.fitting import FittingCommand


class Command(FittingCommand):
    help = (
        "Fit the codebook of ordinary workplace comments from which emergent topics stand out. Reads text and language "
        "of nlp/corpus/train and no label; about two minutes on two cores."
    )
    example = "manage.py fit_codebook --out /var/tmp/codebooks"
    folder = FOLDER

    def fit(self, encoder: CachingEncoder, options: dict[str, Any]) -> tuple[Path, int]:
        examples = read_part("train", options["corpus"])
        texts, langs = [example.text for example in examples], [example.lang for example in examples]
        codebook = fit_codebook(comment_vectors(texts, langs, encoder), texts, langs)
        card = {
            "comments": len(examples),
            "anchors": ANCHORS,
            "seed": SEED,
            "corpus_sha256": corpus_hash(options["corpus"]),
        }
        return save_codebook(codebook, options["encoder"], card, options["out"]), len(examples)
