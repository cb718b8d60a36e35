"""Who acts for whom, at which moment."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.relationships.queries import acts_for, named_social_worker
from tests.factories.portal import allocate
from tests.personas import Cast


def test_the_named_worker_and_their_cover_act_for_a_person_and_nobody_else(cast: Cast, now: datetime) -> None:
    assert named_social_worker(cast.maureen, at=now) == cast.sunita
    acting = [
        worker.known_as for worker in (cast.sunita, cast.ben, cast.hana) if acts_for(worker, cast.maureen, at=now)
    ]
    assert acting == ["Sunita", "Ben"]


def test_cover_ends_by_itself(cast: Cast, now: datetime) -> None:
    assert not acts_for(cast.ben, cast.maureen, at=now + timedelta(days=2))


def test_the_database_refuses_a_second_named_worker_for_the_same_time(cast: Cast, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="one_named_social_worker_at_a_time"), transaction.atomic():
        allocate(cast.maureen, cast.hana, since=now)


def test_a_handover_may_be_dated_ahead(cast: Cast, now: datetime) -> None:
    allocation = cast.maureen.allocations.get()
    allocation.ends_at = now + timedelta(days=7)
    allocation.save()
    allocate(cast.maureen, cast.hana, since=allocation.ends_at)
    assert named_social_worker(cast.maureen, at=now + timedelta(days=6)) == cast.sunita
    assert named_social_worker(cast.maureen, at=allocation.ends_at) == cast.hana
