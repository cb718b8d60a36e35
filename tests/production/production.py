"""One whole set-up: nginx, gunicorn, two daphne processes, the worker, Redis, PostgreSQL and a mail server."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import redis
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.production.files import HOST, LOOPBACK, ROOT, Places, unit, variables, wanted
from tests.production.installed import commands, dump
from tests.production.mail import Outbox
from tests.production.parts import Part
from tests.production.postgres import PostgreSQL

DATABASE = "in_my_words"
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
PROGRAMS = ("nginx", "redis-server")


def missing() -> list[str]:
    """Programs that this machine lacks."""
    return [name for name in PROGRAMS if not shutil.which(name, path=PATH)]


class Production:
    """The set-up in one folder. `parts` are started in their order, and each can be killed by its name."""

    def __init__(self, folder: Path, outbox: Outbox) -> None:
        self.places = Places.in_folder(folder)
        self.outbox = outbox
        self.postgres = PostgreSQL(folder / "postgres")
        self.certificate = folder / "etc/tls/certificate.pem"
        self.parts: dict[str, Part] = {}

    @property
    def base_url(self) -> str:
        """Where visitors go."""
        return self.places.base_url

    @property
    def logs(self) -> list[Path]:
        """Everything that any part has written down."""
        return [path for path in (self.places.folder / "log").iterdir() if path.is_file()]

    def environment(self, **more: str) -> dict[str, str]:
        """What the environment file says, with the addresses of this set-up, and nothing of the tests' own."""
        said = variables(self.places.written("production.env").read_text())
        ours = {
            "SECRET_KEY": self.secret_key,
            "DATABASE_URL": self.postgres.url(DATABASE),
            "EMAIL_URL": f"smtp://{LOOPBACK}:{self.outbox.port}",
        }
        assert ours.keys() <= said.keys()
        return {"PATH": PATH, "HOME": str(self.places.folder / "home"), **said, **ours, **more}

    def start(self) -> None:
        """Install the portal as the operations guide says, and start every part."""
        self.secret_key = secrets.token_urlsafe(60)
        make_certificate(self.certificate, self.certificate.with_name("key.pem"))
        self.postgres.start()
        self.install()
        self._add("redis", ["redis-server", str(self.places.written("redis.conf"))], self._redis_answers)
        self.places.written("gunicorn.conf.py")
        for name in wanted(self.places):
            self._add_unit(name)
        conf = self.places.written("nginx.conf")
        self._add("nginx", ["nginx", "-c", str(conf), "-g", "daemon off;"], self._pages_answer)
        for part in self.parts.values():
            part.start()

    def install(self) -> None:
        """The commands of the operations guide, in their order; or what they led to the last time."""
        self.postgres.run(f"CREATE DATABASE {DATABASE}")
        with dump() as path:
            if path.exists():
                self.restore(path, DATABASE)
                self.manage("collectstatic", "--noinput")
            else:
                for words in commands():
                    self.manage(*words)
                self.back_up(path)

    def back_up(self, path: Path) -> None:
        """pg_dump, as the operations guide says."""
        # The server's own user writes it: where that is another one, only into the server's folder.
        there = self.postgres.folder / "backup.dump"
        self.postgres.program("pg_dump", "-Fc", "-f", str(there), self.postgres.url(DATABASE))
        shutil.copyfile(there, path)

    def restore(self, path: Path, database: str) -> None:
        """pg_restore into an empty database, and what is not in a dump: the lesser role and its rights."""
        there = self.postgres.folder / "restored.dump"
        shutil.copyfile(path, there)
        self.postgres.program("pg_restore", "--no-privileges", "-d", self.postgres.url(database), str(there))
        self.manage("prepare_database", database=database)

    def manage(self, *words: str, database: str = DATABASE) -> str:
        """One of the portal's commands, as the owner of the database; gives what it printed."""
        return self.python("manage.py", *words, database=database)

    def python(self, *words: str, database: str = DATABASE) -> str:
        """A Python program with the portal's settings, as the owner of the database; gives what it printed."""
        done = subprocess.run(
            [sys.executable, *words],
            env=self.environment(DATABASE_ROLE="", LOG_LEVEL="WARNING", DATABASE_URL=self.postgres.url(database)),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr[-3000:]}")
        return done.stdout

    def stop(self) -> None:
        """End every part, the last one first."""
        for part in reversed(self.parts.values()):
            part.stop()
        self.postgres.stop()

    def _add(self, name: str, command: list[str], is_ready: Callable[[], bool], **more: Any) -> None:
        bare = {"PATH": PATH, "HOME": str(self.places.folder / "home")}
        log = self.places.folder / f"log/{name}.log"
        told = {"environment": bare, **more}
        self.parts[name] = Part(name=name, command=command, log=log, is_ready=is_ready, **told)

    def _add_unit(self, name: str) -> None:
        """A service of systemd, under its name without what all of them share."""
        found = unit(self.places, name)
        assert found.environment_file == self.places.folder / "etc/production.env"
        short = name.removeprefix("in-my-words-")
        sock = self.places.folder / f"run/{short.replace('@', '-')}.sock"
        self._add(
            short,
            found.command,
            (lambda: listens(sock)) if short != "work" else (lambda: True),
            environment=self.environment(**found.environment),
            restart_after=found.restart_after,
            stop_within=found.stop_within,
        )

    def _redis_answers(self) -> bool:
        with contextlib.suppress(redis.RedisError):
            return bool(self.redis().ping())
        return False

    def redis(self) -> "redis.Redis":
        """A connection to Redis."""
        return redis.Redis(port=self.places.redis, socket_timeout=2)

    def _pages_answer(self) -> bool:
        with contextlib.suppress(requests.RequestException):
            found = requests.get(f"{self.base_url}/health/ready", verify=str(self.certificate), timeout=5)
            return found.status_code == 200
        return False


@contextlib.contextmanager
def production(folder: Path) -> Iterator[Production]:
    """A set-up that runs in `folder`; it ends with everything it started."""
    with Outbox() as outbox:
        found = Production(folder, outbox)
        try:
            found.start()
            yield found
        finally:
            found.stop()


def listens(path: Path) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def make_certificate(certificate: Path, key: Path) -> None:
    """A certificate for this machine, for a day, which nobody but the tests trusts."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(hours=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
