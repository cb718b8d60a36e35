"""Tests do what they test with the rights that a running site has, and not with those of the database's owner.

What a running site may not do, for instance lock a row that never changes, fails here as it would fail there. Fixtures
are made by the owner; a test that is about the owner says so: `@pytest.mark.as_owner`.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.core.management import call_command
from django.db import connections
from django.db.backends.signals import connection_created

# Roles belong to the whole server, and two of these processes prepare theirs at once.
ROLE = f"imw_pages_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


def prepare() -> None:
    """The role has its rights in the test database, and every thread that serves pages takes it on."""
    call_command("prepare_database", ROLE, verbosity=0)
    connection_created.connect(_take_on, dispatch_uid="the role of pages")


@contextmanager
def taken_on() -> Iterator[None]:
    """What happens in here happens with the role's rights, where there is a connection to the database."""
    _say(f"SET ROLE {ROLE}")
    try:
        yield
    finally:
        _say("RESET ROLE")


def _take_on(connection: Any, **_: Any) -> None:
    if threading.current_thread() is not threading.main_thread():
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {ROLE}")


def _say(statement: str) -> None:
    """Below Django, so that no test counts it among its queries."""
    connection = connections["default"].connection
    if connection is None or connection.closed:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except psycopg2.errors.InFailedSqlTransaction:
        # The test left its transaction broken; what ends it gives the owner's rights back, too.
        return
