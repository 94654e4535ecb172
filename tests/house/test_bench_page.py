"""The page of benchmarks keeps what was not run again, in one order."""

from pathlib import Path

import pytest

from tests.bench import __main__ as bench


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "benchmarks.md"
    monkeypatch.setattr(bench, "PAGE", path)
    return path


def quick(name: str, code: str) -> bench.Bench:
    return bench.Bench(name, f"About {name}", ("-c", code))


def test_what_was_not_run_again_stays(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "BENCHES", (quick("first", "print(1 / 3)"), quick("second", "print('two')")))
    bench.main([])
    before = bench.sections(page.read_text())
    bench.main(["second"])
    after = bench.sections(page.read_text())
    assert list(after) == ["first", "second"]
    assert before["first"] == after["first"]
    assert "0.3333333333333333" in after["first"]


def test_one_that_fails_says_so_and_stops_nothing(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        bench, "BENCHES", (quick("bad", "raise SystemExit('no data')"), quick("good", "print(7)"))
    )
    bench.main([])
    found = bench.sections(page.read_text())
    assert "ended with 1" in found["bad"]
    assert "no data" in found["bad"]
    assert "\n7\n" in found["good"]


def test_every_benchmark_is_there() -> None:
    for one in bench.BENCHES:
        module = next(part for part in one.arguments if "bench" in part)
        assert (bench.ROOT / (module.replace(".", "/") + ".py")).exists() or (bench.ROOT / module).exists()
