"""The milestones of many people in one question to the database; and what people said while they waited."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Case, DateField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Least, TruncDate

from planning.clock.enums import Milestone
from planning.clock.stages import owed
from planning.diary.enums import Direction
from planning.documents.enums import VersionReason
from planning.signing_off.enums import State
from portal.accounts.enums import Role
from portal.authority.queries import people_of_team
from portal.relationships.queries import people_of

if TYPE_CHECKING:
    from portal.accounts.models import User

PERSONS_TURN = (State.QUESTIONED, State.REFUSED)
LONG_AGO = date(1900, 1, 1)


def _objects(model: str) -> Any:
    return apps.get_model("planning", model).objects


def with_milestones(people: Any) -> Any:
    """People, each with `assessed`, `indicative`, `planning`, `sent`, `decided` and `paid`: the day on which it was
    first reached in this round, or None; `sent_last`, and `sent_state` (planning.signing_off.enums.State).

    Where somebody is assessed anew after a plan was agreed, a new round begins on that day.
    """
    mine = {"person": OuterRef("pk")}
    agreed = _objects("Agreement").filter(version__document__owner=OuterRef("pk"))
    assessed = _objects("Assessment").filter(**mine)
    latest = assessed.order_by("-assessed_on").values("assessed_on")[:1]
    people = people.annotate(_latest=Subquery(latest))
    before = agreed.filter(agreed_at__date__lt=OuterRef("_latest")).order_by("-agreed_at").values("agreed_at__date")
    people = people.annotate(_agreed=Subquery(before[:1]))
    anew = assessed.filter(assessed_on__gt=OuterRef("_agreed")).order_by("assessed_on").values("assessed_on")
    people = people.annotate(_from=Coalesce(Subquery(anew[:1]), Value(LONG_AGO, output_field=DateField())))
    return people.annotate(
        assessed=_first_day(assessed, "assessed_on"),
        indicative=_first(_objects("IndicativeBudget").filter(**mine), "set_at"),
        planning=_first(_plans(), "created_at"),
        sent=_first(_sent(), "kept_at"),
        decided=_first(agreed, "agreed_at"),
    ).annotate(
        # As the social worker dated it; else the first money in a diary after the plan was agreed.
        paid=Coalesce(
            _first_day(_objects("FirstPayment").filter(**mine, paid_on__gte=OuterRef("decided")), "paid_on"),
            _first_day(_income().filter(day__gte=OuterRef("decided")), "day"),
        ),
        # The plan that waits now may have been sent after an earlier one came back.
        sent_last=TruncDate(Subquery(_sent().order_by("-kept_at").values("kept_at")[:1])),
        # Where that plan is: with a question for the person, or not agreed, it waits for them and not for the council.
        sent_state=Subquery(_sent().order_by("-kept_at").values("sign_off__state")[:1]),
    )


def those_who_wait() -> Any:
    """The people to whom the council owes something (see `owed_to`), each with `waits_since`: the earliest day."""
    people = with_milestones(apps.get_model("portal", "User").objects.filter(role=Role.PERSON, is_active=True))
    ours = Q(decided=None) & (Q(sent_state=None) | ~Q(sent_state__in=PERSONS_TURN))
    waits_since = Least(
        Case(When(indicative=None, then=F("assessed"))), Case(When(ours, then=F("sent_last"))), F("decided")
    )
    # PostgreSQL's least leaves out what is missing.
    return people.filter(paid=None).annotate(waits_since=waits_since).filter(waits_since__isnull=False)


def owed_to(person: Any) -> dict[Milestone, date]:
    """What the council owes to one person of `with_milestones`, since when: see stages.owed."""
    found = owed(milestones_of(person))
    if person.sent_state in PERSONS_TURN:
        found.pop(Milestone.SENT, None)
    if Milestone.SENT in found:
        found[Milestone.SENT] = max(found[Milestone.SENT], person.sent_last)
    return found


def milestones_of(person: Any) -> dict[Milestone, date | None]:
    """The days of one person of `with_milestones`."""
    return {milestone: getattr(person, milestone.value) for milestone in Milestone}


def _plans() -> Any:
    return _objects("Document").filter(
        owner=OuterRef("pk"), question_set_version__definition__plan=True, deleted_at=None
    )


def _sent() -> Any:
    return _objects("Version").filter(document__owner=OuterRef("pk"), why=VersionReason.SENT)


def _income() -> Any:
    return _objects("Entry").filter(diary__person=OuterRef("pk"), direction=Direction.IN, deleted_at=None)


def _first_day(rows: Any, name: str) -> Subquery:
    """The first such day in this round."""
    within = rows.filter(**{f"{name}__gte": OuterRef("_from")}).order_by(name)
    return Subquery(within.values(name)[:1], output_field=DateField())


def _first(rows: Any, name: str) -> Any:
    """The day of the first such moment in this round."""
    within = rows.filter(**{f"{name}__date__gte": OuterRef("_from")}).order_by(name)
    return TruncDate(Subquery(within.values(name)[:1], output_field=DateTimeField()))


class WorseQuerySet(QuerySet[Any]):
    """What people said about getting worse while they wait."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """One's own; what one said in somebody's place, while one acts there; those of one's people; for a manager
        those of which their team was told because nobody had opened them, or because nobody was there to be told."""
        acted_for = apps.get_model("portal", "Authority").objects.held_by(user, at=at).values("membership__person")
        mine = Q(person=user) | Q(said_by=user, person__in=acted_for)
        if user.role == Role.SOCIAL_WORKER:
            mine |= Q(person__in=people_of(user, at=at).values("pk"))
        if user.role == Role.TEAM_MANAGER:
            mine |= Q(told_managers_at__isnull=False, managers=user)
            mine |= Q(told_managers_at__isnull=False, person__in=people_of_team(user, at=at).values("pk"))
        return self.filter(mine)

    def unanswered(self) -> Self:
        """Those to which nobody has said anything yet."""
        return self.filter(answered_at=None)

    def for_pages(self) -> Self:
        """With whose they are, and who read and answered them; the latest first."""
        return self.select_related("person", "said_by", "read_by", "answered_by").order_by("-said_at", "-pk")
