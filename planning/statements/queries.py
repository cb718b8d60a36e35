"""Statements in the field's words."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Count, Q, QuerySet

from planning.statements.enums import OPEN

if TYPE_CHECKING:
    from portal.accounts.models import User

# A file waits so long for somebody to say what its columns mean; a list of lines, to be gone through.
FILE_WAITS, LIST_WAITS = timedelta(days=7), timedelta(days=90)


class StatementQuerySet(QuerySet[Any]):
    """Statements that were brought in."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """Of diaries in which this user writes now: who only sees the money has the diary itself."""
        diaries = apps.get_model("planning", "MoneyDiary").objects.written_by(user, at=at)
        return self.filter(diary__in=diaries)

    def for_pages(self) -> Self:
        """With the diary, whose it is and who brought it in."""
        return self.select_related("diary__person", "diary__document", "brought_by")

    def with_counts(self) -> Self:
        """`to_look_at`: how many lines wait for a yes or no."""
        return self.annotate(to_look_at=Count("lines", filter=Q(lines__standing__in=OPEN)))

    def waited_too_long(self, *, at: datetime) -> Self:
        """Files that nobody came back for, and lists that are old."""
        return self.filter(Q(read_at=None, brought_at__lt=at - FILE_WAITS) | Q(read_at__lt=at - LIST_WAITS))


class StatementLineQuerySet(QuerySet[Any]):
    """Lines of statements."""

    def open(self) -> Self:
        """Those that wait for a yes or no."""
        return self.filter(standing__in=OPEN)

    def by_standing(self) -> dict[str, int]:
        """How many stand how."""
        rows = self.order_by().values("standing").annotate(many=Count("pk"))
        return {row["standing"]: row["many"] for row in rows}
