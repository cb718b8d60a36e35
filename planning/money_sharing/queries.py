"""Whose money somebody sees or manages: by a tick of the person, or because they act in the person's place."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from portal.accounts.models import User


class MoneyShareQuerySet(QuerySet[Any]):
    """Shares of somebody's money with one of their circle."""

    def active(self, *, at: datetime) -> Self:
        """Open shares whose circle membership holds too."""
        return self.filter(active_at(at), active_at(at, "membership__"))

    def managing(self) -> Self:
        """Those that let somebody manage the money, and not only see it."""
        return self.filter(can_manage=True)

    def of_circle(self, person: "User") -> Self:
        """The shares of one person that nobody ended, also with those who have not taken up their invitation."""
        return self.filter(membership__person=person, ends_at=None, membership__ends_at=None)


def people_whose_money(user: "User", *, at: datetime, managing: bool = False) -> Any:
    """The OTHER people whose money this user sees now; with `managing`, those whose money they manage.

    What opens it: a tick of the person for somebody in their circle, or a recorded authority about money. People who
    work here see nobody's money by it.
    """
    people = apps.get_model("portal", "User").objects
    if user.role != Role.PERSON:
        return people.none()
    shares = apps.get_model("planning", "MoneyShare").objects.active(at=at).filter(membership__supporter=user)
    shares = shares.managing() if managing else shares
    held = apps.get_model("portal", "Authority").objects.held_by(user, at=at).filter(money=True)
    return people.filter(
        Q(Exists(shares.filter(membership__person=OuterRef("pk"))))
        | Q(Exists(held.filter(membership__person=OuterRef("pk"))))
    )


def money_circle(person: "User", *, at: datetime, managing: bool = False) -> list[Any]:
    """Who sees a person's money beside themselves now, each once, by name; with `managing`, who manages it."""
    shares = apps.get_model("planning", "MoneyShare").objects.active(at=at).filter(membership__person=person)
    shares = shares.managing() if managing else shares
    held = apps.get_model("portal", "Authority").objects.standing(at=at).filter(membership__person=person, money=True)
    users = apps.get_model("portal", "User").objects.filter(role=Role.PERSON, is_active=True)
    ids = shares.order_by().values("membership__supporter").union(held.order_by().values("membership__supporter"))
    return list(users.filter(pk__in=ids).order_by("known_as", "pk"))
