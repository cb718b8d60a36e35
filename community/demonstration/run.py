"""Runs the demonstration's processes side by side and ends them together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn


def run_together(commands: Sequence[Sequence[str]], *, environment: dict[str, str]) -> int:
    """Start every command, wait until one of them ends or we are told to stop, then end them all.

    Returns the exit code of the one that ended first; 0 when we were told to stop.
    """
    # Each in a session of its own: Ctrl-C reaches us alone, and we end them in order.
    running = [
        subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True)  # noqa: S603 - our own commands
        for command in commands
    ]
    try:
        while True:
            for process in running:
                if process.poll() is not None:
                    return process.returncode
            time.sleep(0.2)
    except (KeyboardInterrupt, SystemExit):
        return 0
    finally:
        for process in running:
            # Not Ctrl-C's signal: what is started in the background is deaf to that one.
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def end_when_told() -> None:
    """Being told to stop ends us as Ctrl-C does, so that the embedded database stops too; and Ctrl-C does so
    also where we were started in the background."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, _stop)


def _stop(signal_number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(0)
