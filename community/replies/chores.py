"""What is due every minute: late answers are told of."""

from datetime import datetime

from django.db.models import Q
from wagtail import hooks

from community.replies.models import AwaitedReply
from community.replies.services import tell_of_late


@hooks.register("register_chore")
def tell_of_late_replies(at: datetime) -> None:
    """Whatever became late, or twice as late, since the last minute: each in a transaction of its own."""
    due = AwaitedReply.objects.open().late(at=at).filter(told_manager_at=None)
    due = due.filter(Q(told_cover_at=None) | Q(manager_at__lte=at))
    for pk in list(due.order_by("by_when").values_list("pk", flat=True)):
        tell_of_late(reply_id=pk, at=at)
