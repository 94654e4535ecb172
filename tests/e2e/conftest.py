"""A browser and people in front of it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from people.models import Account

AXE = Path(settings.BASE_DIR) / "engagement/assets/node_modules/axe-core/axe.min.js"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def desk_browser() -> Iterator[Browser]:
    """Debian's Chromium. Its driver runs a loop of its own, beside which Django would refuse to query."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
            yield browser
            browser.close()


@pytest.fixture
def visit(desk_browser: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """Open a page as somebody: `visit(account, language, width)`; errors of scripts and of the policy fail the test."""
    said: list[str] = []
    opened = []

    def open_page(
        account: Account | None = None, language: str = "en", width: int = 1280, **options: Any
    ) -> Page:
        context = desk_browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url, locale=language, **options
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        if account is not None:
            client = Client()
            client.force_login(account)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
            )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "console", lambda line: said.append(line.text) if "Content Security Policy" in line.text else None
        )
        return page

    yield open_page
    for context in opened:
        context.close()
    assert said == []


def violations(page: Page) -> list[str]:
    """Return what axe-core finds on a page: rule and the element it is about."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)"
    )
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    return violations
