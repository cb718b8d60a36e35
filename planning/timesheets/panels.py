"""What timesheets show on the page of a diary, and what they ask it to keep back."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from planning.diary.models import MoneyDiary
from planning.diary.places import HeldBack, Way
from planning.timesheets.reading import Employing


@hooks.register("register_diary_way")
def write_hours(request: HttpRequest, diary: MoneyDiary) -> list[Way]:
    """One more way to write."""
    url = reverse("pas", args=[diary.uuid])
    return [Way("Write down the hours of a PA", url, order=20, hint="They become wages once you have paid them.")]


@hooks.register("register_held_back")
def kept_for_assistants(diary: MoneyDiary, at: datetime) -> list[HeldBack]:
    """Wages, tax, pension, holiday and redundancy; what comes to nothing is not among them."""
    url = reverse("pas", args=[diary.uuid])
    return [
        HeldBack(kept.what_for, kept.amount, kept.how, order=50 + place, url=url)
        for place, kept in enumerate(Employing(diary, at).kept())
        if kept.amount > 0
    ]
