import pytest

from nlp.exceptions import RemoteError, UnknownKeyError
from nlp.providers.http import Endpoint
from nlp.providers.protocol import Request
from nlp.providers.registry import PROVIDERS, get_provider

ENDPOINT = Endpoint("http://127.0.0.1:9/v1", "any", attempts=1)


@pytest.mark.parametrize("key", PROVIDERS)
def test_every_entry_gives_a_provider(key: str) -> None:
    provider = get_provider(key, ENDPOINT)
    assert provider.key == key
    assert provider.available is (key != "none")


def test_no_provider_says_so() -> None:
    with pytest.raises(RemoteError) as caught:
        get_provider("none", ENDPOINT).complete(Request("s", "p"))
    assert not caught.value.retryable


def test_an_unknown_provider_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        get_provider("oracle", ENDPOINT)
    assert caught.value.known == tuple(PROVIDERS)
