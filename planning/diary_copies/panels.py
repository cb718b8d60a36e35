"""The way to take a diary along, on its page."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from planning.diary.models import MoneyDiary
from planning.diary.places import Way


@hooks.register("register_diary_more")
def take_along(request: HttpRequest, diary: MoneyDiary) -> list[Way]:
    """For everybody who reads it."""
    return [Way("Take the diary along: spreadsheet, PDF, print", reverse("diary_take_along", args=[diary.uuid]), 40)]
