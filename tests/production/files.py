"""The files of deploy/, with other paths and ports: nothing else about them is changed."""

import getpass
import shlex
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
LOOPBACK = "127.0.0.1"
HOST = "localhost"


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Places:
    """Where one set-up lives: a folder of its own, and its ports."""

    folder: Path
    https: int
    http: int
    redis: int

    @classmethod
    def in_folder(cls, folder: Path) -> "Places":
        """Make the folders that a machine has already, and choose ports."""
        for name in ("run", "etc/tls", "var", "nginx", "log", "redis", "home"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        return cls(folder, https=free_port(), http=free_port(), redis=free_port())

    @property
    def base_url(self) -> str:
        """What visitors type."""
        return f"https://{HOST}:{self.https}"

    def substitutions(self) -> dict[str, str]:
        """What stands in the files of deploy/, and what stands there for the tests; longer ones first."""
        here = self.folder
        return {
            "/srv/in-my-words/.venv/bin/": f"{Path(sys.executable).parent}/",
            "/srv/in-my-words/deploy/gunicorn.conf.py": f"{here}/etc/gunicorn.conf.py",
            "/srv/in-my-words": str(ROOT),
            "/var/lib/in-my-words": f"{here}/var",
            "/etc/in-my-words": f"{here}/etc",
            "/run/in-my-words": f"{here}/run",
            "/run/nginx.pid": f"{here}/run/nginx.pid",
            "/var/log/nginx": f"{here}/log",
            "/var/lib/nginx": f"{here}/nginx",
            "/var/lib/redis": f"{here}/redis",
            "https://plans.example.org": self.base_url,
            "listen 443 ": f"listen {LOOPBACK}:{self.https} ",
            "listen 80;": f"listen {LOOPBACK}:{self.http};",
            "port 6379": f"port {self.redis}",
            "127.0.0.1:6379": f"{LOOPBACK}:{self.redis}",
            "user www-data;": f"user {getpass.getuser()};",
            "plans.example.org": HOST,
        }

    def text(self, name: str) -> str:
        """One file of deploy/ as it reads here."""
        text = (DEPLOY / name).read_text()
        for there, here in self.substitutions().items():
            text = text.replace(there, here)
        return text

    def written(self, name: str) -> Path:
        """The same, as a file to start a program with."""
        path = self.folder / "etc" / Path(name).name
        path.write_text(self.text(name))
        return path


@dataclass(frozen=True)
class Unit:
    """What systemd would do with one service."""

    name: str
    command: list[str]
    environment: dict[str, str]
    environment_file: Path
    restart_after: float
    stop_within: float


def unit(places: Places, name: str) -> Unit:
    """The unit called `name`; an instance (`…@1`) is read from its template."""
    stem, _, instance = name.partition("@")
    text = places.text(f"systemd/{stem}@.service" if instance else f"systemd/{stem}.service")
    lines = [line.replace("%i", instance).partition("=") for line in text.splitlines() if line[:1].isalpha()]
    said = {key: value for key, _, value in lines}
    return Unit(
        name=name,
        command=["nice", "-n", said.get("Nice", "0"), *shlex.split(said["ExecStart"])],
        environment=dict(value.split("=", 1) for key, _, value in lines if key == "Environment"),
        environment_file=Path(said["EnvironmentFile"]),
        restart_after=float(said["RestartSec"]),
        stop_within=float(said["TimeoutStopSec"]),
    )


def wanted(places: Places) -> list[str]:
    """The services that make up the portal, as its target names them."""
    line = next(x for x in places.text("systemd/in-my-words.target").splitlines() if x.startswith("Wants="))
    return [name.removesuffix(".service") for name in line.removeprefix("Wants=").split()]


def variables(text: str) -> dict[str, str]:
    """What an environment file says."""
    return dict(line.split("=", 1) for line in text.splitlines() if line[:1].isalpha())
