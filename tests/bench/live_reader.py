"""One run over the connections of a site, at a day on which the blocks of `calendar_company` are due.

`python -m tests.bench.live_reader SOURCE ADDRESS CREDENTIAL`; settings come from the environment.
"""

import json
import logging
import os
import sys
from datetime import UTC, datetime, timedelta

import django


def main(source: str, address: str, credential: str) -> int:
    """Connect if nobody has, read, and return 0 where blocks were released."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "engagement.settings")
    django.setup()
    from signals.connections import add_connection, read_connections  # noqa: PLC0415  # only after Django is set up
    from signals.models import Connection  # noqa: PLC0415  # the same

    logging.basicConfig(level=logging.DEBUG)
    if not Connection.objects.exists():
        add_connection(
            source=source, name=source, address=address, credential=json.loads(credential), actor="operator"
        )
    # A run that was killed has the connections taken until its pause is over; the next one comes after that.
    later = (
        timedelta(hours=7) if Connection.objects.filter(next_run_at__isnull=False).exists() else timedelta()
    )
    return 0 if read_connections(now=datetime(2025, 3, 26, 4, tzinfo=UTC) + later) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
