"""The encoders by key. What stands behind a colon is the model: `transformers:intfloat/multilingual-e5-base`."""

from collections.abc import Callable, Mapping

from nlp.encoders.embedded import EmbeddedEncoder
from nlp.encoders.openai_compatible import OpenAICompatibleEncoder
from nlp.encoders.protocol import Encoder
from nlp.encoders.transformers_local import TransformersEncoder
from nlp.exceptions import UnknownKeyError
from nlp.providers.http import Endpoint


def _remote(rest: str) -> Encoder:
    """`openai_compatible:MODEL@http://host/v1`; an endpoint with a key is built by the caller and handed in."""
    model, _, base_url = rest.partition("@")
    return OpenAICompatibleEncoder(Endpoint(base_url=base_url, model=model))


ENCODERS: Mapping[str, Callable[[str], Encoder]] = {
    "embedded": lambda _rest: EmbeddedEncoder(),
    "transformers": TransformersEncoder,
    "openai_compatible": _remote,
}


def get_encoder(key: str) -> Encoder:
    """Return the encoder of a key; an unknown one raises `UnknownKeyError`."""
    name, _, rest = key.partition(":")
    if name not in ENCODERS:
        raise UnknownKeyError(registry="encoder", key=name, known=tuple(ENCODERS))
    return ENCODERS[name](rest)
