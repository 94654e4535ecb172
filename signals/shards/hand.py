"""A worker that helps with somebody else's run: asks for a shard, hands its values over, asks for the next."""

import logging
from datetime import date
from pathlib import Path

from signals.calendars.periods import Period
from signals.connectors.base import DivisibleConnector
from signals.connectors.registry import get_connector
from signals.intake import company_over
from signals.reduce.job import Terms
from signals.shards.desk import shard_values
from signals.shards.line import called, hear, say_done
from signals.shards.parts import fingerprint, parts_of

logger = logging.getLogger(__name__)


def lend_hand(address: str, port: int) -> int:
    """Work for a desk until nothing is left to do; return how many shards were done, 0 where the desk is no more."""
    line = called(address, port)
    if line is None:
        return 0
    done = 0
    with line:
        try:
            task, _ = hear(line)
            connector, path = get_connector(task["source"]), Path(task["path"])
            period = Period(date.fromisoformat(task["first_day"]), date.fromisoformat(task["end_day"]))
            company = company_over(period)
            if not isinstance(connector, DivisibleConnector) or fingerprint(company) != task["company"]:
                logger.warning("another directory than the one of the run; no help given")
                return 0
            terms, parts = Terms(company, period, b""), parts_of(company)
            while (shard := hear(line)[0]["shard"]) is not None:
                say_done(line, shard_values(connector, path, terms, parts[shard], shard))
                done += 1
        except (EOFError, OSError):
            logger.info("the desk has gone after %d shards", done)
    return done
