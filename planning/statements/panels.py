"""What statements show on the page of a diary."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks

from planning.diary.models import MoneyDiary
from planning.diary.places import Way


@hooks.register("register_diary_way")
def bring_in_a_statement(request: HttpRequest, diary: MoneyDiary) -> list[Way]:
    """One more way to write."""
    url = reverse("diary_statements", args=[diary.uuid])
    return [Way("Bring in a bank statement", url, order=30, hint="A file from your bank, line by line.")]
