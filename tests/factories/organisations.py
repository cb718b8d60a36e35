"""Organisations of the directory, and who looks after them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from community.organisations.enums import AssuredFor, Part, PlaceKind, Profits, Room, Taxonomy
from community.organisations.models import Availability, Membership, Organisation, Place, TaxonomyTerm
from portal.accounts.models import User

LISTS = {
    "kinds": Taxonomy.HELP,
    "audiences": Taxonomy.AUDIENCE,
    "languages": Taxonomy.LANGUAGE,
    "access": Taxonomy.ACCESS,
}


def term(taxonomy: str, code: str) -> TaxonomyTerm:
    """A word of a list, made if it is new."""
    found, _ = TaxonomyTerm.objects.get_or_create(
        taxonomy=taxonomy, code=code, defaults={"name": code.replace("-", " ").capitalize()}
    )
    return found


def make_organisation(name: str = "Moor Friends", **facts: Any) -> Organisation:
    """An entry that everybody sees, or a draft (`live=False`). `kinds`, `audiences`, `languages`, `access`: codes."""
    codes = {field: facts.pop(field, ["planning"] if field == "kinds" else []) for field in LISTS}
    usual: dict[str, Any] = {
        "summary": f"What {name} does",
        "description": f"{name} helps people.",
        "phone": "01632 960400",
        "profits": Profits.NO,
        "live": True,
    }
    entry = Organisation(**{**usual, **facts, "name": name})
    for field, taxonomy in LISTS.items():
        getattr(entry, field).set([term(taxonomy, code) for code in codes[field]])
    entry.save()
    return entry


def let_coordinate(organisation: Organisation, user: User, *, ended: bool = False) -> Membership:
    """Its coordinator since yesterday (and until an hour ago, if `ended`)."""
    now = timezone.now()
    return Membership.objects.create(
        organisation=organisation,
        user=user,
        part=Part.COORDINATOR,
        starts_at=now - timedelta(days=1),
        ends_at=now - timedelta(hours=1) if ended else None,
    )


def looked_over(organisation: Organisation, by: User, at: datetime, **facts: Any) -> Availability:
    """Found right at a moment."""
    return Availability.objects.create(
        organisation=organisation,
        assured_at=at,
        assured_by=by,
        assured_for=AssuredFor.COUNCIL,
        told_at=at if facts.get("room", Room.UNKNOWN) != Room.UNKNOWN else None,
        **facts,
    )


def make_place(name: str, latitude: float, longitude: float, kind: str = PlaceKind.TOWN) -> Place:
    """A town, or a postcode district."""
    return Place.objects.create(name=name, latitude=latitude, longitude=longitude, kind=kind)
