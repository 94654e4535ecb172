"""The pages of a ballot over HTTP, without a script."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from people.roster import freeze_roster, members_on
from surveys.ballots import find_invitation
from surveys.bank.loader import load_set
from surveys.invitations import invite
from surveys.models import Invitation, Nullifier, Wave
from surveys.models.answers import Answer, Comment
from surveys.questionnaires import create_questionnaire
from surveys.waves import close_wave
from tests.factories import people
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db
FORMS = [
    make.question("q1"),
    make.question("more", "multiple", show_if={"question": "q1", "op": "le", "value": 2}),
    make.question("must", "single", required=True),
    make.question("why", "text"),
]


def today() -> date:
    return timezone.localdate()


def open_wave(**fields: object) -> Wave:
    make.company({"A": 12, "B": 4, "C": 9})
    asked = make.questionnaire(*FORMS)
    return make.wave(asked, **({"opens_on": today(), "closes_on": today() + timedelta(days=7)} | fields))


def link_to(wave: Wave, number: int = 0) -> str:
    return reverse("surveys:invitation", args=[invite(wave=wave)[number][1]])


def collected(client: Client, wave: Wave) -> str:
    """The address of a fresh ballot, in English."""
    return client.post(link_to(wave)).headers["Location"]


def text(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return re.sub(r"\s+", " ", response.content.decode())


def test_promise_names_group_size_threshold_closing_day_and_what_cannot_be_ruled_out(client: Client) -> None:
    page = text(client.get(link_to(open_wave())))

    for words in (
        "Acme",
        "12 people",
        "at least 5",
        "without name, account, address or time",
        "covers your ballot before our server signs it",
        "cannot be deleted one by one",
    ):
        assert words in page
    assert date_format(today() + timedelta(days=7)) in page


def test_promise_shows_every_unit_of_a_merged_group(client: Client) -> None:
    wave = open_wave()
    link = next(token for i, token in invite(wave=wave) if i.cell.code == "B+C")
    page = text(client.get(reverse("surveys:invitation", args=[link])))

    assert "B + C" in page
    assert "13 people" in page


def test_promise_speaks_the_language_of_the_person_unless_asked_otherwise(client: Client) -> None:
    root = make.company({"A": 10})
    people.member(root, person=people.person(language="zh"))
    wave = make.wave(opens_on=today(), closes_on=today())
    chinese = next(token for i, token in invite(wave=wave) if i.person.language == "zh")
    address = reverse("surveys:invitation", args=[chinese])

    assert 'lang="zh-hans"' in text(client.get(address))
    assert "我们的承诺" in text(client.get(address))
    assert "What we promise" in text(client.get(address + "?lang=en"))


def test_looking_at_the_promise_collects_nothing(client: Client) -> None:
    address = link_to(open_wave())
    client.get(address)
    client.head(address)

    assert find_invitation(address.split("/")[2]).collected_on is None


def test_button_collects_and_leads_to_the_ballot(client: Client) -> None:
    address = link_to(open_wave())
    response = client.post(address, {"lang": "zh-hans"})

    assert response.status_code == 303
    assert response.headers["Location"].startswith("/b/")
    assert response.headers["Location"].endswith("?lang=zh-hans")
    assert find_invitation(address.split("/")[2]).collected_on == today()


def test_ballot_may_live_on_a_host_of_its_own(client: Client, settings: object) -> None:
    settings.SUBMIT_HOST = "answers.example.org"  # type: ignore[attr-defined]
    response = client.post(link_to(open_wave()))

    assert response.headers["Location"].startswith("http://answers.example.org/b/")
    assert "form-action 'self' http://answers.example.org;" in response.headers["Content-Security-Policy"]


def test_answers_are_stored_and_thanked_for(client: Client) -> None:
    ballot = collected(client, open_wave())
    response = client.post(
        ballot, {"q1": "1", "more": ["a", "c"], "must": "b", "why": "Too many meetings"}, follow=True
    )

    assert response.redirect_chain[0][1] == 303
    assert "Thank you" in text(response)
    assert Answer.objects.get().values == {"q1": 1, "more": ["a", "c"], "must": "b"}
    assert Comment.objects.get().text == "Too many meetings"


def test_required_question_may_be_declined_but_not_overlooked(client: Client) -> None:
    ballot = collected(client, open_wave())
    overlooked = client.post(ballot, {"q1": "4", "why": "Keep this"})

    assert overlooked.status_code == 422
    assert 'id="error-must"' in text(overlooked)
    assert "Keep this</textarea>" in text(overlooked)
    assert re.search(r'name="q1" value="4" checked', text(overlooked))
    assert not Answer.objects.exists()

    assert client.post(ballot, {"q1": "4", "must": ""}).status_code == 303
    assert Answer.objects.get().values == {"q1": 4}


def test_wrong_value_is_named_beside_its_question_with_nothing_lost(client: Client) -> None:
    response = client.post(collected(client, open_wave()), {"q1": "9", "must": "b", "why": "x" * 4001})

    page = text(response)
    assert response.status_code == 422
    assert 'id="error-q1"' in page
    assert 'id="error-why"' in page
    assert 'aria-describedby="error-why empty-why"' in page
    assert re.search(r'name="must" value="b" checked', page)
    assert "x" * 4001 in page


def test_field_that_is_no_question_is_refused(client: Client) -> None:
    response = client.post(collected(client, open_wave()), {"must": "a", "extra": "1"})

    assert response.status_code == 422
    assert "There is no such question." in text(response)


def test_answer_to_a_question_that_was_not_asked_is_dropped(client: Client) -> None:
    client.post(collected(client, open_wave()), {"q1": "5", "more": ["a"], "must": "a"})

    assert Answer.objects.get().values == {"q1": 5, "must": "a"}


def test_page_without_script_says_when_a_question_applies(client: Client) -> None:
    page = text(client.get(collected(client, open_wave())))

    assert "Only if you answered “Text of q1” with: Strongly disagree / Disagree" in page


def test_language_switch_keeps_what_was_filled_in_and_stores_nothing(client: Client) -> None:
    ballot = collected(client, open_wave())
    page = text(client.post(ballot, {"q1": "2", "why": "half a", "switch": "zh-hans"}))

    assert 'lang="zh-hans"' in page
    assert "half a</textarea>" in page
    assert re.search(r'name="q1" value="2" checked', page)
    assert "error" not in page.replace("errors", "")
    assert not Nullifier.objects.exists()


def test_sent_twice_is_thanked_for_twice_and_stored_once(client: Client) -> None:
    ballot = collected(client, open_wave())
    first, second = (client.post(ballot, {"q1": value, "must": "a"}) for value in ("4", "1"))

    assert first.headers["Location"] == second.headers["Location"]
    assert Answer.objects.get().values == {"q1": 4, "must": "a"}


def test_ballot_that_was_sent_leads_to_the_thanks_and_back_while_it_was_not(client: Client) -> None:
    ballot = collected(client, open_wave())
    path = ballot.split("?")[0]

    assert client.get(path + "thanks/").headers["Location"].startswith(path)
    client.post(ballot, {"must": "a"})
    assert client.get(ballot).headers["Location"].startswith(path + "thanks/")


def test_collected_link_says_so_kindly(client: Client) -> None:
    address = link_to(open_wave())
    client.post(address)

    for response in (client.get(address), client.post(address)):
        assert response.status_code == 200
        assert "Your ballot was collected already" in text(response)


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(-9, -2, "This survey has closed"), (2, 9, "This survey has not opened yet")],
)
def test_link_outside_its_days_says_so_kindly(client: Client, opens: int, closes: int, words: str) -> None:
    make.company({"A": 12})
    days: dict[str, Any] = {
        "opens_on": today() + timedelta(days=opens),
        "closes_on": today() + timedelta(days=closes),
    }
    from_start = freeze_roster(members=members_on(today()), on=today())
    address = link_to(make.wave(roster=from_start, **days))

    assert words in text(client.get(address))
    assert words in text(client.post(address))
    assert find_invitation(address.split("/")[2]).collected_on is None


def test_closed_wave_takes_no_ballot_and_says_so(client: Client) -> None:
    wave = open_wave()
    ballot = collected(client, wave)
    close_wave(wave=wave, on=today(), actor="HR Ann")

    for response in (client.get(ballot), client.post(ballot, {"must": "a"})):
        assert "This survey has closed" in text(response)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("path", ["/s/nonsense/", "/b/nonsense/", "/b/nonsense/thanks/", "/b/%00/", "/s/é/"])
def test_wrong_address_says_what_to_do(client: Client, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 404
    assert "This link does not lead anywhere" in text(response)


def test_every_page_is_sealed(client: Client) -> None:
    wave = open_wave()
    address = link_to(wave)
    ballot = client.post(address)
    pages = [
        client.get(reverse("surveys:invitation", args=[invite_again(wave)])),
        ballot,
        client.get(ballot.headers["Location"]),
        client.post(ballot.headers["Location"], {"q1": "9"}),
        client.get(address),
        client.get("/s/nonsense/"),
    ]
    for response in pages:
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Frame-Options"] == "DENY"
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not response.cookies
        assert "Cookie" not in response.headers["Vary"]
        page = text(response)
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:", page)


def invite_again(wave: Wave) -> str:
    """A link that was not used yet: that of somebody whose invitation is made anew."""
    Invitation.objects.filter(wave=wave, collected_on__isnull=True).first().delete()  # type: ignore[union-attr]
    return invite(wave=wave)[0][1]


def test_cookies_and_a_foreign_origin_make_no_difference(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    account = people.account()
    strict.force_login(account)
    wave = open_wave()
    ballot = strict.post(link_to(wave), headers={"origin": "https://elsewhere.example"}).headers["Location"]
    response = strict.post(ballot, {"must": "a"}, headers={"origin": "null"})

    assert response.status_code == 303
    assert Answer.objects.get().values == {"must": "a"}


def test_weight_before_the_first_question_is_under_100_kb(client: Client) -> None:
    make.company({"A": 12})
    wave = make.wave(
        create_questionnaire(load_set("exit")), opens_on=today(), closes_on=today() + timedelta(days=7)
    )
    address = link_to(wave)
    promise = client.get(address)
    questions = client.get(client.post(address).headers["Location"])
    assets = set(re.findall(r'(?:src|href)="/static/([^"]+)"', text(promise) + text(questions)))
    static = Path(settings.BASE_DIR) / "engagement" / "static"
    weight = sum((static / name).stat().st_size for name in assets)

    assert assets == {"dist/ballot.css", "dist/ballot.js", "dist/blind.js"}
    assert len(promise.content) + len(questions.content) + weight < 100_000


def test_questions_are_read_with_the_same_number_of_queries_however_many_there_are(
    client: Client, django_assert_num_queries: object
) -> None:
    make.company({"A": 12})
    for number, count in enumerate((1, 12)):
        asked = make.questionnaire(*[make.question(f"q{n}") for n in range(count)], key=f"set{number}")
        ballot = collected(client, make.wave(asked, opens_on=today(), closes_on=today()))
        with django_assert_num_queries(4):  # type: ignore[operator]
            client.get(ballot)
