"""A site of its own for a bench: PostgreSQL cluster, Redis, the production web server and a Celery worker, thrown away afterwards.

Nothing is shared with any other site of this machine: every part has its own port, folder and log. `prepare` has to be
called before Django is set up; the bench itself then works in the same database as the site.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
WEB_PORTS, REDIS_PORTS, DATABASE_PORTS = range(8100, 8110), range(8110, 8120), range(5500, 5510)
WORKERS = 4
PATIENCE = 600.0
NOBODY, WEB_ROLE = "postgres", "telescope_web"
SECRET = "only-for-the-benches-of-this-repository-0123456789-abc"


def postgres_program(name: str) -> str:
    """Return the path of a program of the newest PostgreSQL that is installed."""
    if found := shutil.which(name):
        return found
    known = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda one: int(one.parts[-3]))
    if not known:
        message = f"{name}: not found; expected PostgreSQL's server programs"
        raise SystemExit(message)
    return str(known[-1])


def _unprivileged(command: Sequence[str]) -> list[str]:
    """PostgreSQL refuses to run as root; where we are root, it runs as its own user."""
    return [*(["runuser", "-u", NOBODY, "--"] if os.getuid() == 0 else []), *command]


def wait_for(ready: Callable[[], bool], what: str) -> None:
    """Return once something is ready; give up after ten minutes."""
    until = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > until:
            message = f"{what} did not come up in {PATIENCE:.0f} s"
            raise TimeoutError(message)
        time.sleep(0.1)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0


def _free(ports: range) -> int:
    return next(port for port in ports if not _listens(port))


@dataclass
class OwnSite:
    """The parts of the site and where they are."""

    folder: Path
    web_port: int
    redis_port: int
    database_port: int
    parts: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data directory of the cluster."""
        return self.folder / "database" / "data"

    @property
    def logs(self) -> list[Path]:
        """Every log that any part of the site writes."""
        return [*sorted((self.folder / "logs").iterdir()), self.folder / "database" / "postgres.log"]

    @property
    def url(self) -> str:
        """Where pages are."""
        return f"http://{HOST}:{self.web_port}"

    @property
    def database_url(self) -> str:
        """The database as its owner sees it."""
        return f"postgres://{NOBODY}@{HOST}:{self.database_port}/telescope"

    def environment(self, database_url: str = "") -> dict[str, str]:
        """Return the settings of every process of the site."""
        kept = {name: value for name, value in os.environ.items() if name != "DEMO"}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "engagement.settings",
            "DATABASE_URL": database_url or self.database_url,
            "REDIS_URL": f"redis://{HOST}:{self.redis_port}/0",
            "SECRET_KEY": SECRET,
            "SITE_URL": self.url,
            "EMAIL_URL": f"filemail://{self.folder / 'mail'}",
        }

    # The database

    def create_cluster(self) -> None:
        """Make an empty cluster; its owner is not root."""
        home = self.data.parent
        home.mkdir()
        if os.getuid() == 0:
            shutil.chown(home, NOBODY)
        made = [postgres_program("initdb"), "-D", str(self.data), "-U", NOBODY, "-A", "trust", "-E", "UTF8"]
        subprocess.run(_unprivileged(made), check=True, capture_output=True, cwd=home)
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(f"unix_socket_directories = '{home}'\nlisten_addresses = '{HOST}'\n")
            settings.write(f"port = {self.database_port}\n")

    def start_database(self) -> None:
        """Start the server and wait until it takes connections; after a kill it recovers first."""
        self._control("start", "-w", "-l", str(self.data.parent / "postgres.log"))

    def stop_database(self) -> None:
        """Stop the server in good order."""
        self._control("stop", "-m", "fast")

    def kill_database(self) -> None:
        """Kill every process of the server at once, as a power cut would, and start it again."""
        master = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        for one in [*_children(master), master]:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        wait_for(lambda: not _listens(self.database_port), "the end of PostgreSQL")
        wait_for(self._restarted, "PostgreSQL")

    def _restarted(self) -> bool:
        try:
            self.start_database()
        except subprocess.CalledProcessError:  # shared memory of the killed one is not gone yet
            return False
        return True

    def _control(self, *arguments: str) -> None:
        command = [postgres_program("pg_ctl"), "-D", str(self.data), *arguments]
        subprocess.run(_unprivileged(command), check=True, capture_output=True, cwd=self.data.parent)

    def database_program(self, name: str, *arguments: str) -> bytes:
        """Run a client program of PostgreSQL as the owner; return what it writes."""
        command = [
            postgres_program(name),
            "-h",
            HOST,
            "-p",
            str(self.database_port),
            "-U",
            NOBODY,
            *arguments,
        ]
        return subprocess.run(command, check=True, capture_output=True, cwd=self.folder).stdout

    # Everything else

    def start(self, name: str, command: Sequence[str], env: dict[str, str] | None = None) -> None:
        """Start one part; everything it says goes to its log."""
        log = (self.folder / "logs" / f"{name}.log").open("ab")
        self.parts[name] = subprocess.Popen(
            command, cwd=ROOT, env=env or self.environment(), stdout=log, stderr=log, start_new_session=True
        )

    def start_web(self, workers: int = WORKERS) -> None:
        """Start the web server as `compose.yml` does, with the role that may read no answer."""
        self.start("web", [
            sys.executable, "-m", "gunicorn", "engagement.wsgi", "--bind", f"{HOST}:{self.web_port}",
            "--workers", str(workers), "--preload", "--access-logfile", "/dev/null",
        ], self.environment(self.database_url.replace(f"//{NOBODY}@", f"//{WEB_ROLE}@")))  # fmt: skip
        wait_for(self.answers, "the web server")

    def start_worker(self) -> None:
        """Start a Celery worker as `compose.yml` does."""
        self.start("worker", [
            sys.executable, "-m", "celery", "-A", "engagement.celery", "worker",
            "--loglevel", "INFO", "--concurrency", "1",
        ])  # fmt: skip

    def answers(self) -> bool:
        """Return whether the web server takes requests."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def kill_web(self) -> None:
        """Kill the web server and all of its workers at once, and start it again."""
        os.killpg(self.parts["web"].pid, signal.SIGKILL)
        self.parts["web"].wait()
        wait_for(lambda: not _listens(self.web_port), "the end of the web server")
        self.start_web()

    def manage(self, *arguments: str) -> str:
        """Run a command of the site; return what it writes."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.decode())
        return done.stdout.decode()

    def begin(self) -> "OwnSite":
        """Start everything with an empty, migrated database."""
        self.create_cluster()
        self.start_database()
        self.database_program("createdb", "telescope")
        self.manage("migrate", "--verbosity", "0")
        self.manage("database_roles", "--web", WEB_ROLE)
        redis = ["redis-server", "--port", str(self.redis_port), "--save", "", "--appendonly", "no"]
        self.start("redis", [*redis, "--dir", str(self.folder)])
        self.start_worker()
        self.start_web()
        return self

    def end(self) -> None:
        """Stop every part and throw the folder away."""
        for process in self.parts.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        with suppress(subprocess.CalledProcessError):
            self.stop_database()
        shutil.rmtree(self.folder, ignore_errors=True)


def _children(parent: int) -> list[int]:
    """Return the processes started by one, by their ids."""
    listed = subprocess.run(["pgrep", "-P", str(parent)], capture_output=True, check=False, text=True)
    return [int(line) for line in listed.stdout.split()]


def prepare() -> OwnSite:
    """Return a site that is not started yet, and point this process at its database; call before Django is set up."""
    if os.getuid() == 0:
        pwd.getpwnam(NOBODY)
    folder = Path(tempfile.mkdtemp(prefix="own_site_"))
    folder.chmod(0o755)
    (folder / "logs").mkdir()
    (folder / "mail").mkdir()
    site = OwnSite(folder, _free(WEB_PORTS), _free(REDIS_PORTS), _free(DATABASE_PORTS))
    os.environ.update(site.environment())
    return site
