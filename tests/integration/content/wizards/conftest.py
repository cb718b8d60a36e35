"""Plans in memory, anew for each test."""

from collections.abc import Iterator

import pytest

from tests.integration.content.wizards.memory import PLANS


@pytest.fixture(autouse=True)
def _no_plans_yet() -> Iterator[None]:
    PLANS.clear()
    yield
    PLANS.clear()
