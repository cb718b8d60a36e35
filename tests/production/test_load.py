"""Many open pages: each message reaches the other side, and what that takes."""

import re
import resource
import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.production.conftest import Pairs
from tests.production.figures import Figures
from tests.production.parts import wait_until
from tests.production.production import Production
from tests.production.sockets import Sockets
from tests.production.visitors import Visitor

# Handshakes a second while the pages are opened: a browser each, not a flood.
OPENED_A_SECOND = 40
SOCKETS = ("sockets@1", "sockets@2")
# As many requests as browsers have under way at a time.
AT_A_TIME = 16
WORDS = re.compile(r"words-\d{6}")


@dataclass
class Delivery:
    """One message on its way: when its sender pressed the button, and when the other side had fetched its words."""

    words: str
    sender: Visitor
    sent: float = 0.0
    fetched: float = 0.0

    @property
    def seconds(self) -> float:
        """From the one to the other."""
        return self.fetched - self.sent


@dataclass
class Side:
    """One open page: the visitor behind it, and what it has."""

    visitor: Visitor
    thread: str
    revision: int = 0
    hinted: int = 0
    sending: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class Load:
    """So many pages, half of them people's and half their workers', and so many messages a second."""

    def __init__(self, portal: Production, pairs: Sequence[dict[str, Any]], sockets: Sockets) -> None:
        self.portal, self.pairs, self.sockets = portal, pairs, sockets
        self.pool = ThreadPoolExecutor(AT_A_TIME)
        self.on_their_way: dict[str, Delivery] = {}
        self.failures: list[str] = []
        self.visitors: dict[str, Visitor] = {}
        self.sides: dict[tuple[str, str], Side] = {}

    def visitor(self, session: str) -> Visitor:
        """A browser; a worker has one for all their people."""
        if session not in self.visitors:
            self.visitors[session] = Visitor(self.portal.base_url, self.portal.certificate, session)
        return self.visitors[session]

    def open_all(self) -> None:
        """Open every page, a few at a time."""
        for number, pair in enumerate(self.pairs):
            for name in ("person", "worker"):
                side = Side(self.visitor(pair[name]["session"]), pair["thread"])
                # Each browser has loaded a page before its socket is opened.
                if not side.visitor.knows_csrf:
                    side.visitor.get(f"/messages/{pair['thread']}/")
                self.sides[pair["thread"], name] = side
                self.sockets.open(
                    pair[name]["session"],
                    pair["thread"],
                    on_hint=lambda hint, side=side: self.pool.submit(self.catch_up, side, hint),
                )
            time.sleep(2 / OPENED_A_SECOND)
            if number % 100 == 99:
                wait_until("pages open", lambda most=2 * number: self.sockets.open_now >= most)
        wait_until("every page is open", lambda: self.sockets.open_now == 2 * len(self.pairs))

    def catch_up(self, side: Side, hint: dict[str, Any]) -> None:
        """What a page does after a hint: ask for what it has not. One that sends waits for its answer first."""
        with side.lock:
            side.hinted = max(side.hinted, hint.get("revision", 0))
            if side.sending or side.hinted <= side.revision:
                return
            found = side.visitor.get(f"/messages/{side.thread}/since/{side.revision}/")
            if found.status_code != 200:
                self.failures.append(f"{found.status_code} to a page that catches up")
                return
            now = time.monotonic()
            said = found.json()
            side.revision = said["revision"]
        for message in said["messages"]:
            for words in set(WORDS.findall(message["html"])):
                delivery = self.on_their_way.get(words)
                if delivery and side.visitor is not delivery.sender and not delivery.fetched:
                    delivery.fetched = now

    def send(self, pair: dict[str, Any], name: str, delivery: Delivery) -> None:
        """One message. Its sender has it from the answer, and all before it: then there is nothing to ask for."""
        side = self.sides[pair["thread"], name]
        fields = {"words": delivery.words, "client_id": str(uuid.uuid4())}
        path = f"/messages/{pair['thread']}/"
        side.sending, delivery.sent = True, time.monotonic()
        answer = side.visitor.post(path, fields, headers={"Accept": "application/json"})
        if answer.status_code != 201:
            self.failures.append(f"{answer.status_code} to a message")
            return
        with side.lock:
            side.sending = False
            kept = answer.json()["revision"]
            if kept == side.revision + 1:
                side.revision = kept
        self.catch_up(side, {})

    def run(self, seconds: float, a_second: float) -> list[Delivery]:
        """Send at an even pace, from one thread after the other; gives every delivery."""
        made: list[Delivery] = []
        sent = []
        began = time.monotonic()
        with ThreadPoolExecutor(AT_A_TIME) as senders:
            for number in range(int(seconds * a_second)):
                time.sleep(max(0.0, began + number / a_second - time.monotonic()))
                pair = self.pairs[number * 7 % len(self.pairs)]
                name = ("person", "worker")[number % 2]
                delivery = Delivery(f"words-{number:06d}", self.sides[pair["thread"], name].visitor)
                made.append(delivery)
                self.on_their_way[delivery.words] = delivery
                sent.append(senders.submit(self.send, pair, name, delivery))
        for each in sent:
            each.result()
        # However long it takes: the figures say it.
        wait_until("every message arrived", lambda: all(each.fetched for each in made) or bool(self.failures), 300)
        return made


