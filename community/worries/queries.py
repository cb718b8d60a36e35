"""Worries in the field's words. The models use this as their managers, so it names other models by string."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from community.organisations.enums import Part
from community.worries.enums import Step
from portal.components.lists import in_a_row
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from community.worries.models import WorryRules
    from portal.accounts.models import User

# Who reads worries of an organisation.
READERS = (Part.COORDINATOR, Part.SAFEGUARDING)


def _objects(name: str) -> Any:
    return apps.get_model("community", name).objects


class WorryQuerySet(QuerySet[Any]):
    """What helpers are worried about."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """Those of an organisation whose coordinator or safeguarding lead one is now. Nobody else reads them, whatever
        their role; who wrote one reads that one by `written_by`."""
        return self.filter(organisation__in=safeguarded_by(user, at=at))

    def written_by_them(self, user: "User") -> Self:
        """What somebody wrote themselves, the latest first."""
        return self.filter(written_by=user).with_steps().order_by("-written_at", "-pk")

    def with_steps(self) -> Self:
        """Adds whether somebody has seen it (`seen`), and whether it is closed (`closed`)."""
        entries = _objects("WorryEntry").filter(worry=OuterRef("pk"))
        return self.annotate(seen=Exists(entries), closed=Exists(entries.filter(step=Step.CLOSED)))

    def for_pages(self) -> Self:
        """With who wrote it, and about whom; what nobody has seen first, what is closed last."""
        found = self.select_related("organisation", "written_by", "match__person").with_steps()
        return found.order_by("closed", "seen", "-written_at", "-pk")


def _at_work(user: Any, organisation: Any, at: datetime) -> Exists:
    """Whether somebody is an organisation's coordinator or volunteer now: a lead who has left is a lead no more."""
    parts = (Part.COORDINATOR, Part.VOLUNTEER)
    return Exists(_objects("Membership").filter(active_at(at), organisation=organisation, user=user, part__in=parts))


def safeguarded_by(user: "User", *, at: datetime) -> Any:
    """The organisations whose worries somebody reads now."""
    parts = _objects("Membership").filter(active_at(at), user=user, part__in=READERS)
    parts = parts.filter(_at_work(user, OuterRef("organisation"), at))
    found = _objects("Organisation").filter(Exists(parts.filter(organisation=OuterRef("pk"))))
    return found if user.is_active else found.none()


def told_of(organisation: Any, *, at: datetime) -> Any:
    """Who is told of a worry: an organisation's coordinators and its safeguarding lead, each with their `part`."""
    found = _objects("Membership").filter(active_at(at), organisation=organisation, part__in=READERS)
    found = found.filter(_at_work(OuterRef("user"), organisation, at))
    return found.filter(user__is_active=True).select_related("user").order_by("part", "starts_at", "pk")


def told_in_words(organisation: Any, *, by: "User", at: datetime) -> list[str]:
    """The same as names, each with what they are, without the one who writes: "Olu (coordinator and safeguarding
    lead)"."""
    parts: dict[User, list[str]] = {}
    for member in told_of(organisation, at=at).exclude(user=by):
        parts.setdefault(member.user, []).append(member.get_part_display().lower())
    return [f"{user.known_as} ({in_a_row(said)})" for user, said in parts.items()]


def leads_of(organisation: Any, *, at: datetime) -> Any:
    """The time in which somebody is an organisation's safeguarding lead, for those who are now: each with whether they
    coordinate it, too (`coordinates`)."""
    coordinates = _objects("Membership").filter(
        active_at(at), organisation=organisation, user=OuterRef("user"), part=Part.COORDINATOR
    )
    return told_of(organisation, at=at).filter(part=Part.SAFEGUARDING).annotate(coordinates=Exists(coordinates))


def could_lead(organisation: Any, *, at: datetime, only_coordinators: bool) -> Any:
    """Who can be named: whoever has a part in the organisation, and is not its lead yet."""
    parts = Q(part=Part.COORDINATOR) if only_coordinators else Q(part__in=(Part.COORDINATOR, Part.VOLUNTEER))
    members = _objects("Membership").filter(active_at(at), parts, organisation=organisation)
    leads = leads_of(organisation, at=at).values("user")
    users = apps.get_model("portal", "User").objects.filter(is_active=True, pk__in=members.values("user"))
    return users.exclude(pk__in=leads).order_by("full_name")


def writes_to(user: "User", *, at: datetime) -> Any:
    """The organisations to which a helper can write: those with which they help now, and of whoever they help."""
    parts = _objects("Membership").filter(active_at(at), user=user, part=Part.VOLUNTEER)
    helps = _objects("Helping").active(at=at).filter(match__helper=user)
    mine = Q(Exists(parts.filter(organisation=OuterRef("pk")))) | Q(Exists(helps.filter(organisation=OuterRef("pk"))))
    return _objects("Organisation").filter(mine).order_by("name")


def procedure_of(organisation: Any) -> str:
    """What to do, as the organisation has it; else as the council's editors wrote it for all."""
    own = _objects("SafeguardingProcedure").filter(organisation=organisation).first()
    return str(own.steps) if own else worry_rules().steps


def worry_rules() -> "WorryRules":
    """What editors wrote for every organisation; the usual words, unsaved, until they have."""
    model = apps.get_model("community", "WorryRules")
    found: WorryRules = model.objects.order_by("pk").first() or model()
    return found
