"""Volunteers in the field's words. The models use these as their managers, so this names other models by string."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.organisations.enums import Part
from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from community.organisations.models import Organisation
    from portal.accounts.models import User

# How long before a check runs out its coordinator is told.
SOON = timedelta(days=30)


class CheckKindQuerySet(QuerySet[Any]):
    """Kinds of check, as the council's editors keep them."""

    def needed(self) -> Self:
        """Those without which nobody is matched."""
        return self.filter(needed=True)


class CheckQuerySet(QuerySet[Any]):
    """Checks that were noted."""

    def kept(self) -> Self:
        """Those that were not taken out again."""
        return self.filter(taken_out_at=None)

    def holding(self, *, on: date) -> Self:
        """Those that hold on a day: from the day they were done until just before the day they run out."""
        return self.kept().filter(Q(runs_out_on=None) | Q(runs_out_on__gt=on), done_on__lte=on)


class VolunteerQuerySet(QuerySet[Any]):
    """Volunteers and peer supporters, each with one organisation."""

    def current(self, *, at: datetime) -> Self:
        """Those who are with their organisation now."""
        return self.filter(
            active_at(at, "membership__"),
            membership__part=Part.VOLUNTEER,
            membership__user__is_active=True,
            membership__user__role=Role.VOLUNTEER,
        )

    def of(self, organisation: "Organisation", *, at: datetime) -> Self:
        """Those of one organisation now."""
        return self.current(at=at).filter(membership__organisation=organisation)

    def own(self, user: "User", *, at: datetime) -> Self:
        """What somebody is to organisations themselves."""
        return self.current(at=at).filter(membership__user=user)

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """One's own; for a coordinator, those of the organisations that are theirs now."""
        mine = Q(membership__user=user)
        if user.role == Role.COORDINATOR:
            own = apps.get_model("community", "Organisation").objects.coordinated_by(user, at=at)
            mine |= Q(membership__organisation__in=own)
        return self.current(at=at).filter(mine)

    def with_helps(self, *, at: datetime) -> Self:
        """With how many people each helps now (`helps`), for whichever organisation."""
        # Also those that began a moment after the window did that asks.
        matches = apps.get_model("portal", "Match").objects.filter(ends_at__gt=at)
        counted = matches.filter(helper=OuterRef("membership__user")).order_by().values("helper")
        return self.annotate(helps=Coalesce(Subquery(counted.annotate(many=Count("pk")).values("many")), 0))

    def checked(self, *, at: datetime) -> Self:
        """Those with every check that is needed. Before the council has any kind of check, that is nobody."""
        kinds = apps.get_model("community", "CheckKind").objects
        holding = apps.get_model("community", "Check").objects.holding(on=timezone.localdate(at))
        of_both = holding.filter(kind=OuterRef("pk"), volunteer=OuterRef(OuterRef("pk")))
        return self.filter(Exists(kinds.all()), ~Exists(kinds.needed().filter(~Exists(of_both))))

    def with_room(self, *, at: datetime) -> Self:
        """Those who can help one more."""
        return self.with_helps(at=at).filter(helps__lt=F("at_once"))

    def matchable(self, organisation: "Organisation", *, at: datetime) -> Self:
        """Those whom this organisation may propose now: theirs, with every check, and with room for one more.

        The same as `policies.check_can_be_matched` says of one of them, which a test holds.
        """
        return self.of(organisation, at=at).checked(at=at).with_room(at=at)

    def with_checks_due(self, *, at: datetime) -> Self:
        """Those with a check that is needed and runs out within 30 days, or has run out, and was not renewed."""
        today = timezone.localdate(at)
        checks = apps.get_model("community", "Check").objects
        kept = checks.kept().filter(kind=OuterRef("pk"), volunteer=OuterRef(OuterRef("pk")))
        lasting = checks.holding(on=today + SOON).filter(kind=OuterRef("pk"), volunteer=OuterRef(OuterRef("pk")))
        kinds = apps.get_model("community", "CheckKind").objects.needed()
        return self.current(at=at).filter(Exists(kinds.filter(Exists(kept), ~Exists(lasting))))

    def for_list(self) -> Self:
        """With what a line of the list says."""
        lists = ("skills", "languages", "checks__kind", "checks__noted_by")
        return self.select_related("membership__user", "membership__organisation", "changed_by").prefetch_related(
            *lists
        )


class InvitationQuerySet(QuerySet[Any]):
    """Invitations of organisations to those who might help."""

    def waiting(self) -> Self:
        """Those that were neither taken up nor taken back; also those that have run out."""
        return self.filter(taken_up_at=None, taken_back_at=None)
