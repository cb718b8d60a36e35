"""The portal installed as the operations guide says: done once for each state of the code, and kept as a dump.

To migrate takes a minute on a busy machine, to restore takes seconds, and a council restores the same way.
"""

import fcntl
import hashlib
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from tests.production.files import ROOT

# What ends up in a new database: tables, question sets, pages and the first accounts.
MADE_FROM = (
    "*/migrations/*.py",
    "content/**/seed*",
    "content/**/seed*/**/*",
    "*/management/commands/*.py",
    "requirements.lock",
)


def commands() -> list[list[str]]:
    """What the operations guide tells to run, in its order."""
    guide = (ROOT / "docs/operations.md").read_text()
    section = guide.split("\n## Installing", 1)[1].split("\n## ", 1)[0]
    lines = re.findall(r"^    python manage\.py (.*)$", section, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def name_of_dump() -> str:
    """The same for as long as nothing changes that a new database is made from."""
    found = hashlib.sha256(repr(commands()).encode())
    files = {path for pattern in MADE_FROM for path in ROOT.glob(pattern) if path.is_file() and path.suffix != ".pyc"}
    for path in sorted(files):
        found.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return found.hexdigest()[:20]


@contextmanager
def dump() -> Iterator[Path]:
    """Where the dump is, or is to be made: one at a time, in place of those of earlier states."""
    folder = Path(settings.VAR) / "production"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name_of_dump()}.dump"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for old in folder.glob("*.dump"):
            if old != path:
                old.unlink()
        yield path
