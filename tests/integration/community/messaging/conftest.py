"""Sockets that are looked after quickly."""

import pytest

from community.messaging import watching


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A round every tenth of a second."""
    monkeypatch.setattr(watching, "EVERY", 0.1)
