"""What is done about questions about spending without anybody pressing a button."""

from datetime import datetime

from wagtail import hooks

from planning.spending.models import SpendingQuestion
from planning.spending.services import tell_of_late


@hooks.register("register_chore")
def tell_of_what_was_not_answered_in_time(at: datetime) -> None:
    """Each in a transaction of its own."""
    due = SpendingQuestion.objects.unanswered().late(at=at).not_told_yet(at=at).order_by("answer_by", "pk")
    for question_id in list(due.values_list("pk", flat=True)):
        tell_of_late(question_id=question_id, at=at)
