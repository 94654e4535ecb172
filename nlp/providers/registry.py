"""The providers by key."""

from collections.abc import Callable, Mapping

from nlp.exceptions import UnknownKeyError
from nlp.providers.http import Endpoint
from nlp.providers.none import NoProvider
from nlp.providers.openai_compatible import OpenAICompatibleProvider
from nlp.providers.protocol import Provider
from nlp.providers.transformers_local import TransformersProvider

PROVIDERS: Mapping[str, Callable[[Endpoint], Provider]] = {
    "none": lambda _endpoint: NoProvider(),
    "openai_compatible": OpenAICompatibleProvider,
    "transformers": lambda endpoint: TransformersProvider(endpoint.model, timeout=endpoint.total),
}


def get_provider(key: str, endpoint: Endpoint) -> Provider:
    """Return a provider; an unknown key raises `UnknownKeyError`."""
    if key not in PROVIDERS:
        raise UnknownKeyError(registry="provider", key=key, known=tuple(PROVIDERS))
    return PROVIDERS[key](endpoint)
