from engagement.demo.acts.accounts import OFFICES, appoint
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Act, Moment
from people.models import Account, RoleGrant


def test_three_offices_are_held_by_three_people_without_a_password(peopled: Scene) -> None:
    grants = RoleGrant.objects.filter(role__in=OFFICES).select_related("account__person")

    assert {grant.role for grant in grants} == set(OFFICES)
    assert len({grant.account_id for grant in grants}) == 3
    for grant in grants:
        assert not grant.account.has_usable_password()
        assert grant.account.person.email == grant.account.email


def test_who_holds_an_office_stays_all_year(peopled: Scene) -> None:
    staying = {stay.person for stay in peopled.world.stays if stay.end is None}
    holders = set(RoleGrant.objects.filter(role__in=OFFICES).values_list("account__person__code", flat=True))

    assert holders <= staying


def test_appointing_twice_changes_nothing(peopled: Scene) -> None:
    before = Account.objects.count(), RoleGrant.objects.count()

    appoint(peopled, Moment(peopled.world.line.start, Act.ACCOUNTS))

    assert (Account.objects.count(), RoleGrant.objects.count()) == before
