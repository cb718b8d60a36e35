"""People write while their worker changes: nothing is lost, nothing is there twice, and the right one reads it."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from community.handover.models import Handover
from community.messaging.models import Message, Thread
from community.messaging.services import Outgoing, send_message, worker_thread_of
from portal.access.decisions import Denied
from portal.relationships.models import Allocation
from tests.factories.handover import hand_over
from tests.factories.portal import TeamFactory, UserFactory, allocate


@pytest.mark.django_db(transaction=True)
def test_messages_sent_while_the_moment_passes_are_all_kept_in_order() -> None:
    north = TeamFactory()
    maureen, morag = UserFactory(), UserFactory(team_manager=True, team=north)
    sunita, ben = (UserFactory(social_worker=True, team=north) for _ in range(2))
    allocate(maureen, sunita)
    thread = worker_thread_of(maureen, at=timezone.now())

    begun: dict[str, float] = {}

    def do(what: int) -> str:
        try:
            if what == 5:
                hand_over(maureen, ben, morag, days=0)
                begun["handed over"] = time.monotonic()
                return "handed over"
            by = sunita if what % 3 == 0 else maureen
            message = Outgoing(client_id=uuid4(), words=f"{by.pk} {what}")
            begun[message.words] = time.monotonic()
            send_message(thread=thread, by=by, message=message, at=timezone.now())
            return message.words
        except Denied:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(do, range(18)))
    assert Handover.objects.count() == 1
    kept = list(Message.objects.order_by("number"))
    # Whatever was acknowledged is there once, in an order without a gap; every word of the person's was taken.
    assert [m.number for m in kept] == list(range(1, len(kept) + 1))
    assert sorted(m.words for m in kept) == sorted(words for words in said if words and words != "handed over")
    assert all(said[what] for what in range(18) if what % 3 and what != 5)
    # Once the change was acknowledged, nothing that the worker before begins to send is taken.
    assert all(begun[m.words] < begun["handed over"] for m in kept if m.author_id == sunita.pk)
    later = timezone.now() + timedelta(seconds=1)
    assert Message.objects.visible_to(ben, at=later).count() == len(kept)
    assert not Thread.objects.visible_to(sunita, at=later).exists()


@pytest.mark.django_db(transaction=True)
def test_two_managers_or_two_taps_make_one_change() -> None:
    north = TeamFactory()
    maureen, sunita = UserFactory(), UserFactory(social_worker=True, team=north)
    workers = [UserFactory(social_worker=True, team=north) for _ in range(2)]
    managers = [UserFactory(team_manager=True, team=north) for _ in range(2)]
    allocate(maureen, sunita)

    def name(turn: int) -> bool:
        try:
            hand_over(maureen, workers[turn % 2], managers[turn % 2])
        except Denied:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(name, range(6)))
    assert any(done)
    assert Handover.objects.count() == 1
    assert Allocation.objects.filter(person=maureen).count() == 2
