"""No log line carries a link or a ballot."""

import logging

import pytest

from surveys.quiet_logs import HidesTokens

TOKEN = "aVerySecretToken-0123_456789"


def record(message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord("django.request", logging.WARNING, "", 0, message, arguments, None)


@pytest.mark.parametrize(
    ("message", "arguments", "expected"),
    [
        ("%s: %s", ("Not Found", f"/s/{TOKEN}/"), "Not Found: /s/…/"),
        ("%s: %s", ("Gone", f"/b/{TOKEN}/thanks/"), "Gone: /b/…/thanks/"),
        ('"%s" %s', (f"POST /b/{TOKEN}/?lang=en HTTP/1.1", 500), '"POST /b/…/?lang=en HTTP/1.1" 500'),
        ("%s: %s", ("Not Found", "/hr/waves/1/"), "Not Found: /hr/waves/1/"),
    ],
)
def test_token_in_an_address_is_hidden(message: str, arguments: tuple[object, ...], expected: str) -> None:
    line = record(message, *arguments)

    assert HidesTokens().filter(line)
    assert line.getMessage() == expected


def test_hidden_line_lets_go_of_the_request() -> None:
    line = record("%s: %s", "Not Found", f"/s/{TOKEN}/")
    line.__dict__["request"] = object()
    HidesTokens().filter(line)

    assert "request" not in line.__dict__


@pytest.mark.parametrize("name", ["django.request", "django.server"])
def test_filter_is_installed(name: str) -> None:
    assert any(isinstance(one, HidesTokens) for one in logging.getLogger(name).filters)
