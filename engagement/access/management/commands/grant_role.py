"""Give somebody a company-wide role; the way to the first operator of a new site."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from engagement.access.exceptions import RoleError
from engagement.access.granting import GRANTABLE, grant, password_link

ACTOR = "command grant_role"


class Command(BaseCommand):
    """`grant_role ann@example.org operator --name "Ann Li"`."""

    help = 'Give an account a role, e.g. manage.py grant_role ann@example.org operator --name "Ann Li"'

    def add_arguments(self, parser: CommandParser) -> None:
        """Take address and role."""
        parser.add_argument("email", help="address of the account; an unknown one is created")
        parser.add_argument("role", help=f"one of {', '.join(GRANTABLE)}")
        parser.add_argument(
            "--name", default="", help="the name that employees read on the transparency page"
        )
        parser.add_argument("--language", choices=["en", "zh-hans"], default="en")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Give the role and print where a password is set."""
        given = {name: options[name] for name in ("email", "role", "name", "language")}
        try:
            account = grant(**given, actor=ACTOR)
        except RoleError as error:
            raise CommandError(str(error), returncode=2) from None
        self.stdout.write(f"{account.email} is {options['role']} now.")
        if not account.has_usable_password():
            self.stdout.write(f"A password is set at {password_link(account)}")
