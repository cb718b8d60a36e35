"""People and their social workers who write to each other and read along, through nginx, whatever breaks meanwhile.

Each does what the portal's own page does: a message that was not acknowledged is sent again under the same id; after
a hint, and whenever the line was broken, the page asks for everything after what it has.
"""

import random
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.production.parts import wait_until
from tests.production.production import DATABASE, Production
from tests.production.sockets import Socket, Sockets
from tests.production.visitors import Visitor

# Seconds between two tries, as the page waits.
SOON = 0.25
# One message in so many is sent once more after it was acknowledged, as by a page that missed the answer.
DOUBLED = 5
SIDES = ("person", "worker")


@dataclass(frozen=True)
class Acknowledged:
    """A message that the portal said it has kept."""

    thread: str
    client_id: str
    words: str
    number: int
    sender: int
    at: float


class Reader:
    """One open page of a thread: what it shows, and how it keeps up."""

    def __init__(self, traffic: "Traffic", thread: str, session: str) -> None:
        self.traffic, self.thread = traffic, thread
        self.visitor = traffic.visitor(session)
        self.revision = 0
        self.shown: dict[int, str] = {}
        self.refused = False
        self._asked, self._asking = False, False
        self._lock = threading.Lock()
        self.socket: Socket = traffic.sockets.open(session, thread, on_open=self.ask, on_hint=self._hint)

    def _hint(self, hint: dict[str, Any]) -> None:
        if hint.get("revision", 0) > self.revision:
            self.ask()

    def ask(self) -> None:
        """Catch up soon: one question at a time, and once more if it was asked for meanwhile."""
        with self._lock:
            self._asked = True
            if self._asking:
                return
            self._asking = True
        self.traffic.pool.submit(self._catch_up)

    def _catch_up(self) -> None:
        while True:
            with self._lock:
                if not self._asked or self.traffic.over.is_set():
                    self._asking = False
                    return
                self._asked = False
            if not self._fetch():
                time.sleep(SOON)
                with self._lock:
                    self._asked = True

    def _fetch(self) -> bool:
        """Everything after what is shown. Whether there was an answer."""
        try:
            found = self.visitor.get(f"/messages/{self.thread}/since/{self.revision}/")
        except requests.RequestException:
            return False
        if found.status_code in {403, 404}:
            self.refused = True
            return True
        if found.status_code != 200:
            return False
        said = found.json()
        now = time.monotonic()
        for message in said["messages"]:
            if message["number"] not in self.shown:
                self.traffic.delivered(self, message["number"], now)
            self.shown[message["number"]] = message["html"]
        self.revision = max(self.revision, said["revision"])
        self.socket.revision = self.revision
        if said.get("more"):
            self.ask()
        return True


@dataclass
class Traffic:
    """Runs while it is entered. `acknowledged` and `tries` grow."""

    portal: Production
    sockets: Sockets
    pairs: Sequence[dict[str, Any]]
    # Where open pages catch up.
    pool: ThreadPoolExecutor
    senders: int = 6
    pause: float = 0.1
    acknowledged: list[Acknowledged] = field(default_factory=list)
    tries: int = 0
    wrong: list[str] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    writers: list[threading.Thread] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)

    def visitor(self, session: str) -> Visitor:
        """A browser that is signed in."""
        return Visitor(self.portal.base_url, self.portal.certificate, session)

    def delivered(self, reader: Reader, number: int, at: float) -> None:
        """A reader shows a message for the first time."""

    def send_until_stopped(self, sender: int) -> None:
        """One sender: one message after the other, each until it is acknowledged."""
        dice = random.Random(sender)  # noqa: S311
        mine = self.pairs[sender :: self.senders]
        browsers = {(p["thread"], side): self.visitor(p[side]["session"]) for p in mine for side in SIDES}
        turn = 0
        while not self.stopping.is_set():
            pair, side = dice.choice(mine), dice.choice(SIDES)
            turn += 1
            words = f"{side} {sender} says number {turn}"
            client_id = str(uuid.UUID(int=dice.getrandbits(128), version=4))
            first = self._send(browsers[pair["thread"], side], pair["thread"], client_id, words)
            self.acknowledged.append(Acknowledged(pair["thread"], client_id, words, first, sender, time.monotonic()))
            if turn % DOUBLED == 0:
                again = self._send(browsers[pair["thread"], side], pair["thread"], client_id, words)
                if again != first:
                    self.wrong.append(f"{client_id} was {first}, and {again} when it was sent again")
            self.stopping.wait(self.pause * dice.uniform(0.5, 1.5))

    def _send(self, browser: Visitor, thread: str, client_id: str, words: str) -> int:
        """Send until it is acknowledged; gives the number that the message got."""
        while True:
            self.tries += 1
            try:
                while not browser.knows_csrf and not self.over.is_set():
                    browser.get(f"/messages/{thread}/")
                answer = browser.post(
                    f"/messages/{thread}/",
                    {"words": words, "client_id": client_id},
                    headers={"Accept": "application/json"},
                )
                if answer.status_code in {200, 201}:
                    return int(answer.json()["number"])
                if answer.status_code < 500:
                    self.wrong.append(f"{answer.status_code} to a message: {answer.text[:200]}")
            except requests.RequestException:
                pass
            if self.over.is_set():
                raise RuntimeError(f"never acknowledged: {words}")
            time.sleep(SOON)

    def stop_writing(self) -> None:
        """Nobody begins another message; those that were begun are sent to their end."""
        self.stopping.set()
        for writer in self.writers:
            writer.join(timeout=60)
            assert not writer.is_alive(), "a message was never acknowledged"

    def kept(self) -> dict[str, list[tuple[int, str, str]]]:
        """What the database holds: for each thread the numbers, ids and words, in order."""
        rows = self.portal.postgres.run(
            "SELECT t.uuid::text, m.number, m.client_id::text, m.words FROM community_message m "
            "JOIN community_thread t ON t.id = m.thread_id ORDER BY t.uuid, m.number",
            database=DATABASE,
        )
        found: dict[str, list[tuple[int, str, str]]] = {pair["thread"]: [] for pair in self.pairs}
        for thread, number, client_id, words in rows:
            if thread in found:
                found[thread].append((number, client_id, words))
        return found

    def wait_for(self, count: int, why: str) -> None:
        """Wait until so many more messages were acknowledged."""
        enough = len(self.acknowledged) + count
        wait_until(f"{count} messages {why}", lambda: len(self.acknowledged) >= enough)

    def all_read(self) -> bool:
        """Whether every open page shows every message of its thread."""
        kept = {thread: len(rows) for thread, rows in self.kept().items()}
        return all(len(reader.shown) == kept[reader.thread] for reader in self.readers)


@contextmanager
def traffic(portal: Production, pairs: Sequence[dict[str, Any]], **options: Any) -> Iterator[Traffic]:
    """Everybody writes and reads until it is left; then what was begun is ended, and nothing more is begun."""
    with Sockets(portal) as sockets, ThreadPoolExecutor(len(pairs) * 2) as readers:
        found = Traffic(portal, sockets, pairs, readers, **options)
        found.readers = [Reader(found, pair["thread"], pair[side]["session"]) for pair in pairs for side in SIDES]
        found.writers = [
            threading.Thread(target=found.send_until_stopped, args=(number,), daemon=True)
            for number in range(found.senders)
        ]
        for writer in found.writers:
            writer.start()
        try:
            yield found
        finally:
            found.over.set()
            found.stop_writing()
