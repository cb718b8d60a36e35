"""The demonstration's processes end together, however it is told to stop and wherever it was started."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ONE_OF_THEM = """
import pathlib, signal, sys, time
def end(*_):
    pathlib.Path(sys.argv[1]).write_text("in peace")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("ready", flush=True)
time.sleep(600)
"""
TOGETHER = """
import sys
from community.demonstration.run import end_when_told, run_together
end_when_told()
sys.exit(run_together([[sys.executable, "-c", sys.argv[1], sys.argv[2]]], environment={}))
"""


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("started", ["in front", "in the background"])
def test_it_ends_everything_in_peace(tmp_path: Path, told: signal.Signals, started: str) -> None:
    ended = tmp_path / "ended"
    # A shell starts what it puts in the background deaf to Ctrl-C's signal, and its children with it.
    deaf = "trap '' INT; " if started == "in the background" else ""
    command = ["sh", "-c", deaf + 'exec "$@"', "sh", sys.executable, "-c", TOGETHER, ONE_OF_THEM, str(ended)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(told)
        assert process.wait(timeout=60) == 0
    assert ended.read_text() == "in peace"
