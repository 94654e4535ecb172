"""Fill the directory of a site with the company of `many_calendars`, or with that of `calendar_company` and its connections.

`python -m tests.bench.shard_people files PEOPLE`, or `live PORT...`; settings come from the environment.
"""

import os
import sys
from datetime import date, time

import django


def main(kind: str, size: int) -> None:
    """Write units, people and memberships."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "engagement.settings")
    django.setup()
    from people.models import Membership, Person, Unit  # noqa: PLC0415  # only after Django is set up
    from tests.factories import calendar_company, many_calendars  # noqa: PLC0415  # the same

    company = many_calendars.company(size) if kind == "files" else calendar_company.company(size)
    units: dict[str, Unit] = {}
    for code, parent in company.tree.items():
        units[code] = Unit.objects.create(code=code, name=code, parent=units[parent] if parent else None)
    people = Person.objects.bulk_create(
        Person(
            code=each.person, name=each.person, email=each.address, time_zone=each.schedule.time_zone,
            region=each.schedule.region, work_start=time(9), work_end=time(17), work_days="1-5",
        )
        for each in company.members
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(person=who, unit=units[each.unit], start=date(2024, 1, 1), is_manager=each.is_manager)
        for who, each in zip(people, company.members, strict=True)
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
