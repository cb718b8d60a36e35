"""Telling somebody that a question about spending has waited longer than we said."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from planning.spending.models import SpendingQuestion
from portal.crisis.queries import acting_for, managers_of
from portal.notifications.enums import Kind
from portal.notifications.services import notify


@transaction.atomic
def tell_of_late(*, question_id: int, at: datetime) -> None:
    """Tell the social worker and who stands in, once, when the day that we said is over; the managers, once, when it
    has gone on for as long again, or where nobody else is there."""
    question = SpendingQuestion.objects.select_for_update(of=("self",)).for_pages().get(pk=question_id)
    if not SpendingQuestion.objects.unanswered().late(at=at).filter(pk=question_id).exists():
        return
    workers = acting_for(question.person, at=at)
    if question.told_late_at is None:
        question.told_late_at = at
        for worker in workers:
            notify(user=worker, kind=Kind.STUCK, path=question.get_absolute_url(), at=at)
    as_long_again = question.answer_by + (question.answer_by - question.asked_at)
    if question.told_managers_at is None and (not workers or at > as_long_again):
        question.told_managers_at = at
        for manager in managers_of(question.person, at=at):
            notify(user=manager, kind=Kind.STUCK, path=reverse("home"), at=at)
    question.save(update_fields=["told_late_at", "told_managers_at"])
