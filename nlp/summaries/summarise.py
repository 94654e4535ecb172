"""One verb: the redacted comments on a topic in, statements that may be read out; none where a model will not do."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from nlp.emergent.codebook import Codebook, centred
from nlp.emergent.vectors import comment_vectors
from nlp.encoders.protocol import Encoder
from nlp.exceptions import MissingPackageError, RemoteError
from nlp.language import Lang
from nlp.providers.protocol import Provider
from nlp.summaries.asked import ask
from nlp.summaries.checked import AUTHORS, Point, checked_points, statements


@dataclass(frozen=True, slots=True)
class Subject:
    """What the comments are about, in the language that is asked for, and the comments: redacted, one an author."""

    topic: str
    comments: Sequence[str]
    langs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Judging:
    """By what statements are judged: an encoder with its codebook, names of people, and how many authors a topic needs."""

    encoder: Encoder
    codebook: Codebook
    names: Collection[str] = ()
    authors: int = AUTHORS


@dataclass(frozen=True, slots=True)
class Summary:
    """Statements about a topic, and the model that made them; no statement: use what code writes."""

    points: tuple[Point, ...]
    model: str


Note = Callable[[int, str], None]


def summarise(
    provider: Provider, subject: Subject, lang: Lang, judging: Judging, note: Note | None = None
) -> Summary:
    """Return what a model makes of the comments, after every check; one request, no tool.

    A provider that fails, a reply in another form, and statements that quote, name, count or rest on too few give no
    statement: the caller falls back to `written.summary`. Fewer comments than a statement needs are not sent at all.
    `note` is told the size of the request in characters and how it ended, never a word of it.
    """
    tell = note or (lambda _size, _outcome: None)
    if not provider.available or len(subject.comments) <= judging.authors:
        return Summary((), "")
    request = ask(subject.topic, subject.comments, lang)
    size = len(request.system) + len(request.prompt)
    try:
        reply = provider.complete(request)
    except (RemoteError, MissingPackageError):
        tell(size, "failed")
        return Summary((), "")
    found = statements(reply.data, len(subject.comments))
    texts = [*(text for text, _named in found), *subject.comments]
    langs = [lang] * len(found) + list(subject.langs)
    rows = centred(comment_vectors(texts, langs, judging.encoder), langs, judging.codebook)
    near = rows[: len(found)] @ rows[len(found) :].T
    points = checked_points(found, near, subject.comments, lang, names=judging.names, authors=judging.authors)
    tell(size, "used" if points else "unusable")
    return Summary(tuple(points), reply.model if points else "")
