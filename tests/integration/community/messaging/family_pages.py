"""What tests of threads begin with: a family's thread, and its pages as text."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.messaging.models import Thread
from portal.accounts.models import User
from tests.factories.community import family_thread
from tests.personas import Cast

Browser = Callable[[User], Client]


def family(cast: Cast, at: datetime, *, with_worker: bool = False) -> Thread:
    return family_thread(cast.maureen, cast.beth_in_circle, at=at, with_worker=with_worker)


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def without_keys(response: Any) -> str:
    page = response.content.decode()
    return re.sub(r'value="[^"]*"', "", page[page.index("<main") : page.index("</main>")])


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def new_ones(client: Client) -> int:
    found: list[Any] = [entry for entry in client.get("/home/").context["navigation"] if entry.label == "Messages"]
    return int(found[0].count)
