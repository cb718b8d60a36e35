"""Money checks on the pages about money, in the diary, and for the social worker."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from planning.diary.models import MoneyDiary
from planning.diary.places import Way
from planning.money_checks.models import MoneyCheck, MoneyCheckWish
from planning.money_sharing.queries import people_whose_money
from portal.accounts.models import User
from portal.relationships.queries import named_social_worker, people_of
from portal.shell.panels import Panel

SHOWN = 5


@hooks.register("register_diary_more")
def share_some_days(request: HttpRequest, diary: MoneyDiary) -> list[Way]:
    """For who manages the money: sharing some days of this diary."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or named_social_worker(diary.person, at=at) is None:
        return []
    manages = user.pk == diary.person_id or _manages(user, diary.person)
    hint = "A light look at what was spent. You choose the days. It is not a review."
    way = Way("Share some days for a money check", reverse("money_check_share", args=[diary.uuid]), 40, hint)
    return [way] if manages else []


@hooks.register("register_budget_panel")
def checks_of_money(request: HttpRequest, person: User) -> list[Panel]:
    """For the person and who manages the money: what was asked for, and what was shared."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not (user.pk == person.pk or _manages(user, person)):
        return []
    wish = MoneyCheckWish.objects.filter(person=person).open().select_related("asked_by").first()
    checks = list(
        MoneyCheck.objects.visible_to(user, at=at).filter(person=person).with_unanswered().for_pages()[:SHOWN]
    )
    if not wish and not checks:
        return []
    diaries = list(MoneyDiary.objects.visible_to(user, at=at).filter(person=person).running()) if wish else []
    context = {"wish": wish, "checks": checks, "diaries": diaries, "mine": user.pk == person.pk, "person": person}
    return [Panel("planning/money_checks/budget_panel.html", order=50, context=context)]


@hooks.register("register_home_panel")
def shared_with_me(request: HttpRequest) -> list[Panel]:
    """For the social worker: what was shared and is not closed yet, what waits longest first."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not user.is_social_worker:
        return []
    checks = list(MoneyCheck.objects.visible_to(user, at=at).open().for_pages().order_by("shared_at", "pk"))
    return [Panel("planning/money_checks/home_panel.html", order=30, context={"checks": checks})] if checks else []


@hooks.register("register_person_panel")
def money_checks_of_person(request: HttpRequest, person: User) -> list[Panel]:
    """For the social worker, on the page of one of their people: what was shared, and the way to ask for it."""
    user, at = request.user, timezone.now()
    if not isinstance(user, User) or not people_of(user, at=at).filter(pk=person.pk).exists():
        return []
    checks = list(MoneyCheck.objects.visible_to(user, at=at).filter(person=person).for_pages()[:SHOWN])
    # Whether the person put it away is theirs to know.
    wish = MoneyCheckWish.objects.filter(person=person, met_by=None).select_related("asked_by").first()
    context = {"checks": checks, "wish": wish, "person": person}
    return [Panel("planning/money_checks/person_panel.html", order=110, context=context)]


def _manages(user: User, person: User) -> bool:
    return bool(people_whose_money(user, at=timezone.now(), managing=True).filter(pk=person.pk).exists())
