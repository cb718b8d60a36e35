"""Whatever is killed while people write: what was acknowledged is there once and in order, and everybody reads it."""

import itertools
import os
import signal
import time
from collections.abc import Callable

import pytest

from tests.production.conftest import Pairs
from tests.production.figures import Figures
from tests.production.parts import wait_until
from tests.production.production import DATABASE, Production
from tests.production.sockets import Sockets
from tests.production.traffic import Traffic, traffic
from tests.production.visitors import Visitor

# How often each part is struck: in the suite, and for the full figures.
SAMPLE, FULL = 2, 20
# So many messages have to be acknowledged after each blow before the next one comes.
BETWEEN = 5
# Access that ended is cut within five seconds, whatever is down.
CUT_WITHIN = 5.0
Blow = Callable[[Production, int], None]


def flush_and_restart_redis(portal: Production, turn: int) -> None:
    portal.redis().flushall()
    portal.parts["redis"].kill_and_start()


def kill_daphne(portal: Production, turn: int) -> None:
    """One after the other; every third time both."""
    for name in ("sockets@1", "sockets@2") if turn % 3 == 2 else (f"sockets@{turn % 3 + 1}",):
        portal.parts[name].kill_and_start()


def kill_gunicorn(portal: Production, turn: int) -> None:
    """All of it, or one worker, which the master replaces."""
    pages = portal.parts["pages"]
    if turn % 2 == 0:
        pages.kill_and_start()
        return
    before = pages.children()
    os.kill(before[0], signal.SIGKILL)
    wait_until("a new worker", lambda: len(pages.children()) == 2 and pages.children() != before)


def restart_postgresql(portal: Production, turn: int) -> None:
    """Orderly, with connections cut; or as after a power cut."""
    portal.postgres.restart("immediate" if turn % 2 else "fast")


BLOWS: dict[str, Blow] = {
    "Redis flushed and restarted": flush_and_restart_redis,
    "daphne killed": kill_daphne,
    "gunicorn killed": kill_gunicorn,
    "PostgreSQL restarted": restart_postgresql,
}


def blows_under_traffic(portal: Production, pairs: Pairs, times: int) -> Figures:
    """Strike each part so often while people write; then look whether everything is there."""
    figures = Figures("endurance")
    waits: dict[str, list[float]] = {name: [] for name in BLOWS}
    with traffic(portal, pairs(8)) as crowd:
        wait_until("everybody has opened their page", lambda: crowd.sockets.open_now == len(crowd.readers))
        for turn, (name, blow) in itertools.product(range(times), BLOWS.items()):
            crowd.wait_for(BETWEEN, f"before: {name}")
            struck = time.monotonic()
            blow(portal, turn)
            crowd.wait_for(1, f"after: {name}")
            waits[name].append(time.monotonic() - struck)
        crowd.stop_writing()
        wait_until("every page shows every message", crowd.all_read, 30)
        wait_until("every line stands again", lambda: crowd.sockets.open_now == len(crowd.readers), 30)
        check(crowd)
    figures.lines = {
        "messages acknowledged": len(crowd.acknowledged),
        "times they were sent": crowd.tries,
        "lost, doubled or out of order": 0,
        "lines that were opened anew": sum(reader.socket.openings - 1 for reader in crowd.readers),
    } | {
        f"{name}, times": f"{len(seconds)}, longest until the next message {max(seconds):.1f} s"
        for name, seconds in waits.items()
    }
    return figures


def check(crowd: Traffic) -> None:
    """Every acknowledged message is in the database once, under the number it was told, in the order it was sent."""
    assert not crowd.wrong, crowd.wrong[:5]
    kept = crowd.kept()
    for thread, rows in kept.items():
        assert [number for number, _, _ in rows] == list(range(1, len(rows) + 1)), thread
    there = {(thread, client_id): (number, words) for thread, rows in kept.items() for number, client_id, words in rows}
    assert len(there) == sum(map(len, kept.values()))
    assert crowd.acknowledged
    for each in crowd.acknowledged:
        assert there[each.thread, each.client_id] == (each.number, each.words)
    # Nothing is there that nobody sent.
    assert there.keys() == {(each.thread, each.client_id) for each in crowd.acknowledged}
    by_sender: dict[tuple[int, str], int] = {}
    for each in crowd.acknowledged:
        before = by_sender.get((each.sender, each.thread), 0)
        assert each.number > before, each
        by_sender[each.sender, each.thread] = each.number
    for reader in crowd.readers:
        for number, _, words in kept[reader.thread]:
            assert words in reader.shown[number]


