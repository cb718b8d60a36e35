"""Fixtures that every test may use."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client, TransactionTestCase
from django.utils import timezone
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from portal.accounts.models import User
from tests import role
from tests.personas import Cast, make_cast, signed_in
from tests.rows import Rows
from tests.template import make_template

# How fast examples come says something about the machine, and nothing about the portal.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """The test database begins as a copy of one that has every migration."""
    with django_db_blocker.unblock():
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = make_template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After a test that commits, the database holds what migrations made: the root of the pages is made by one.

    Django's own way empties every table, and the test that comes next finds no root.
    """
    with django_db_blocker.unblock():
        migrated = Rows.taken()
        role.prepare()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: migrated.put_back())
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Rate limits and cached pages of one test are no business of the next."""
    cache.clear()
    yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Maureen and everybody around her."""
    return make_cast()


@pytest.fixture
def browser_of(db: None) -> Callable[[User], Client]:
    """A function that gives a signed-in test client for a user."""
    return signed_in


@pytest.fixture
def now() -> datetime:
    """This moment."""
    return timezone.now()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test, but not its fixtures, has the rights that a running site has."""
    if item.get_closest_marker("as_owner"):
        return (yield)
    with role.taken_on():
        return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The full figures of long checks run only when they are asked for by `-m endurance`.

    Journeys come last: a browser keeps an event loop running in its thread, in which no socket's own could begin.
    """
    items.sort(key=lambda item: item.get_closest_marker("journey") is not None)
    if "endurance" in (config.option.markexpr or "") or os.environ.get("ENDURANCE"):
        return
    kept = [item for item in items if not item.get_closest_marker("endurance")]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept
