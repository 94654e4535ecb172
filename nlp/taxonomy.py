"""The workplace topics: one label space for both languages, loaded once from `taxonomy.yaml`."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

from nlp.exceptions import UnknownKeyError

SOURCE = Path(__file__).with_name("taxonomy.yaml")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with what a person reads about it, in both languages."""

    key: str
    name_en: str
    name_zh: str
    description_en: str
    description_zh: str
    examples_en: tuple[str, ...]
    examples_zh: tuple[str, ...]

    def as_row(self) -> dict[str, str]:
        """Return the five fields that `list_topics` promises."""
        return {
            "key": self.key,
            "name_en": self.name_en,
            "name_zh": self.name_zh,
            "description_en": self.description_en,
            "description_zh": self.description_zh,
        }


def load(path: Path = SOURCE) -> tuple[Topic, ...]:
    """Read the topics of a taxonomy file, in its order."""
    return tuple(
        Topic(
            key=row["key"],
            name_en=row["en"]["name"],
            name_zh=row["zh"]["name"],
            description_en=row["en"]["description"],
            description_zh=row["zh"]["description"],
            examples_en=tuple(row["en"]["examples"]),
            examples_zh=tuple(row["zh"]["examples"]),
        )
        for row in yaml.safe_load(path.read_text("utf-8"))
    )


TOPICS: tuple[Topic, ...] = load()
KEYS: tuple[str, ...] = tuple(topic.key for topic in TOPICS)
FINGERPRINT: str = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]


def get_topic(key: str) -> Topic:
    """Return one topic; an unknown key raises `UnknownKeyError`."""
    for topic in TOPICS:
        if topic.key == key:
            return topic
    raise UnknownKeyError(registry="topic", key=key, known=KEYS)
