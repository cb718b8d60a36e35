"""What others were told that they may spend money on: an answer without whose it is, as a page for everybody."""

from typing import Any

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from content.pages.models import GuidancePage, ReadablePage
from content.pages.queries import public_pages
from content.questions.kinds.choices import OUTCOMES

SAID = {"yes": "Yes", "yes_if": "Yes, if", "no": "No"}


class PrecedentPage(ReadablePage):
    """One question and its answer. It says what was answered once, with which reasons; it is no rule.

    Begun only from words that a manager checked and the person agreed to (see planning.spending); while they have not
    taken it back, editors publish it as any page.
    """

    asked = models.TextField("what was asked", max_length=3000)
    said = models.CharField("the answer", max_length=10, choices=list(SAID.items()))
    replied = models.TextField("what was answered", max_length=3000)
    outcome = models.CharField("what it helps with", max_length=1, choices=list(OUTCOMES.items()), blank=True)
    makes_possible = models.CharField("what it makes possible", max_length=300, blank=True)

    template_name = "content/pages/precedent.html"
    parent_page_types = ["content.GuidanceIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("asked"),
        FieldPanel("said"),
        FieldPanel("replied"),
        FieldPanel("outcome"),
        FieldPanel("makes_possible"),
        FieldPanel("easy_read"),
    ]
    search_fields = [
        *ReadablePage.search_fields,
        index.SearchField("asked"),
        index.SearchField("replied"),
        index.SearchField("makes_possible"),
        index.SearchField("get_outcome_display"),
    ]

    class Meta:
        verbose_name = "earlier answer about spending"
        verbose_name_plural = "earlier answers about spending"

    @property
    def summary(self) -> str:
        """The line below it in lists: the answer, and what it makes possible where somebody said so."""
        said = SAID.get(self.said, "")
        return f"{said}. It makes possible: {self.makes_possible}" if self.makes_possible else f"{said}: {self.replied}"

    @property
    def lead(self) -> str:
        """Also what the search shows."""
        return self.summary[:250]


def precedents_about(words: str, *, most: int) -> list[PrecedentPage]:
    """Published answers that have some of these words, the nearest first."""
    live = PrecedentPage.objects.live().public()
    return list(live.search(words, operator="or")[:most]) if words.strip() else []


def pages_about(words: str, *, most: int) -> list[Any]:
    """The public pages of guidance that have some of these words, the nearest first. No story, course or made-up year:
    what somebody did is no rule."""
    pages = public_pages().type(GuidancePage).specific()
    return list(pages.search(words, operator="or")[:most]) if words.strip() else []
