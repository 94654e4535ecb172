import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from privacy.roles import statements, withheld

EXAMPLE = """\
example, as the owner of the database and after every migration:
  WEB_DB_PASSWORD=... python manage.py database_roles --web telescope_web
"""


class Command(BaseCommand):
    help = "Make, or renew, the database role of the web pages: it may read what was released, and no answer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.epilog = EXAMPLE
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("--web", default="telescope_web", metavar="ROLE", help="name of the role")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            message = f"DATABASE_URL: {connection.vendor} knows no roles; expected PostgreSQL"
            raise CommandError(message, returncode=2)
        if options["web"] == connection.settings_dict["USER"]:
            message = (
                f"--web {options['web']}: that is the owner this command connects as; expected another role"
            )
            raise CommandError(message, returncode=2)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements(options["web"], os.environ.get("WEB_DB_PASSWORD", "")):
                cursor.execute(statement)
        tables = ", ".join(sorted(withheld()))
        self.stdout.write(f"{options['web']} may not read {tables}")
