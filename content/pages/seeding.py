"""The first pages: what a new portal begins with, until its editors write their own.

Only what is missing is made. A page is known by a key of its own (its translation key), so that one which
editors have renamed, moved, rewritten or taken offline is still theirs and stays as it is.
"""

import json
import uuid
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model
from wagtail.models import Collection, Locale, Page, Site
from wagtail.search import index

from content.pages.models import (
    GuidanceIndexPage,
    GuidancePage,
    HomePage,
    StandingPage,
    StoriesIndexPage,
    StoryPage,
    TextPage,
    WhatsChangedPage,
)

SEED = Path(settings.ROOT) / "content/seed"
# The order in which a reader needs them.
GUIDANCE = (
    "your-indicative-budget",
    "ways-to-make-your-plan",
    "what-every-plan-needs",
    "what-you-can-spend-on",
    "writing-a-pa-job-description",
    "what-employing-someone-costs",
    "getting-help",
    "your-social-worker",
    "how-plans-are-agreed",
    "reviews-and-money-checks",
    "if-things-get-worse",
    "advocacy-and-capacity",
)
STORIES = ("maureen", "tom")
WHATS_CHANGED = "whats-changed"
# The day on which the first texts were last checked.
LOOKED_OVER = date(2026, 11, 22)
STANDING = (
    "accessibility",
    "privacy",
    "cookies",
    "feedback",
    "exit-this-page",
    "other-ways-to-reach-us",
)
_KEYS = uuid.UUID("5f0d7c1e-52f7-4f39-8f0e-6c5b2f6f2a11")


@transaction.atomic
def seed_site() -> list[str]:
    """Make the pages that are missing; returns their titles.

    Also makes what Wagtail's own migrations make and a flushed database lacks: the language, the root of
    all pages, the root of all collections, and the site.
    """
    root = _ground()
    home, made = _home(root)
    new: list[Page] = [home] if made else []
    for model, slug, title, intro, entries in _branches():
        branch = find_seeded(slug)
        if branch is None:
            branch = model(title=title, slug=slug, intro=intro, translation_key=seed_key(slug))
            publish(branch, below=home)
            new.append(branch)
        new += [page for entry in entries if (page := _text_page(slug, entry, below=branch))]
    new += [page for entry in STANDING if (page := _text_page("standing", entry, below=home))]
    if find_seeded(WHATS_CHANGED) is None:
        new.append(_whats_changed(below=home))
    for page in new:
        _relate(page)
        # Search must know them before the first worker runs.
        index.insert_or_update_object(page)
    return [page.title for page in new]


def _branches() -> list[tuple[type[Page], str, str, str, tuple[str, ...]]]:
    guidance = "How it all works, in plain words: money, plans, help, and who decides."
    stories = "How it went for people who wrote their own plan."
    return [
        (GuidanceIndexPage, "guidance", "Guidance", guidance, GUIDANCE),
        (StoriesIndexPage, "stories", "Stories", stories, STORIES),
    ]


def _ground() -> Page:
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node()
    return root if root is not None else Page.add_root(instance=Page(title="Root", slug="root"))


def _home(root: Page) -> tuple[HomePage, bool]:
    home = HomePage.objects.first()
    made = home is None
    if home is None:
        text = seed_text("home")
        home = HomePage(translation_key=seed_key("home"), **_home_fields(text))
        publish(home, below=root)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name=settings.SITE_NAME)
    elif _is_stock(site.root_page):
        stock = site.root_page
        site.root_page, site.site_name = home, site.site_name or settings.SITE_NAME
        site.save()
        stock.delete()
    return home, made


def _is_stock(page: Page) -> bool:
    """Whether it is the welcome page that Wagtail's own migration makes, and nobody has used it."""
    return page.specific_class is Page and not page.get_children().exists()


