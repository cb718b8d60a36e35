"""The first made-up year and the first courses, until editors write their own. Only what is missing is made."""

import json
from decimal import Decimal
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.search import index

from content.pages.models import HomePage
from content.pages.seeding import LOOKED_OVER, find_seeded, publish, seed_blocks, seed_key, seed_text
from content.practice.models import CoursePage, CoursesIndexPage, PracticeIndexPage, ScenarioPage

SCENARIOS = ("a-year-with-della",)
COURSES = ("your-budget-in-plain-words", "asking-for-what-you-need")
PRACTICE_INTRO = "A made-up budget to try things out with. It is nobody’s real money, and we keep nothing."
COURSES_INTRO = "A few minutes each, in plain words, with things to try. We keep nothing of what you answer."


@transaction.atomic
def seed_practice() -> list[str]:
    """Make the pages that are missing, below a home page that is there; returns their titles."""
    home = HomePage.objects.first()
    if home is None:
        return []
    new: list[Page] = []
    years = _list(PracticeIndexPage, "practice", "Practise with a budget", PRACTICE_INTRO, home, new)
    courses = _list(CoursesIndexPage, "courses", "Short courses", COURSES_INTRO, home, new)
    for name in COURSES:
        _add(f"courses/{name}", _course, courses, new)
    for name in SCENARIOS:
        _add(f"practice/{name}", _scenario, years, new)
    for page in new:
        # Search must know them before the first worker runs.
        index.insert_or_update_object(page)
    return [page.title for page in new]


def _list(model: type[Page], slug: str, title: str, intro: str, home: Page, new: list[Page]) -> Page:
    found = find_seeded(slug)
    if found is None:
        found = model(title=title, slug=slug, intro=intro, translation_key=seed_key(slug))
        publish(found, below=home)
        new.append(found)
    return found


def _add(name: str, make: Any, below: Page, new: list[Page]) -> None:
    if find_seeded(name) is None:
        text = seed_text(name)
        page = make(text, translation_key=seed_key(name), **_shared(text))
        publish(page, below=below)
        new.append(page)


def _shared(text: dict[str, Any]) -> dict[str, Any]:
    related = [found for name in text["related"] if (found := find_seeded(name))]
    return {
        "title": text["title"],
        "slug": text["slug"],
        "summary": text["summary"],
        "easy_read": seed_blocks("idea", text["easy_read"]),
        "related": json.dumps([{"type": "page", "value": found.pk} for found in related]),
        "looked_over": LOOKED_OVER,
    }


def _scenario(text: dict[str, Any], **shared: Any) -> ScenarioPage:
    return ScenarioPage(
        person_name=text["person_name"],
        about=text["about"],
        weekly=Decimal(text["weekly"]),
        moments=seed_blocks("moment", text["moments"]),
        **shared,
    )


def _course(text: dict[str, Any], **shared: Any) -> CoursePage:
    return CoursePage(parts=seed_blocks("part", text["parts"]), **shared)
