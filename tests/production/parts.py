"""Processes that are started, killed and started again, each by its own id."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.production.files import ROOT

# A machine that builds other things beside this may be slow; what never comes still fails.
PATIENCE = 60.0


def wait_until(what: str, holds: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Wait until `holds` does; gives the seconds that took. Raises TimeoutError that names `what`."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() > began + seconds:
            raise TimeoutError(f"{what}: not within {seconds:.0f} seconds")
        time.sleep(0.05)
    return time.monotonic() - began


@dataclass
class Part:
    """One program with everything it starts itself. It leads a group of processes, which is what is ended."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    is_ready: Callable[[], bool]
    restart_after: float = 0.0
    stop_within: float = 20.0
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Start it, and wait until it is ready."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        wait_until(f"{self.name} (see {self.log})", self._answers)

    def _answers(self) -> bool:
        if self.process is not None and self.process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with {self.process.returncode}: {self.log.read_text()[-3000:]}")
        return self.is_ready()

    @property
    def pid(self) -> int:
        """The id of the program that leads."""
        assert self.process is not None
        return self.process.pid

    def kill(self) -> None:
        """As a power cut would: the whole group, in one moment."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """Ask it to end, and wait; what is left then is killed, as systemd does."""
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=self.stop_within)
        self.kill()

    def kill_and_start(self) -> None:
        """What systemd does for one that died."""
        self.kill()
        time.sleep(self.restart_after)
        self.start()

    def children(self) -> list[int]:
        """The ids of those that it started."""
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def memory(self) -> int:
        """Bytes of memory that the program that leads holds now."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        raise ProcessLookupError(self.name)
