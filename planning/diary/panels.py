"""Money diaries on other pages: at home, and on the page about somebody's money."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from planning.diary.models import MoneyDiary
from planning.money_sharing.queries import people_whose_money
from portal.accounts.models import User
from portal.shell.panels import Panel


@hooks.register("register_budget_panel")
def diaries_of(request: HttpRequest, person: User) -> list[Panel]:
    """The diaries of this person, with what is there; and the way to begin one, for who looks after the money."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User):
        return []
    mine = user.pk == person.pk
    visible = MoneyDiary.objects.visible_to(user, at=at).filter(person=person)
    diaries = list(visible.with_balance().order_by("closed_at", "begun_at", "pk"))
    manages = mine or people_whose_money(user, at=at, managing=True).filter(pk=person.pk).exists()
    if not diaries and not manages:
        return []
    context = {"diaries": diaries, "manages": manages, "mine": mine, "person": person}
    return [Panel("planning/diary/budget_panel.html", order=40, context=context)]


@hooks.register("register_home_panel")
def diaries_at_home(request: HttpRequest) -> list[Panel]:
    """What is left in each diary that goes on: one's own, and of those whose money one looks after."""
    user = request.user
    if not isinstance(user, User) or not user.is_person:
        return []
    found = MoneyDiary.objects.visible_to(user, at=timezone.now()).running().select_related("person").with_balance()
    diaries = sorted(found, key=lambda diary: (diary.person_id != user.pk, diary.person.known_as, diary.begun_at))
    context = {"diaries": diaries, "user": user}
    return [Panel("planning/diary/home_panel.html", order=17, context=context)] if diaries else []
