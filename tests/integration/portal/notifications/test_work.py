"""The background worker outlives a database that is started anew."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import InterfaceError, OperationalError

from portal.management.commands import work

pytestmark = pytest.mark.django_db


def test_work_begins_anew_until_it_is_asked_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    troubles: list[Exception | None] = [OperationalError("gone"), InterfaceError("closed"), None]
    asked = []

    def worker(name: str, **options: Any) -> None:
        asked.append(name)
        if trouble := troubles.pop(0):
            raise trouble

    monkeypatch.setattr(work, "call_command", worker)
    monkeypatch.setattr(work, "SOON", 0)
    monkeypatch.setattr(work, "do_chores", lambda at: None)
    call_command("work")
    assert asked == ["db_worker"] * 3


def test_any_other_fault_ends_it_so_that_somebody_hears_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def worker(name: str, **options: Any) -> None:
        raise TypeError("ours")

    monkeypatch.setattr(work, "call_command", worker)
    monkeypatch.setattr(work, "do_chores", lambda at: None)
    with pytest.raises(TypeError):
        call_command("work")