def cut_while_redis_is_down(portal: Production, pairs: Pairs, times: int) -> Figures:
    """End allocations while Redis is down: the socket closes, and the next request finds nothing."""
    seconds: list[float] = []
    made = pairs(times)
    with Sockets(portal) as sockets:
        for pair in made:
            worker = Visitor(portal.base_url, portal.certificate, pair["worker"]["session"])
            line = sockets.open(pair["worker"]["session"], pair["thread"])
            own = sockets.open(pair["person"]["session"], pair["thread"])
            wait_until("both pages are open", lambda a=line, b=own: a.is_open and b.is_open)
            assert worker.get(f"/messages/{pair['thread']}/").status_code == 200
            portal.parts["redis"].kill()
            try:
                time.sleep(0.5)
                assert line.is_open
                began = time.monotonic()
                portal.postgres.run(
                    "UPDATE portal_allocation SET ends_at = now() WHERE id = %s", pair["allocation"], database=DATABASE
                )
                assert worker.get(f"/messages/{pair['thread']}/").status_code == 404
                assert worker.get(f"/messages/{pair['thread']}/since/0/").status_code == 404
                wait_until("the line is cut", lambda a=line: a.code is not None, CUT_WITHIN)
                seconds.append(time.monotonic() - began)
                assert 4400 <= (line.code or 0) < 4500
                # The person's own page stays.
                assert own.is_open
            finally:
                portal.parts["redis"].start()
            line.close()
            own.close()
    return Figures(
        "access",
        {"allocations ended while Redis was down": len(seconds), "longest until cut, s": round(max(seconds), 1)},
    )


def test_what_was_acknowledged_survives(portal: Production, pairs: Pairs) -> None:
    blows_under_traffic(portal, pairs, SAMPLE)


def test_ended_access_is_cut_while_redis_is_down(portal: Production, pairs: Pairs) -> None:
    cut_while_redis_is_down(portal, pairs, SAMPLE)


def test_signing_in_and_writing_go_on_while_redis_is_down(portal: Production, pairs: Pairs) -> None:
    (pair,) = pairs(1, real=True)
    portal.parts["redis"].kill()
    try:
        person = Visitor(portal.base_url, portal.certificate)
        assert person.sign_in(pair["person"]["email"], pair["password"]).headers["Location"] == "/home/"
        assert person.get("/").status_code == 200
        path = f"/messages/{pair['thread']}/"
        fields = {"words": "Is anybody there?", "client_id": "6a3c1f5e-8d0f-4b52-9f6d-2f7f3c1f5a10"}
        began = time.monotonic()
        assert person.post(path, fields, headers={"Accept": "application/json"}).status_code == 201
        # It does not wait for what does not answer.
        assert time.monotonic() - began < 10
        # Tries are still counted.
        guess = Visitor(portal.base_url, portal.certificate)
        guess.get("/accounts/login/")
        wrong = {"login": pair["person"]["email"], "password": "not-the-password"}
        assert any("too often" in guess.post("/accounts/login/", wrong).text for _ in range(12))
    finally:
        portal.parts["redis"].start()


def test_background_work_goes_on_after_the_database_was_away(portal: Production, pairs: Pairs) -> None:
    work = portal.parts["work"]
    before = work.pid
    portal.postgres.restart("immediate")
    for _ in range(2):
        time.sleep(1.5)
        assert work.process is not None
        assert work.process.poll() is None
    assert work.pid == before
    letters = len(portal.outbox.letters)
    portal.python("-c", QUEUE_A_NOTICE)
    wait_until("the letter", lambda: len(portal.outbox.letters) > letters, 20)
    assert "There is a new message for you." in portal.outbox.letters[-1]


QUEUE_A_NOTICE = """
import django
django.setup()
from portal.accounts.models import User
from portal.notifications.tasks import send_notice_email
send_notice_email.enqueue(User.objects.earliest("pk").pk, "message", "/home/")
"""


@pytest.mark.endurance
def test_endurance_of_messages(portal: Production, pairs: Pairs, capsys: pytest.CaptureFixture[str]) -> None:
    figures = blows_under_traffic(portal, pairs, FULL)
    with capsys.disabled():
        figures.write()


@pytest.mark.endurance
def test_endurance_of_ended_access(portal: Production, pairs: Pairs, capsys: pytest.CaptureFixture[str]) -> None:
    figures = cut_while_redis_is_down(portal, pairs, FULL)
    with capsys.disabled():
        figures.write()