def _home_fields(text: dict[str, Any]) -> dict[str, Any]:
    hero, sample = text["hero"], text["sample"]
    return {
        "title": text["title"],
        "slug": "in-my-words",
        "search_description": text["search_description"],
        "hero_heading": hero["heading"],
        "hero_lead": hero["lead"],
        "primary_text": hero["primary"]["text"],
        "primary_link": hero["primary"]["href"],
        "secondary_text": hero["secondary"]["text"],
        "secondary_link": hero["secondary"]["href"],
        "hero_note": hero["note"],
        "sample_question": sample["question"],
        "sample_label": sample["label"],
        "sample_words": sample["words"],
        "sample_name": sample["name"],
        "sample_detail": sample["detail"],
        "sample_image": _portrait(sample["portrait"]),
        "sample_link_text": sample["link"]["text"],
        "sample_link": sample["link"]["href"],
        "ways_heading": text["ways"]["heading"],
        "ways": seed_blocks("card", text["ways"]["cards"]),
        "passages": seed_blocks("passage", [text["people"], text["worker"]]),
        "more_heading": text["more"]["heading"],
        "more_links": seed_blocks("link", text["more"]["links"]),
        "closing_note": text["demonstration_note"],
        "easy_read": seed_blocks("idea", text["easy_read"]),
    }


def _text_page(folder: str, name: str, *, below: Page) -> TextPage | None:
    """The new page, or None where it is there already."""
    if find_seeded(f"{folder}/{name}") is not None:
        return None
    text = seed_text(f"{folder}/{name}")
    fields: dict[str, Any] = {
        "title": text["title"],
        "slug": text["slug"],
        "summary": text["summary"],
        "body": json.dumps(text["body"]),
        "easy_read": seed_blocks("idea", text["easy_read"]),
        "looked_over": LOOKED_OVER,
        "translation_key": seed_key(f"{folder}/{name}"),
    }
    page: TextPage
    if folder == "guidance":
        page = GuidancePage(exit_bar=text.get("exit_bar", False), **fields)
    elif folder == "stories":
        who = {"person_name": text["person"].capitalize(), "invented": text["invented"]}
        page = StoryPage(portrait=_portrait(text["portrait"]), **who, **fields)
    else:
        page = StandingPage(**fields)
    # Published by _relate, which needs all pages to be there.
    below.add_child(instance=page)
    return page


def _whats_changed(*, below: Page) -> WhatsChangedPage:
    text = seed_text(WHATS_CHANGED)
    page = WhatsChangedPage(
        title=text["title"],
        slug=text["slug"],
        search_description=text["search_description"],
        intro=text["intro"],
        changes=seed_blocks("change", text["changes"]),
        easy_read=seed_blocks("idea", text["easy_read"]),
        translation_key=seed_key(WHATS_CHANGED),
    )
    publish(page, below=below)
    return page


def _relate(page: Page) -> None:
    """Choose what to read next, once all pages are there; as part of the page's first version."""
    if not isinstance(page, TextPage):
        return
    text = next(seed_text(name) for name in _names() if page.translation_key == seed_key(name))
    wanted = [found for slug in text["related"] if (found := _named(slug))]
    page.related = json.dumps([{"type": "page", "value": found.pk} for found in wanted])
    page.save_revision().publish()


def _names() -> list[str]:
    return [
        *(f"guidance/{name}" for name in GUIDANCE),
        *(f"stories/{name}" for name in STORIES),
        *(f"standing/{name}" for name in STANDING),
    ]


def _named(slug: str) -> Page | None:
    return next((page for name in _names() if name.endswith(f"/{slug}") and (page := find_seeded(name))), None)


def publish(page: Page, *, below: Page) -> None:
    """Add a page as the last one below another, for everybody to read."""
    below.add_child(instance=page)
    page.save_revision().publish()


def find_seeded(name: str) -> Page | None:
    """The page that was made under this name, whatever editors have called it since."""
    found: Page | None = Page.objects.filter(translation_key=seed_key(name)).first()
    return found


def seed_key(name: str) -> uuid.UUID:
    """By which a page that the portal came with is known again."""
    return uuid.uuid5(_KEYS, name)


def seed_text(name: str) -> dict[str, Any]:
    """What a page begins with, from its file."""
    text: dict[str, Any] = json.loads((SEED / f"pages/{name}.json").read_text())
    return text


def seed_blocks(kind: str, values: list[dict[str, Any]]) -> str:
    """These values as the JSON of a StreamField of one kind."""
    return json.dumps([{"type": kind, "value": value} for value in values])


def _portrait(name: str) -> Any:
    """The drawn portrait as a picture of the CMS."""
    model = get_image_model()
    title = f"{name.capitalize()}, drawn"
    image = model.objects.filter(title=title).first()
    if image is None:
        drawn = (SEED / f"portraits/{name}.webp").read_bytes()
        image = model.objects.create(title=title, file=ContentFile(drawn, name=f"{name}.webp"))
    return image
