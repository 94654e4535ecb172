"""A site of its own for one run: a PostgreSQL database, a Redis database, workers, temporary files and logs of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
BROKER = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/11")
SECRET = "only-for-the-measurement-of-many-workers-0123456789"
# What must stand nowhere: of titles, bodies, places, names and addresses from outside.
CANARIES = (b"Zeppelin-Title", b"Zeppelin-Body", b"Zeppelin-Name", b"zeppelin-guest@outside.example")


@dataclass(frozen=True, slots=True)
class Site:
    """Addresses and folders of one site."""

    database: str
    folder: Path

    @property
    def url(self) -> str:
        """Return the address of the database."""
        return urlunsplit(urlsplit(SERVER)._replace(path=f"/{self.database}"))

    @property
    def env(self) -> dict[str, str]:
        """Return the environment of its processes."""
        (self.folder / "tmp").mkdir(parents=True, exist_ok=True)
        kept = {
            name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPYCACHEPREFIX") if name in os.environ
        }
        return kept | {
            "DATABASE_URL": self.url, "REDIS_URL": BROKER, "SECRET_KEY": SECRET, "EMAIL_URL": "memorymail://",
            "TMPDIR": str(self.folder / "tmp"), "OMP_NUM_THREADS": "1",
        }  # fmt: skip

    def manage(self, *arguments: str) -> None:
        """Run a command of the site."""
        subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, check=True, timeout=500
        )

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """Return the rows of a query."""
        with psycopg.connect(self.url) as server:
            return server.execute(query).fetchall()

    def send(self, task: str, *arguments: str) -> None:
        """Put a task into the queue."""
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "engagement",
            "call",
            task,
            "--args",
            _json(arguments),
        ]
        subprocess.run(command, cwd=ROOT, env=self.env, check=True, capture_output=True, timeout=120)

    def results(self) -> list[str]:
        """Return every released cell and finding as text, without ids and keyed hashes of this site."""
        cells = self.ask(
            "select t.source, c.unit, c.item, c.n_band, c.value, c.band_low, c.band_high, c.precision, c.certificate->>'digest' "
            "from privacy_releasedcell c join privacy_releasedtable t on t.id = c.table_id where t.kind = 'block'"
        )
        found = self.ask("select unit, block_start, detector, severity, evidence::text from signals_finding")
        return sorted(map(repr, cells + found))

    def canaries(self, *more: bytes) -> dict[str, int]:
        """Return where how many canaries stand: dump of the database, keys and traffic of Redis, files of the run."""
        dump = subprocess.run(["pg_dump", self.url], capture_output=True, check=True, timeout=120).stdout
        broker = redis.Redis.from_url(BROKER)
        keys = b"".join(key + (broker.dump(key) or b"") for key in broker.scan_iter(b"*"))
        files = b"".join(each.read_bytes() for each in self.folder.rglob("*") if each.is_file())
        var = b"".join(each.read_bytes() for each in (ROOT / "var").glob("*.log"))
        places = {
            "database": dump,
            "redis": keys,
            "files and logs": files + var,
            "traffic of redis": b"".join(more),
        }
        return {
            place: sum(data.lower().count(one.lower()) for one in CANARIES) for place, data in places.items()
        }


def _json(arguments: tuple[str, ...]) -> str:
    return "[" + ", ".join(f'"{one}"' for one in arguments) + "]"


@contextmanager
def site(folder: Path, template: str = "template1") -> Iterator[Site]:
    """Create a site, and drop its database afterwards."""
    name = f"telescope_shards_{uuid.uuid4().hex[:8]}"
    redis.Redis.from_url(BROKER).flushdb()
    folder.mkdir(parents=True)
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield Site(name, folder)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def workers(of: Site, count: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run one Celery worker with so many processes; give it once it is ready."""
    command = [
        sys.executable, "-m", "celery", "-A", "engagement", "worker", "--concurrency", str(count), "--loglevel", "debug",
    ]  # fmt: skip
    log = of.folder / f"worker-{count}.log"
    with (
        log.open("wb") as stream,
        subprocess.Popen(command, cwd=ROOT, env=of.env, stdout=stream, stderr=stream) as process,
    ):
        try:
            until(lambda: b"ready." in log.read_bytes(), 500)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def children(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the processes of a worker's pool."""
    return [int(one) for one in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def kill(pids: list[int]) -> None:
    """End processes at once."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def until(holds: "object", seconds: float) -> float:
    """Wait until something holds; return how long it took."""
    started = time.perf_counter()
    while not holds():  # type: ignore[operator]  # a call without arguments
        if time.perf_counter() - started > seconds:
            raise TimeoutError
        time.sleep(0.05)
    return time.perf_counter() - started


@contextmanager
def overheard() -> Iterator[list[bytes]]:
    """Keep every command that Redis gets meanwhile."""
    heard, stop = list[bytes](), Event()

    def listen() -> None:
        parts = urlsplit(BROKER)
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 6379)) as line:
            line.settimeout(0.5)
            line.sendall(b"MONITOR\r\n")
            while not stop.is_set():
                try:
                    heard.append(line.recv(1 << 20))
                except TimeoutError:
                    continue

    thread = Thread(target=listen, daemon=True)
    thread.start()
    yield heard
    stop.set()
    thread.join(5)
