"""`verify_ledger`: check that the chain of the ledger is whole."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy.ledger import head, verify
from privacy.models import LedgerEntry

EXAMPLE = """example:
  manage.py verify_ledger
  manage.py verify_ledger --noted 1204:9f2c...

Prints one line when the chain is whole, with the newest entry's NUMBER:DIGEST; otherwise one line per entry that was
altered, left out or put in, and exits with 2. A NUMBER:DIGEST noted earlier shows that nothing was cut off since.
"""


class Command(BaseCommand):
    help = "Check that no entry of the ledger was changed, removed or slipped in."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLE, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--noted", metavar="NUMBER:DIGEST", help="the newest entry as it was noted earlier"
        )

    def handle(self, *_args: Any, noted: str | None, **_options: Any) -> None:
        try:
            broken = verify(noted)
        except ValueError:
            self.stderr.write(f"--noted: {noted!r} is not NUMBER:DIGEST as this command prints it")
            sys.exit(2)
        for entry in broken:
            self.stderr.write(f"entry {entry.number} {entry.why}")
        if broken:
            sys.exit(2)
        self.stdout.write(f"{LedgerEntry.objects.count()} entries, the chain is whole; newest {head()}")
