import importlib.util
from pathlib import Path

import pytest

from nlp.exceptions import MissingPackageError
from nlp.providers.protocol import Request
from nlp.providers.transformers_local import TransformersProvider


@pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is installed")
def test_without_torch_the_missing_package_is_named() -> None:
    with pytest.raises(MissingPackageError) as caught:
        TransformersProvider("any/model").complete(Request("s", "p"))
    assert caught.value.package == "torch"


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="SKIPPED LOUDLY: needs the extra `models`"
)
def test_a_tiny_random_model_generates(tmp_path: Path) -> None:
    transformers = pytest.importorskip("transformers")
    tokenizers = pytest.importorskip("tokenizers")
    inner = tokenizers.Tokenizer(tokenizers.models.WordLevel({"<u>": 0, "a": 1, "b": 2}, unk_token="<u>"))
    inner.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=inner, unk_token="<u>", pad_token="<u>"
    ).save_pretrained(tmp_path)
    config = transformers.GPT2Config(
        vocab_size=3, n_embd=8, n_layer=1, n_head=1, n_positions=64, bos_token_id=0, eos_token_id=0
    )
    transformers.GPT2LMHeadModel(config).save_pretrained(tmp_path)
    reply = TransformersProvider(str(tmp_path)).complete(Request("a", "b", max_tokens=4))
    assert isinstance(reply.text, str)
    assert reply.model == str(tmp_path)
