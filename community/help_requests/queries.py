"""Requests for help in the field's words. The models use this as their managers, so it names other models by string."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Q, QuerySet

from community.help_requests.enums import State
from community.help_requests.life import HELPED, WITH_THE_ORGANISATION
from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from portal.accounts.models import User


class HelpRequestQuerySet(QuerySet[Any]):
    """Requests for help."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """One's own; and those that are with an organisation whose coordinator one is now. An organisation that said
        no, or whose help has ended, reads nothing more of it. A helper reads what was asked while they help."""
        mine = Q(person=user)
        if user.role == Role.COORDINATOR:
            own = apps.get_model("community", "Organisation").objects.coordinated_by(user, at=at)
            # By the clock, too: what is over by its date is not read while nobody has written that down.
            over = Q(state__in=HELPED) & ~Q(pk__in=_helpings().active(at=at).values("request"))
            mine |= Q(organisation__in=own, state__in=WITH_THE_ORGANISATION) & ~over
        if user.role == Role.VOLUNTEER:
            mine |= Q(pk__in=_helpings().active(at=at).filter(match__helper=user).values("request"))
        return self.filter(mine)

    def with_organisation(self) -> Self:
        """Those that the organisation which was asked reads now."""
        return self.filter(state__in=WITH_THE_ORGANISATION)

    def sent(self) -> Self:
        """Those that are more than a draft."""
        return self.exclude(state=State.DRAFT)

    def asked_of(self, organisation: Any) -> Self:
        """Those that this organisation reads now."""
        return self.with_organisation().filter(organisation=organisation)

    def for_pages(self) -> Self:
        """With whose it is, and who was asked."""
        return self.select_related("person", "organisation__availability", "question_set_version")


class OfferQuerySet(QuerySet[Any]):
    """Proposals of an organisation."""

    def open(self) -> Self:
        """Those that wait for the person."""
        return self.filter(settled="")


class HelpingQuerySet(QuerySet[Any]):
    """Matches, with what they came from."""

    def active(self, *, at: datetime) -> Self:
        """Those whose match holds at this moment."""
        return self.filter(active_at(at, "match__"))

    def for_pages(self) -> Self:
        """With the two whom it is about, and the organisation."""
        return self.select_related("match__person", "match__helper", "organisation", "request")


def _helpings() -> Any:
    return apps.get_model("community", "Helping").objects


def opened_since(request: Any, user: "User", since: datetime) -> bool:
    """Whether this user read a request at this moment or later, as it was written down."""
    events = apps.get_model("portal", "Event").objects.filter(
        object_type="helprequest",
        object_id=str(request.uuid),
        verb="help request opened",
        actor_id=user.pk,
        at__gte=since,
    )
    return bool(events.exists())


def helping_now(person: "User", *, at: datetime) -> Any:
    """The accounts of those who help a person now, for a filter."""
    return apps.get_model("portal", "Match").objects.active(at=at).filter(person=person).values("helper")
