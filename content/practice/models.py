"""Made-up years and short courses, as pages that editors write."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.search import index

from content.pages.models import TEXT_PAGES, IndexPage, ReadablePage
from content.pages.queries import related_pages
from content.practice.blocks import MomentBlock, PartBlock
from content.practice.year import LETTERS, Choice, Moment, SoFar, Year, year_of

READ_NEXT = [*TEXT_PAGES, "content.CoursePage", "content.ScenarioPage"]
# Longer than any year of moments; what is longer was made by hand.
MOST_MOMENTS = 26
NOT_THAT_NUMBER = "Write a figure between 1 and 5,000."


class PracticePage(ReadablePage):
    """What made-up years and courses share: a summary, what to read next, and an address that says where one is."""

    summary = models.CharField(max_length=250, help_text="One sentence; lists and search show it.")
    related = StreamField([("page", PageChooserBlock(page_type=READ_NEXT))], blank=True, verbose_name="read next")
    looked_over = models.DateField(
        "last looked over", null=True, blank=True, help_text="The day on which somebody last checked that it is right."
    )

    subpage_types: list[str] = []
    search_fields = [*ReadablePage.search_fields, index.SearchField("summary", boost=2)]

    class Meta:
        abstract = True

    @property
    def lead(self) -> str:
        return self.summary

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The page. Search engines leave out what somebody chose on it."""
        response = super().serve(request, *args, **kwargs)
        if request.GET:
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    def more_context(self) -> dict[str, Any]:
        """The pages to read next, without those that are no longer public."""
        return {"related": related_pages([child["value"] for child in self.related.raw_data if child["value"]])}


class ScenarioPage(PracticePage):
    """A made-up budget to play a year with. Nobody's real money, and nothing is kept about who plays."""

    person_name = models.CharField("name", max_length=60, help_text="Of the invented person.")
    about = models.TextField("about the invented person", max_length=1000)
    weekly = models.DecimalField(
        "pounds a week",
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(1), NOT_THAT_NUMBER), MaxValueValidator(Decimal(5000), NOT_THAT_NUMBER)],
    )
    moments = StreamField([("moment", MomentBlock())], max_num=MOST_MOMENTS)

    template_name = "content/practice/year.html"
    parent_page_types = ["content.PracticeIndexPage"]
    content_panels = [
        *PracticePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("person_name"),
        FieldPanel("about"),
        FieldPanel("weekly"),
        FieldPanel("moments"),
        FieldPanel("easy_read"),
        FieldPanel("related"),
        FieldPanel("looked_over"),
    ]
    search_fields = [
        *PracticePage.search_fields,
        index.SearchField("about"),
        index.SearchField("person_name"),
        index.SearchField("moments"),
    ]

    class Meta:
        verbose_name = "made-up year"
        constraints = [
            models.CheckConstraint(condition=Q(weekly__gt=0, weekly__lte=5000), name="a_made_up_budget_is_above_zero")
        ]

    def clean(self) -> None:
        """Raises where two moments come in the same week, so that nobody could say which is first."""
        super().clean()
        weeks = [one.value["week"] for one in self.moments if one.value["week"] is not None]
        if len(set(weeks)) < len(weeks):
            raise ValidationError({"moments": "Two moments have the same week. Give each a week of its own."})

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The year at the moment that the address says. A choice leads on to the address with it, which can be kept."""
        choice = request.GET.get("choice", "")
        year = self.year()
        if choice and request.GET.get("year") == year.mark:
            before = year.after(request.GET.get("so-far", "")).letters
            after = year.after(before + choice[:1]).letters
            if after != before:
                return redirect(self.address(request, after))
        return super().serve(request, *args, **kwargs)

    def address(self, request: HttpRequest | None, letters: str) -> str:
        """Where the year stands after these choices."""
        url = self.get_url(request) or ""
        return f"{url}?year={self.year().mark}&so-far={letters}#now" if letters else f"{url}#now"

    def year(self) -> Year:
        """The figures and words of the year. A draft that is being previewed may lack some of them."""
        return year_of(self.weekly or Decimal(0), [moment_of(one.value) for one in self.moments])

    def more_context(self) -> dict[str, Any]:
        return super().more_context() | {"year": self.year()}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With where the year stands, the choices that there are, or what came of it."""
        context = super().get_context(request, *args, **kwargs)
        if self.wants_easy_read(request):
            return context
        year = self.year()
        asked = request.GET.get("so-far", "")
        changed = bool(asked) and request.GET.get("year") != year.mark
        so_far = year.after("" if changed else asked)
        return context | {
            "so_far": so_far,
            "changed": changed,
            "missing": "choice" in request.GET and not changed,
            "options": _options(so_far),
            "last": so_far.taken[-1] if so_far.taken else None,
            "step_back": self.address(request, so_far.letters[:-1]) if so_far.taken else "",
            "again": self.address(request, ""),
            "lines": self._lines(request, so_far),
        }

    def _lines(self, request: HttpRequest, so_far: SoFar) -> list[dict[str, Any]]:
        """What was chosen, one by one: with its cost in the year, and the address to choose another way there."""
        return [
            {"taken": one, "another": self.address(request, so_far.letters[:place]), "number": place + 1}
            for place, one in enumerate(so_far.taken)
        ]


