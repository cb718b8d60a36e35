"""Help in the field's words. The models use this as their managers, so it names other models by string."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from portal.accounts.models import User

# Both are told so long before it ends.
NOTICE_BEFORE = timedelta(days=7)
# How long a helper is told that some help has ended, and can answer the three questions; and how long their
# coordinators read what they wrote when they stopped.
NEWS_FOR = timedelta(days=90)


def _objects(name: str) -> Any:
    return apps.get_model("community", name).objects


class MeetingQuerySet(QuerySet[Any]):
    """Meetings of two who have to do with each other because of a match."""

    def for_pages(self) -> Self:
        """With who wrote what about each, the latest meeting first."""
        return self.select_related("written_by").prefetch_related("lines__written_by").order_by("-on", "-pk")

    def by_match(self) -> dict[int, dict[str, Any]]:
        """For each match, by its id: `count`, `minutes` together, and the `last` day."""
        found = self.order_by().values("match").annotate(count=Count("pk"), minutes=Sum("minutes"), last=Max("on"))
        return {row["match"]: row for row in found}


def helping_visible_to(user: "User", *, at: datetime) -> Any:
    """The help that is somebody's business: all that they were given themselves, and what they give now."""
    mine = Q(match__person=user) | (Q(match__helper=user) & active_at(at, "match__"))
    return _objects("Helping").filter(mine).for_pages()


def given_by(helper: "User", *, at: datetime) -> Any:
    """Whom somebody helps now: whose help ends first stands first."""
    found = _objects("Helping").active(at=at).filter(match__helper=helper).for_pages()
    return found.order_by("match__ends_at", "pk")


def given_before(helper: "User", *, at: datetime) -> Any:
    """What somebody gave until not long ago. Whom they helped is not theirs to read any more."""
    found = _objects("Helping").filter(match__helper=helper, match__ends_at__lte=at, match__ends_at__gt=at - NEWS_FOR)
    return found.select_related("match", "organisation").order_by("-match__ends_at", "pk")


def helpers_of(person: "User", *, at: datetime) -> Any:
    """Who helps somebody now."""
    found = _objects("Helping").active(at=at).filter(match__person=person).for_pages()
    return found.order_by("match__ends_at", "pk")


def helped_by(organisation: Any, *, at: datetime) -> Any:
    """The help that an organisation gives now."""
    found = _objects("Helping").active(at=at).filter(organisation=organisation).for_pages()
    return found.order_by("match__ends_at", "pk")


def run_out(*, at: datetime) -> Any:
    """What is over by its date, and nobody has written down as ended."""
    return _objects("Helping").filter(how_ended="", match__ends_at__lte=at)


def ending_soon(*, at: datetime) -> Any:
    """What ends within a week, and nobody has been told of."""
    found = _objects("Helping").active(at=at).filter(how_ended="", week_before_told_at=None)
    return found.filter(match__ends_at__lte=at + NOTICE_BEFORE)


def given_by_nobody_of_theirs(*, at: datetime) -> Any:
    """Help by somebody who is not a volunteer of the organisation any more."""
    theirs = _objects("Volunteer").current(at=at)
    there = theirs.filter(membership__user=OuterRef("match__helper"), membership__organisation=OuterRef("organisation"))
    return _objects("Helping").active(at=at).filter(~Exists(there)).for_pages()


def without_checks(*, at: datetime) -> Any:
    """Help that somebody gives though a check that is needed has run out, or was taken out because it had been noted by
    mistake. One that was never noted ends nothing: that is for the coordinator to see before they propose somebody."""
    today = timezone.localdate(at)
    noted = _objects("Check").filter(kind=OuterRef("pk"), volunteer=OuterRef(OuterRef("pk")))
    holding = _objects("Check").holding(on=today).filter(kind=OuterRef("pk"), volunteer=OuterRef(OuterRef("pk")))
    lapsed = _objects("CheckKind").needed().filter(Exists(noted), ~Exists(holding))
    volunteers = _objects("Volunteer").current(at=at).filter(Exists(lapsed))
    whose = volunteers.filter(
        membership__user=OuterRef("match__helper"), membership__organisation=OuterRef("organisation")
    )
    return _objects("Helping").active(at=at).filter(Exists(whose)).for_pages()