def allow_open_files(count: int) -> None:
    """Let this process, and those that it starts, hold so many lines: systemd would say LimitNOFILE."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count + 500:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count + 500, hard), hard))


def memory(portal: Production) -> int:
    """What the processes for sockets hold together, in bytes."""
    return sum(portal.parts[name].memory() for name in SOCKETS)


def warm_up(lines: Sockets, pair: dict[str, Any]) -> None:
    """One page on each process: what it loads for the first is no page's own."""
    warm = [lines.open(pair["person"]["session"], pair["thread"]) for _ in range(4)]
    wait_until("the first pages are open", lambda: all(line.is_open for line in warm))
    time.sleep(3)


def load(portal: Production, pairs: Pairs, *, sockets: int, seconds: float, a_second: float) -> Figures:
    """Open so many pages, send for so long, and say what it took."""
    allow_open_files(3 * sockets)
    made = pairs(sockets // 2)
    for name in SOCKETS:
        portal.parts[name].kill_and_start()
    with Sockets(portal) as lines:
        crowd = Load(portal, made, lines)
        warm_up(lines, made[0])
        empty = memory(portal)
        for line in list(lines.all):
            line.close()
            lines.all.remove(line)
        crowd.open_all()
        time.sleep(3)
        full = memory(portal)
        deliveries = crowd.run(seconds, a_second)
        busy = memory(portal)
        assert lines.open_now == sockets
        assert not any(socket.openings > 1 for socket in lines.all)
    assert not crowd.failures, crowd.failures[:5]
    assert all(each.fetched for each in deliveries)
    found = {"open sockets": sockets, "seconds": seconds, "messages a second": a_second}
    return Figures("load", {**found, **times_of(deliveries), **memory_of(sockets, empty=empty, full=full, busy=busy)})


def times_of(deliveries: Sequence[Delivery]) -> dict[str, float]:
    """How many came, and how long they took."""
    times = sorted(each.seconds for each in deliveries)
    return {
        "messages": len(times),
        "delivered": sum(bool(each.fetched) for each in deliveries),
        "delivery p50, ms": round(times[len(times) // 2] * 1000),
        "delivery p95, ms": round(times[int(len(times) * 0.95)] * 1000),
        "delivery longest, ms": round(times[-1] * 1000),
    }


def memory_of(sockets: int, *, empty: int, full: int, busy: int) -> dict[str, float]:
    """What the processes held before, with all pages open, and after the messages."""
    return {
        "memory of daphne for each socket, kB": round((full - empty) / sockets / 1024, 1),
        "... after the messages, kB": round((busy - empty) / sockets / 1024, 1),
        "memory of both daphne processes at the end, MB": round(busy / 2**20),
    }


def test_each_message_reaches_the_other_side(portal: Production, pairs: Pairs) -> None:
    load(portal, pairs, sockets=50, seconds=10, a_second=5)


@pytest.mark.endurance
def test_endurance_of_a_thousand_sockets(portal: Production, pairs: Pairs, capsys: pytest.CaptureFixture[str]) -> None:
    figures = load(portal, pairs, sockets=1000, seconds=300, a_second=20)
    with capsys.disabled():
        figures.write()
