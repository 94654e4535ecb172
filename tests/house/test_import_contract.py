"""The import contract is kept, and a breach of each of its rules is caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ["engagement", "surveys", "signals", "nlp", "people", "privacy"]
# Rule -> a line that breaks it, and the module it is planted in.
BREACHES = {
    "below knows above": ("people/selectors.py", "import surveys.enums", "Floors"),
    "surveys knows signals": ("surveys/enums.py", "import signals.metrics", "Floors"),
    "signals knows surveys": ("signals/metrics.py", "import surveys.enums", "Floors"),
    "people knows privacy": ("people/enums.py", "import privacy.policy", "Floors"),
    "privacy knows people": ("privacy/policy.py", "import people.enums", "Floors"),
    "nlp knows Django": ("nlp/taxonomy.py", "import django.conf", "nlp is free of Django"),
    "nlp knows the policy": ("nlp/taxonomy.py", "import privacy.policy", "nlp is free of Django"),
    "the door knows Django": ("privacy/gate/__init__.py", "import django.conf", "The pure core"),
    "the policy knows Django": ("privacy/policy.py", "import django.db", "The pure core"),
    "the reduction knows Django": (
        "signals/reduce/__init__.py",
        "import django.utils.timezone",
        "The pure core",
    ),
    "a detector knows Django": ("signals/detectors/__init__.py", "import django.conf", "The pure core"),
    "effects know Django": ("engagement/actions/effects.py", "import django.db", "The pure core"),
    "engagement reads answers": ("engagement/health.py", "import surveys.models.answers", "raw answers"),
    "a model reads a verb": ("people/models.py", "import people.directory", "Inside an app"),
    "a selector reads a verb": ("people/selectors.py", "import people.roster", "Inside an app"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        ignored = shutil.ignore_patterns(
            "node_modules", "static", "locale", "__pycache__", "corpus", "weights"
        )
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contract_is_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("rule", BREACHES)
def test_a_planted_breach_is_caught(copy: Path, rule: str) -> None:
    name, line, contract = BREACHES[rule]
    module = copy / name
    module.write_text(f"{module.read_text()}\n{line}\n")
    result = lint(copy)
    assert result.returncode == 1
    broken = [text for text in result.stdout.splitlines() if text.endswith("BROKEN")]
    assert any(contract in text for text in broken), result.stdout
