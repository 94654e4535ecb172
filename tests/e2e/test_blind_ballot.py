"""Blind-signed ballots in real browsers, with an honest server and with one that tampers with one person's page."""

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from surveys import promise, public_views
from surveys.blind import cell_keys, tokens
from surveys.invitations import invite
from surveys.keys import cell_key_secret
from surveys.manifest import manifest, manifest_fingerprint
from surveys.models import CellKey, Invitation, Nullifier, Wave
from surveys.models.answers import Answer
from tests.factories import surveys as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
Tamper = Callable[[pytest.MonkeyPatch, Wave], None]
REFUSED = {"en": "Stop: the key shown to you is not the one", "zh-hans": "请停下：向您出示的密钥"}


@pytest.fixture
def wave() -> Wave:
    make.company({"A": 12, "B": 12})
    today = timezone.localdate()
    asked = make.questionnaire(make.question("q1"), make.question("why", "text"))
    return make.wave(asked, opens_on=today, closes_on=today + timedelta(days=3))


@pytest.fixture
def browser_of(desk_browser: Browser) -> Iterator[Open]:
    """Open a browser of somebody, with a store of its own; an error of a script fails the test."""
    contexts, errors = [], []

    def open_page(**options: Any) -> Page:
        contexts.append(desk_browser.new_context(**({"viewport": {"width": 390, "height": 844}} | options)))
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def link(server: LiveServer, wave: Wave, token: str, language: str = "en") -> str:
    """The link as it is mailed, with the fingerprint of the manifest."""
    address = reverse("surveys:invitation", args=[token])
    return f"{server.url}{address}?lang={language}#m={manifest_fingerprint(wave)}"


def size(key: RSAPublicKey) -> int:
    """The modulus of a key."""
    return key.public_numbers().n


def collect(page: Page, address: str) -> tokens.BlindClaim:
    """Press start; return what the token in the address says, which is None unless it was signed blindly."""
    page.goto(address)
    page.locator(".start button").click()
    page.wait_for_url("**/b/**")
    claim = tokens.read(page.url.split("/b/")[1].split("/")[0])
    assert claim is not None
    return claim


def answer(page: Page, number: int) -> None:
    page.locator("#q-q1 .choice").nth(number).click()
    expect(page.locator("#q-q1")).to_be_hidden()
    page.locator(".controls .button").last.click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_two_browsers_are_signed_blindly_and_nothing_in_the_database_joins_them(
    browser_of: Open, live_server: LiveServer, wave: Wave
) -> None:
    invites = invite(wave=wave)[:2]
    seen = []
    for number, (_one, token) in enumerate(invites):
        page = browser_of()
        page.on("request", lambda request: seen.append((request.url, request.post_data or "")))
        claim = collect(page, link(live_server, wave, token))
        kept = Invitation.objects.get(pk=invites[number][0].pk)
        assert (len(kept.blinded_hash), kept.collected_on) == (64, timezone.localdate())
        answer(page, number)
        assert Nullifier.objects.filter(digest=claim.nullifier).exists()
        assert page.evaluate("Object.keys(localStorage)") == []

    issued = [sent for url, sent in seen if url.endswith("/issue/")]
    assert len(issued) == len(set(issued)) == 2
    assert sorted(one.values["q1"] for one in Answer.objects.all()) == [1, 2]
    hashes = set(Invitation.objects.exclude(blinded_hash="").values_list("blinded_hash", flat=True))
    assert len(hashes) == 2
    assert not hashes & set(Nullifier.objects.values_list("digest", flat=True))


def test_switching_the_language_keeps_the_fingerprint(
    browser_of: Open, live_server: LiveServer, wave: Wave
) -> None:
    page = browser_of()
    page.goto(link(live_server, wave, invite(wave=wave)[0][1]))
    page.get_by_role("link", name="中文").click()
    page.get_by_role("button", name="开始作答").wait_for()

    assert page.url.endswith(f"#m={manifest_fingerprint(wave)}")
    page.get_by_role("button", name="开始作答").click()
    page.wait_for_url("**/b/**?lang=zh-hans")


