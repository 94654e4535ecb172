"""Settings of the tests: the site's own, against the services found on this machine.

PostgreSQL and Redis are used where `DATABASE_URL` / `REDIS_URL` name them, else where they answer on their standard
local ports; otherwise the tests run on SQLite and the summary says what was skipped.
"""

import os
import socket


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = (
        "postgres://postgres@127.0.0.1:5432/postgres" if _answers(5432) else "sqlite://:memory:"
    )
os.environ.setdefault("SECRET_KEY", "only-for-the-tests-of-this-repository-0123456789-abc")
os.environ["EMAIL_URL"] = "memorymail://"
os.environ["DEMO"] = "off"
# The site under test works in process; a test that needs Redis or a worker asks for TEST_REDIS_URL by name.
TEST_REDIS_URL = os.environ.pop("REDIS_URL", "") or ("redis://127.0.0.1:6379/15" if _answers(6379) else "")
os.environ["REDIS_URL"] = ""

from engagement.settings import *  # noqa: E402, F403  # only after the environment says which services there are

SERVICES = {"postgres": os.environ["DATABASE_URL"].startswith("postgres"), "redis": bool(TEST_REDIS_URL)}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if SERVICES["postgres"]:
    # A test database that a power cut may take is no loss; waiting for the disk at every commit is.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}  # noqa: F405  # from the site's settings
