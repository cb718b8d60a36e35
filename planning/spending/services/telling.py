"""Who is told of what happens with a question about spending. Inside the transaction of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Model

from planning.money_sharing.queries import money_circle
from planning.spending.models import SpendingQuestion
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.audit.services import record
from portal.crisis.queries import acting_for, managers_of
from portal.notifications.enums import Kind
from portal.notifications.services import notify


def hold(question: SpendingQuestion) -> SpendingQuestion:
    """One change about a person's answers at a time; the question as it is now."""
    question.person.hold()
    held: SpendingQuestion = SpendingQuestion.objects.select_for_update(of=("self",)).for_pages().get(pk=question.pk)
    return held


def write_down(verb: str, question: SpendingQuestion, *, by: User, at: datetime, about: Model, **detail: Any) -> None:
    """For "who looked"."""
    record(verb, by=by, person=question.person, about=about, at=at, **detail)


def tell_workers(question: SpendingQuestion, kind: Kind, *, by: User, at: datetime) -> None:
    """The named social worker, and who stands in."""
    for worker in acting_for(question.person, at=at):
        if worker.pk != by.pk:
            notify(user=worker, kind=kind, path=question.get_absolute_url(), at=at)


def tell_those_who_asked(question: SpendingQuestion, kind: Kind, *, by: User, at: datetime) -> None:
    """The person, and who manages the money with them, as far as they may see this question."""
    readers = (question.person, *money_circle(question.person, at=at, managing=True))
    _tell(readers, question, kind, by=by, at=at)


def tell_who_answered(
    question: SpendingQuestion, kind: Kind, workers: Iterable[User], *, by: User, at: datetime
) -> None:
    """The workers whose answers were decided between, as far as they still act for the person."""
    _tell((worker for worker in workers if worker.is_active), question, kind, by=by, at=at)


def _tell(users: Iterable[User], question: SpendingQuestion, kind: Kind, *, by: User, at: datetime) -> None:
    readers = SpendingQuestion.objects.filter(pk=question.pk)
    for user in users:
        if user.pk != by.pk and readers.visible_to(user, at=at).exists():
            notify(user=user, kind=kind, path=question.get_absolute_url(), at=at)


def deciding(question: SpendingQuestion, worker: User, *, at: datetime) -> list[User]:
    """The managers of the worker's team; where it has none, those who are responsible for the person."""
    team = User.objects.filter(role=Role.TEAM_MANAGER, is_active=True, team__isnull=False, team=worker.team_id)
    return list(team.order_by("known_as", "pk")) or managers_of(question.person, at=at)