def other_key(patch: pytest.MonkeyPatch, wave: Wave) -> None:
    """Show one person a key of his own, beside the honest manifest."""
    own, honest = b64encode(cell_keys.public_der(cell_keys.new_key())).decode(), promise.of
    patch.setattr(promise, "of", lambda invited: honest(invited) | {"key": own})


def no_key(patch: pytest.MonkeyPatch, wave: Wave) -> None:
    """Leave out the key, so that the page falls back to a ballot which the server sees."""
    honest = promise.of
    patch.setattr(promise, "of", lambda invited: honest(invited) | {"key": "", "fingerprint": ""})


def other_manifest(patch: pytest.MonkeyPatch, wave: Wave) -> None:
    """Show one person a key of his own, and a manifest that lists it, and its fingerprint: all of it consistent."""
    own, honest, listed = cell_keys.public_der(cell_keys.new_key()), promise.of, manifest(wave)
    for cell in listed["cells"]:
        cell["fingerprint"] = cell_keys.fingerprint(own)
    raw = json.dumps(listed).encode()
    shown = {"key": b64encode(own).decode(), "fingerprint": hashlib.sha256(raw).hexdigest()}
    patch.setattr(promise, "of", lambda invited: honest(invited) | shown)
    patch.setattr(public_views, "manifest_bytes", lambda _wave: raw)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("tamper", [other_key, no_key, other_manifest])
def test_page_refuses_a_server_that_tampers(
    browser_of: Open, live_server: LiveServer, wave: Wave, monkeypatch: pytest.MonkeyPatch,
    tamper: Tamper, language: str,
) -> None:  # fmt: skip
    invited, token = invite(wave=wave)[0]
    page, sent = browser_of(), []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    with monkeypatch.context() as patch:
        tamper(patch, wave)
        page.goto(link(live_server, wave, token, language))
        page.locator(".start button").click()
        expect(page.locator(".start .status")).to_contain_text(REFUSED[language])
        expect(page.locator(".start button")).to_be_disabled()

    invited.refresh_from_db()
    assert (invited.collected_on, invited.blinded_hash, sent) == (None, "", [])
    collect(browser_of(), link(live_server, wave, token, language))


def test_fingerprint_is_remembered_when_the_address_has_lost_it(
    browser_of: Open, live_server: LiveServer, wave: Wave, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, address = browser_of(), link(live_server, wave, invite(wave=wave)[0][1])
    page.goto(address)
    no_key(monkeypatch, wave)
    page.goto(address.split("#")[0])
    page.locator(".start button").click()

    expect(page.locator(".start .status")).to_contain_text(REFUSED["en"])


def test_without_cryptography_an_invitation_with_a_fingerprint_is_not_answered(
    browser_of: Open, live_server: LiveServer, wave: Wave
) -> None:
    page = browser_of()
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto(link(live_server, wave, invite(wave=wave)[0][1]))
    page.locator(".start button").click()

    expect(page.locator(".start .status")).to_contain_text("This browser cannot check the key")
    assert not Invitation.objects.filter(collected_on__isnull=False).exists()


def test_signature_of_another_key_is_not_taken_for_a_ballot(
    browser_of: Open, live_server: LiveServer, wave: Wave
) -> None:
    """The manifest is honest, the server signs with another key: the browser checks what it uncovers."""
    # A modulus below the honest one could not sign what was covered for it, and the server would say so itself.
    honest = max(
        size(cell_keys.load_public(bytes(key.public))) for key in CellKey.objects.filter(cell__wave=wave)
    )
    other = next(key for key in iter(cell_keys.new_key, None) if size(key.public_key()) > honest)
    CellKey.objects.filter(cell__wave=wave).update(sealed=cell_keys.seal(other, cell_key_secret(wave.pk)))
    page = browser_of()
    page.goto(link(live_server, wave, invite(wave=wave)[0][1]))
    page.locator(".start button").click()

    expect(page.locator(".start .status")).to_contain_text("That did not work")
    assert "/b/" not in page.url
