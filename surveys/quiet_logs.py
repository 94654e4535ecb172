"""The addresses of these pages are secrets; no log line may carry one."""

import logging
import re

SECRET = re.compile(r"(/[sb]/)[^/\s?\"']+")


class HidesTokens(logging.Filter):
    """Replaces the token in every address of a link or a ballot."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the line through without its secret, and without the request it came from."""
        message = record.getMessage()
        if SECRET.search(message):
            record.msg, record.args = SECRET.sub(r"\1…", message), ()
            record.__dict__.pop("request", None)
        return True


def install() -> None:
    """Hide tokens in what Django logs about requests."""
    for name in ("django.request", "django.server"):
        logging.getLogger(name).addFilter(HidesTokens())
