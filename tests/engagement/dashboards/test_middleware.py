import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from pytest_django import Settings

from engagement.dashboards.middleware import PagePolicyMiddleware, policy


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in policy()
    assert policy().startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy()


def test_policy_names_the_host_that_takes_answers(settings: Settings) -> None:
    settings.SUBMIT_HOST = "https://submit.example.org"
    assert policy().count("https://submit.example.org") == 2


@pytest.mark.django_db
def test_every_page_carries_the_policy_and_lets_forms_be_checked(client: Client) -> None:
    response = client.get("/transparency/")
    assert response.headers["Content-Security-Policy"] == policy()
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_a_view_may_set_a_stricter_policy() -> None:
    own = HttpResponse(
        headers={"Content-Security-Policy": "default-src 'none'", "Referrer-Policy": "no-referrer"}
    )
    response = PagePolicyMiddleware(lambda _request: own)(HttpRequest())
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
    assert response.headers["Referrer-Policy"] == "no-referrer"
