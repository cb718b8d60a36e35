"""A money diary with so many entries, and its pages as the person opens them."""

import json
import statistics
import time
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from planning.diary.enums import Direction, Source
from planning.diary.models import Entry, MoneyDiary
from planning.diary.services import begin_diary
from planning.diary.services.diaries import DiaryValues
from planning.diary.services.entries import new_entry
from planning.diary.values import EntryValues
from portal.accounts.models import User

# Four years of them: more than anybody keeps in one diary.
DAYS, AT_ONCE = 4 * 365, 5_000
PAGES = ("", "?month=all", "?month=all&page=2", "?month=all&line=none", "charts/", "pictures/", "done/")
TIMES = 8


def main(number: int) -> None:
    """So many entries, spread over the same days."""
    person = User.objects.create_user("tom@example.org", known_as="Tom", full_name="Tom Barker")
    at = timezone.now()
    first = timezone.localdate(at) - timedelta(days=DAYS - 1)
    diary = begin_diary(person=person, values=DiaryValues("My money", first), by=person, at=at)
    for start in range(0, number, AT_ONCE):
        rows = range(start, min(number, start + AT_ONCE))
        Entry.objects.bulk_create(_entry(diary, place, first + timedelta(days=place * 7 % DAYS)) for place in rows)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(number)


def ask() -> None:
    """The middle time of a page, in milliseconds, and the most queries that one of them took."""
    diary = MoneyDiary.objects.get()
    client = Client(HTTP_HOST="localhost", headers={"x-forwarded-proto": "https"})
    client.force_login(diary.person)
    addresses = [f"{diary.get_absolute_url()}{page}" for page in PAGES]
    queries = [_queries(client, address) for address in addresses]
    took = [_took(client, address) for _ in range(TIMES) for address in addresses]
    print(json.dumps({"p50": statistics.median(took), "queries": queries}))


def _entry(diary: MoneyDiary, place: int, day: date) -> Entry:
    way = Direction.IN if place % 10 == 0 else Direction.OUT
    values = EntryValues(day, way, Decimal(100 + place % 9_000) / 100, f"Shop {place % 40}")
    return new_entry(diary, values, by=diary.person, at=timezone.now(), source=Source.TYPED)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def _took(client: Client, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return (time.perf_counter() - began) * 1000
