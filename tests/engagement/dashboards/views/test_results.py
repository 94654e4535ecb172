"""Results as files and given back: what is in them, who may have them, and that nothing runs in a spreadsheet."""

import re
import zlib
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from engagement.results.exceptions import NotReleasedError
from engagement.results.models import SharedWave
from engagement.results.sharing import share_wave
from privacy.models import LedgerEntry, ReleasedCell
from surveys.invitations import link_hash
from surveys.models import Cell, Invitation
from tests.factories import insights, people
from tests.factories.dashboards import World

WORDS = {
    "heard_en": "Too many meetings",
    "heard_zh": "会议太多",
    "doing_en": "Free Fridays",
    "doing_zh": "周五不开会",
}


@pytest.fixture
def hr(client: Client, world: World) -> Client:
    client.force_login(world.hr)
    return client


def address(name: str, world: World, *more: str) -> str:
    return reverse(f"dashboards:{name}", args=[world.wave.pk, *more])


def test_workbook_holds_every_released_cell_and_no_formula(hr: Client, world: World) -> None:
    insights.cell(insights.table("wave", str(world.wave.pk)), "=cmd()", "engaged", favourable_low=10)
    sheet = load_workbook(BytesIO(hr.get(address("hr_workbook", world)).content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]

    assert sheet.max_row == 1 + ReleasedCell.objects.filter(table__source=str(world.wave.pk)).count()
    assert "'=cmd()" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "b"}


def unpacked(pdf: bytes) -> bytes:
    """Return every compressed stream of a PDF file, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(stream) for stream in streams if stream[:1] == b"x")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_report_is_a_pdf_that_embeds_its_fonts(hr: Client, world: World, language: str) -> None:
    hr.cookies.load({"django_language": language})
    response = hr.get(address("hr_report", world), {"unit": "A"})
    if response.status_code == 302:
        pytest.skip("Pango is not installed: no PDF was made")
    assert response.content.startswith(b"%PDF")
    assert b"/FontFile" in unpacked(response.content)


@pytest.mark.parametrize("name", ["hr_workbook", "hr_report", "hr_share"])
def test_files_and_sharing_are_for_hr(client: Client, world: World, name: str) -> None:
    client.force_login(world.manager)
    assert client.get(address(name, world)).status_code == 403


def test_a_refused_unit_has_no_report(hr: Client, world: World) -> None:
    assert hr.get(address("hr_report", world), {"unit": "C"}).status_code == 404


def test_nothing_is_shared_until_hr_shares_it(client: Client, world: World) -> None:
    assert client.get(address("shared", world)).status_code == 404


def test_hr_shares_and_everybody_reads_what_was_heard_done_and_answered(hr: Client, world: World) -> None:
    assert hr.post(address("hr_share", world), WORDS).status_code == 302
    text = Client().get(address("shared", world)).content.decode()

    assert "Too many meetings" in text
    assert "Free Fridays" in text
    assert "60%" in text
    assert "40%" not in text
    assert LedgerEntry.objects.filter(action="share_results", actor__startswith="hr").exists()


def test_words_are_needed_in_both_languages(hr: Client, world: World) -> None:
    assert hr.post(address("hr_share", world), {**WORDS, "doing_zh": ""}).status_code == 200
    assert not SharedWave.objects.exists()


def invited(world: World, unit: str, token: str) -> None:
    cell, _ = Cell.objects.get_or_create(
        wave=world.wave, code=unit, defaults={"covers": [unit], "parent": "ROOT", "roster_size": 12}
    )
    Invitation.objects.create(wave=world.wave, person=people.person(), cell=cell, token_hash=link_hash(token))


@pytest.mark.parametrize(("unit", "share"), [("A", "40%"), ("B", "80%")])
def test_a_personal_link_adds_the_own_group(hr: Client, world: World, unit: str, share: str) -> None:
    hr.post(address("hr_share", world), WORDS)
    invited(world, unit, "link")
    before = LedgerEntry.objects.count()
    response = Client().get(address("shared", world, "link"))
    text = response.content.decode()

    assert share in text
    assert "60%" in text
    assert {"40%": "80%", "80%": "40%"}[share] not in text
    assert LedgerEntry.objects.count() == before
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_a_group_that_was_refused_sees_the_company(hr: Client, world: World) -> None:
    hr.post(address("hr_share", world), WORDS)
    invited(world, "C", "link")
    text = Client().get(address("shared", world, "link")).content.decode()
    assert "60%" in text
    assert "Your group here" not in text


def test_an_unknown_link_does_not_exist(hr: Client, world: World) -> None:
    hr.post(address("hr_share", world), WORDS)
    assert Client().get(address("shared", world, "nobody")).status_code == 404


def test_a_wave_that_is_not_released_cannot_be_shared(world: World) -> None:
    with pytest.raises(NotReleasedError):
        share_wave(source="nothing", by="hr Ann", on=world.wave.closes_on, heard={}, doing={})
