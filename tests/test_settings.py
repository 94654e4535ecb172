import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / ".env.example"


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import engagement.settings as s; print(s.DEBUG, s.CELERY_TASK_ALWAYS_EAGER)"],
        cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_the_first_run_needs_no_setting_and_is_not_in_debug_mode() -> None:
    result = start(DATABASE_URL="sqlite:///var/test-settings.sqlite3", SECRET_KEY="")
    assert (result.returncode, result.stdout.split()) == (0, ["False", "True"])


@pytest.mark.parametrize(
    ("environment", "hint"),
    [
        ({"DATABASE_URL": "postgres://u@127.0.0.1/x", "SECRET_KEY": ""}, "SECRET_KEY is empty"),
        (
            {
                "DATABASE_URL": "postgres://u@127.0.0.1/x",
                "SECRET_KEY": "x" * 50,
                "DEMO": "on",
                "DEBUG": "off",
            },
            "DEMO=on signs anybody in",
        ),
        ({"DATABASE_URL": "sqlite:///var/test-settings.sqlite3", "SSO_NAME": "Acme ID"}, "OIDC_SERVER_URL,"),
        (
            {
                "DATABASE_URL": "sqlite:///var/test-settings.sqlite3",
                "SSO_NAME": "Acme ID",
                "OIDC_SERVER_URL": "http://id.example",
                "OIDC_CLIENT_ID": "telescope",
                "OIDC_CLIENT_SECRET": "x",
            },
            "must begin with https://",
        ),
        (
            {
                "DATABASE_URL": "sqlite:///var/test-settings.sqlite3",
                "SSO_NAME": "Acme ID",
                "SAML_METADATA_URL": "http://id.example/metadata",
                "SAML_ENTITY_ID": "http://id.example",
            },
            "SAML_METADATA_URL must begin with https://",
        ),
    ],
)
def test_an_unsafe_pair_refuses_to_start_with_a_hint(environment: dict[str, str], hint: str) -> None:
    result = start(**environment)
    assert result.returncode == 1
    assert hint in result.stderr


def test_every_setting_that_is_read_stands_in_the_example() -> None:
    source = (ROOT / "engagement" / "settings.py").read_text()
    names = {part.split('"')[1] for part in source.split("env.")[1:] if '"' in part.split("(")[1][:4]}
    named = {
        line.split("=")[0] for line in EXAMPLE.read_text().splitlines() if "=" in line and line[0] != "#"
    }
    assert names - {"TEST_DB_NAME"} <= named
    assert {"DATABASE_URL", "SECRET_KEY", "EMAIL_URL"} <= names
