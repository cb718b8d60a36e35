"""Personal assistants and their weeks in the field's words."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import F, Q, QuerySet

if TYPE_CHECKING:
    from portal.accounts.models import User


class AssistantQuerySet(QuerySet[Any]):
    """PAs who are paid from a money diary."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """Those of diaries that this user sees now."""
        return self.filter(diary__in=apps.get_model("planning", "MoneyDiary").objects.visible_to(user, at=at))

    def for_pages(self) -> Self:
        """With the diary and whose it is."""
        return self.select_related("diary__person", "diary__document")


class WeekQuerySet(QuerySet[Any]):
    """Weeks with hours."""

    def newest_first(self) -> Self:
        """The latest week first."""
        return self.order_by("-begins")

    def unpaid(self) -> Self:
        """Those whose wages are not in the diary."""
        return self.filter(Q(entry=None) | Q(entry__deleted_at__isnull=False))

    def before(self, begins: date) -> Self:
        """Earlier weeks, the latest first."""
        return self.filter(begins__lt=begins).order_by("-begins")


class LastPayQuerySet(QuerySet[Any]):
    """What was paid as somebody's work ended."""

    def counting(self) -> Self:
        """Of the end of work that is written down now, where its entry was not taken out of the diary."""
        return self.filter(Q(entry=None) | Q(entry__deleted_at=None), ended_on=F("assistant__ended_on"))
