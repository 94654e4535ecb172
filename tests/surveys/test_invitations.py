"""One-time links and the mails that carry them."""

from hashlib import sha256

import pytest
from django.core import mail

from people.models import Person, RosterEntry
from surveys.invitations import invite, mail_invitations
from surveys.models import Invitation
from tests.factories import people
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db


def test_invite_makes_one_link_for_everybody_on_the_roster() -> None:
    make.company({"A": 12, "B": 10})
    wave = make.wave()
    made = invite(wave=wave)

    assert len({token for _, token in made}) == 22
    assert {invitation.person_id for invitation, _ in made} == {
        entry.person_id for entry in RosterEntry.objects.filter(roster=wave.roster)
    }
    assert {i.cell.code for i, _ in made} == {"A", "B"}


def test_only_the_hash_of_a_link_is_stored() -> None:
    make.company({"A": 10})
    made = invite(wave=make.wave())

    stored = dict(Invitation.objects.values_list("pk", "token_hash"))
    assert stored == {invitation.pk: sha256(token.encode()).hexdigest() for invitation, token in made}


def test_invite_again_makes_no_second_link() -> None:
    make.company({"A": 10})
    wave = make.wave()
    invite(wave=wave)

    assert invite(wave=wave) == []
    assert Invitation.objects.count() == 10


def test_mail_goes_to_everybody_with_an_address_in_his_or_her_language() -> None:
    root = make.company({"A": 10})
    Person.objects.filter(pk=Person.objects.earliest("pk").pk).update(email="")
    chinese = people.person(language="zh-CN", email="li@example.org")
    people.member(root, person=chinese)
    wave = make.wave()
    invites = invite(wave=wave)

    assert mail_invitations(wave=wave, invites=invites) == len(mail.outbox) == 10
    links = {i.person.email: token for i, token in invites}
    by_address = {message.to[0]: message for message in mail.outbox}
    assert "Spring" in by_address["li@example.org"].subject
    assert "您好" in by_address["li@example.org"].body
    english = next(message for address, message in by_address.items() if address != "li@example.org")
    assert "Hello" in english.body
    for address, message in by_address.items():
        assert f"/s/{links[address]}/" in message.body
        assert f"/s/{links[address]}/" in str(message.message())


def test_mail_carries_nothing_but_its_own_link() -> None:
    make.company({"A": 10})
    wave = make.wave()
    invites = invite(wave=wave)
    mail_invitations(wave=wave, invites=invites)

    for message in mail.outbox:
        others = [token for i, token in invites if [i.person.email] != message.to]
        assert len(message.to) == 1
        assert not message.cc + message.bcc
        assert not any(token in message.body for token in others)


def test_mail_without_invitations_sends_nothing() -> None:
    make.company({"A": 10})

    assert mail_invitations(wave=make.wave(), invites=[]) == 0
