from engagement.demo.acts.directory import import_directory
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Act, Moment, directory_days
from people.models import DirectoryImport, Membership, Person, RoleGrant, Unit


def test_the_first_day_brings_everybody_with_the_day_they_joined(scene: Scene) -> None:
    first = scene.world.line.start

    said = import_directory(scene, Moment(first, Act.DIRECTORY))

    assert said.startswith("160 joined")
    assert Unit.objects.count() == len(scene.world.units)
    assert Unit.objects.get(code="SW-CLD-COR").name_zh == "核心服务组"
    assert set(Membership.objects.values_list("person__code", "unit__code", "start")) == {
        (stay.person, stay.unit, stay.start) for stay in scene.world.stays_on(first)
    }
    assert RoleGrant.objects.filter(role="manager").count() == len(scene.world.units)


def test_a_later_day_brings_what_changed_since(peopled: Scene) -> None:
    last = directory_days(peopled.world)[-1]

    import_directory(peopled, Moment(last, Act.DIRECTORY))

    assert set(Person.objects.filter(is_active=True).values_list("code", flat=True)) == {
        person.code for person, _ in peopled.world.members_on(last)
    }
    assert DirectoryImport.objects.latest("ran_at").deactivated > 10


def test_leavers_keep_their_last_day(peopled: Scene) -> None:
    day = directory_days(peopled.world)[-1]

    import_directory(peopled, Moment(day, Act.DIRECTORY))

    left = dict(Membership.objects.filter(left_company=True).values_list("person__code", "end"))
    recent = [s for s in peopled.world.stays if s.left and s.end and (day - s.end).days in range(99)]
    known = [stay for stay in recent if stay.person in left]
    assert known
    assert all(left[stay.person] == stay.end for stay in known)
