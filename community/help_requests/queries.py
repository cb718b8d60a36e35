"""Requests for help in the field's words. The models use this as their managers, so it names other models by string."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from community.help_requests.enums import Action, State
from community.help_requests.life import TABLE, WITH_THE_ORGANISATION
from community.organisations.enums import Part
from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from community.help_requests.models import HelpRules
    from portal.accounts.models import User


class HelpRequestQuerySet(QuerySet[Any]):
    """Requests for help."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """One's own; and those that are with an organisation whose coordinator one is now. An organisation that said
        no, or whose help has ended, reads nothing more of it. A helper reads what was asked while they help."""
        mine = Q(person=user)
        if user.role == Role.COORDINATOR:
            own = apps.get_model("community", "Organisation").objects.coordinated_by(user, at=at)
            mine |= Q(organisation__in=own, stands__in=WITH_THE_ORGANISATION)
        if user.role == Role.VOLUNTEER:
            mine |= Q(pk__in=_helpings().active(at=at).filter(match__helper=user).values("request"))
        return self.as_of(at).filter(mine)

    def as_of(self, at: datetime) -> Self:
        """With how each stands by the clock (`stands`): what is over by its date is over while nobody has written that
        down; until when somebody helps because of it (`helped_until`); and whether anybody coordinates the organisation
        that was asked (`looked_after`)."""
        helps = _helpings().lasting(at=at).filter(request=OuterRef("pk")).order_by("-match__ends_at")
        over = TABLE[Action.RUN_OUT][1].items()
        by_the_clock = Case(
            *[When(state=before, helped_until=None, then=Value(after)) for before, after in over], default=F("state")
        )
        coordinators = apps.get_model("community", "Membership").objects.filter(
            active_at(at), organisation=OuterRef("organisation"), part=Part.COORDINATOR, user__is_active=True
        )
        found = self.annotate(helped_until=Subquery(helps.values("match__ends_at")[:1]))
        return found.annotate(stands=by_the_clock, looked_after=Exists(coordinators))

    def sent(self) -> Self:
        """Those that are more than a draft."""
        return self.exclude(state=State.DRAFT)

    def asked_of(self, organisation: Any) -> Self:
        """Of those that were fetched `as_of` a moment, the ones that this organisation reads then."""
        return self.filter(organisation=organisation, stands__in=WITH_THE_ORGANISATION)

    def for_pages(self) -> Self:
        """With whose it is, and who was asked."""
        return self.select_related("person", "organisation__availability", "question_set_version")


class OfferQuerySet(QuerySet[Any]):
    """Proposals of an organisation."""

    def open(self) -> Self:
        """Those that wait for the person."""
        return self.filter(settled="")

    def lost(self, *, at: datetime) -> Self:
        """Those that wait though a yes would be refused: who is proposed has left, has no room or no checks any more,
        or helps the person already."""
        theirs = {"membership__organisation": OuterRef("organisation"), "membership__user": OuterRef("helper")}
        can = apps.get_model("community", "Volunteer").objects.current(at=at).checked(at=at).with_room(at=at)
        matches = apps.get_model("portal", "Match").objects.filter(ends_at__gt=at)
        helps = matches.filter(person=OuterRef("request__person"), helper=OuterRef("helper"))
        return self.open().filter(~Exists(can.filter(**theirs)) | Exists(helps))


class HelpingQuerySet(QuerySet[Any]):
    """Matches, with what they came from."""

    def active(self, *, at: datetime) -> Self:
        """Those whose match holds at this moment."""
        return self.filter(active_at(at, "match__"))

    def lasting(self, *, at: datetime) -> Self:
        """Those that are not over at this moment, though they began a moment after the window did that asks: locks put
        windows in order, not their moments."""
        return self.filter(match__ends_at__gt=at)

    def for_pages(self) -> Self:
        """With the two whom it is about, and the organisation."""
        return self.select_related("match__person", "match__helper", "organisation", "request")


def help_rules() -> "HelpRules":
    """How long help lasts, as editors have it; twelve weeks, unsaved, until they have changed it."""
    model = apps.get_model("community", "HelpRules")
    found: HelpRules = model.objects.order_by("pk").first() or model()
    return found


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


def helping_now(person: "User", organisation: Any, *, at: datetime) -> Any:
    """The accounts of those who help a person now through an organisation, for a filter."""
    theirs = _helpings().active(at=at).filter(match__person=person, organisation=organisation)
    return theirs.values("match__helper")