def _options(so_far: SoFar) -> list[dict[str, Any]]:
    if so_far.moment is None:
        return []
    return [
        {"letter": letter, "choice": choice, "fits": so_far.fits(choice)}
        for letter, choice in zip(LETTERS, so_far.moment.choices, strict=False)
    ]


def moment_of(value: Any) -> Moment:
    """What an editor wrote, as plain figures; what is not written yet counts as nothing."""
    nothing = Decimal(0)
    choices = [
        Choice(
            words=one["words"] or "",
            weekly=one["weekly"] or nothing,
            once=one["once"] or nothing,
            kept=one["kept"] or nothing,
            from_kept=bool(one["from_kept"]),
            makes_possible=one["makes_possible"] or "",
            then=one["then"] or "",
            later=one["later"] or "",
        )
        for one in value["choices"]
    ]
    return Moment(
        week=value["week"] or 0,
        heading=value["heading"] or "",
        text=value["text"] or "",
        choices=tuple(choices[: len(LETTERS)]),
        surprise=bool(value["surprise"]),
    )


class CoursePage(PracticePage):
    """A short course in parts, with exercises. Answers stay in the address or in the browser; nothing is kept."""

    parts = StreamField([("part", PartBlock())], max_num=MOST_MOMENTS)

    template_name = "content/practice/course.html"
    parent_page_types = ["content.CoursesIndexPage"]
    content_panels = [
        *PracticePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("parts"),
        FieldPanel("easy_read"),
        FieldPanel("related"),
        FieldPanel("looked_over"),
    ]
    search_fields = [*PracticePage.search_fields, index.SearchField("parts")]

    class Meta:
        verbose_name = "course"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the part that the address asks for: the first one where it asks for none that there is."""
        context = super().get_context(request, *args, **kwargs)
        if self.wants_easy_read(request) or not self.parts:
            return context
        number = part_number(request.GET.get("part", ""), len(self.parts))
        url = self.get_url(request) or ""
        headings = [(place, one.value["heading"]) for place, one in enumerate(self.parts, start=1)]
        return context | {
            "number": number,
            "count": len(self.parts),
            "part": self.parts[number - 1].value,
            "headings": headings,
            "before": headings[number - 2] if number > 1 else None,
            "after": headings[number] if number < len(headings) else None,
            "course_url": url,
        }


def part_number(asked: str, count: int) -> int:
    """Which part is meant, from 1 to `count`; 1 where it is none of them."""
    plain = asked if asked.isascii() and asked.isdigit() and len(asked) <= len(str(MOST_MOMENTS)) else "1"
    return int(plain) if 1 <= int(plain) <= count else 1


class PracticeIndexPage(IndexPage):
    """All made-up years."""

    lists = ScenarioPage
    template_name = "content/practice/years.html"
    subpage_types = ["content.ScenarioPage"]

    class Meta:
        verbose_name = "list of made-up years"


class CoursesIndexPage(IndexPage):
    """All courses."""

    lists = CoursePage
    template_name = "content/practice/courses.html"
    subpage_types = ["content.CoursePage"]

    class Meta:
        verbose_name = "list of courses"
