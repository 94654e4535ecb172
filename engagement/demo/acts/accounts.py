"""Accounts of the offices that are not in a directory file: HR, data protection officer, operator."""

from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Moment
from engagement.demo.world import World
from people.enums import Role
from people.models import Account, Person, RoleGrant

# Role -> unit whose people hold the office; a company without that unit takes somebody from its root.
OFFICES = {Role.HR: "CO-PPL-PAR", Role.DPO: "CO-ITL-LEG", Role.OPERATOR: "CO-ITL-WRK"}


def appoint(scene: Scene, moment: Moment) -> str:
    """Give the three offices to people who stay all year; nobody gets a password."""
    taken: set[str] = set()
    for role, unit in OFFICES.items():
        code = _holder(scene.world, unit, taken)
        taken.add(code)
        _grant(Person.objects.get(code=code), role)
    return ", ".join(str(role.label) for role in OFFICES)


def _holder(world: World, unit: str, taken: set[str]) -> str:
    staying = [stay.person for stay in world.stays if stay.end is None and stay.start < world.line.start]
    at = {stay.person: stay.unit for stay in world.stays if stay.end is None and not stay.is_manager}
    root = world.units[0].code
    here = [code for code in staying if at.get(code) == unit and code not in taken]
    return (here or [code for code in staying if at.get(code) == root and code not in taken] or staying)[0]


def _grant(person: Person, role: Role) -> None:
    account = person.account or Account.objects.create_user(
        person.email, display_name=person.name, language=person.language
    )
    person.account = account
    person.save(update_fields=["account"])
    RoleGrant.objects.get_or_create(account=account, role=role, unit=None)
