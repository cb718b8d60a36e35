"""A Redis of the tests' own on the loopback address, which can be stopped, held still and started anew."""

import contextlib
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SERVER = shutil.which("redis-server")
SECONDS_TO_START = 30


@dataclass
class Redis:
    """One server; nothing is running until `start`."""

    folder: Path
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Run it, on the port that it had before."""
        assert SERVER, "There is no redis-server on this machine: `make system-packages` installs it."
        self.port = self.port or _free_port()
        command = [SERVER, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise AssertionError("Redis does not start.")

    def stop(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=30)
            self.process = None

    def hold(self) -> None:
        """It takes connections, and answers nothing."""
        assert self.process
        self.process.send_signal(signal.SIGSTOP)

    def let_go(self) -> None:
        """It answers again."""
        assert self.process
        self.process.send_signal(signal.SIGCONT)


@contextlib.contextmanager
def own_redis(folder: Path) -> Iterator[Redis]:
    """A running server that is ended afterwards."""
    redis = Redis(folder)
    redis.start()
    try:
        yield redis
    finally:
        redis.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
