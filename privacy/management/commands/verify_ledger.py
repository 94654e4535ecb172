"""`verify_ledger`: check that the chain of the ledger is whole."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from privacy.ledger import verify
from privacy.models import LedgerEntry

EXAMPLE = """example:
  manage.py verify_ledger

Prints one line when the chain is whole; otherwise one line per entry that was altered, left out or put in, and exits
with 2.
"""


class Command(BaseCommand):
    help = "Check that no entry of the ledger was changed, removed or slipped in."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, epilog=EXAMPLE, **kwargs)

    def handle(self, *_args: Any, **_options: Any) -> None:
        broken = verify()
        for entry in broken:
            self.stderr.write(f"entry {entry.number} {entry.why}")
        if broken:
            sys.exit(2)
        self.stdout.write(f"{LedgerEntry.objects.count()} entries, the chain is whole")
