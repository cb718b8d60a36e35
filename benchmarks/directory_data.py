"""Organisations spread over England, and the questions that people ask of them."""

import json
import random
import statistics
import time

from django.db import connection
from django.test import Client
from django.utils import timezone

from community.organisations.enums import Profits, Room
from community.organisations.models import Availability, Organisation, TaxonomyTerm
from community.organisations.seeding import seed_directory

LIST = "/help-near-you/"
QUESTIONS = (
    "",
    "?q=gardening",
    "?q=support",
    "?place=York",
    "?place=Leeds&within=20",
    "?place=Leeds&within=20&q=support&kind=planning",
    "?kind=money&language=pl&access=step-free",
    "?q=choir&place=NM1",
    "?page=3",
)
TIMES = 12
WORDS = ("choir", "gardening", "payroll", "advice", "lunch", "walking", "dementia", "letters", "driving", "music")
SENTENCE = "We give support to people who live near us, at home or here, for as long as they like. "


def main(number: int) -> None:
    """So many organisations, the same ones each time."""
    chance = random.Random(7)  # noqa: S311 - the same data each time is the point
    seed_directory()
    terms: dict[str, list[TaxonomyTerm]] = {}
    for term in TaxonomyTerm.objects.all():
        terms.setdefault(term.taxonomy, []).append(term)
    made = Organisation.objects.bulk_create((_one(place, chance) for place in range(number)), batch_size=500)
    at = timezone.now()
    Availability.objects.bulk_create(
        (Availability(organisation=each, room=Room.OPEN, told_at=at, wait_weeks=2) for each in made), batch_size=500
    )
    for field, taxonomy in (
        ("kinds", "help"),
        ("audiences", "audience"),
        ("languages", "language"),
        ("access", "access"),
    ):
        link = getattr(Organisation, field).through
        rows = [
            link(organisation_id=each.pk, taxonomyterm_id=term.pk)
            for each in made
            for term in chance.sample(terms[taxonomy], 2)
        ]
        link.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(number)


def _one(place: int, chance: random.Random) -> Organisation:
    word = chance.choice(WORDS)
    return Organisation(
        name=f"{word.capitalize()} Group {place}",
        summary=f"A group for {word} and other things.",
        description=SENTENCE * 6 + " ".join(chance.sample(WORDS, 3)),
        phone=f"01632 {960000 + place % 1000}",
        city="Northmoor",
        latitude=chance.uniform(50.5, 55),
        longitude=chance.uniform(-4, 1),
        profits=Profits.NO,
        is_free=True,
    )


def ask() -> None:
    """Prints the slow time (p95) of all questions together, in milliseconds."""
    client = Client(HTTP_HOST="localhost", headers={"x-forwarded-proto": "https"})
    took = []
    for question in QUESTIONS * (TIMES + 1):
        began = time.perf_counter()
        response = client.get(f"{LIST}{question}", secure=True)
        took.append((time.perf_counter() - began) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{question}: {response.status_code}")
    # The first round fills caches.
    print(json.dumps({"p95": statistics.quantiles(took[len(QUESTIONS) :], n=20)[-1]}))
