"""The directory in the field's words. The models use this as their managers, so it names other models by string."""

import re
from datetime import datetime
from math import cos, radians
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Exists, ExpressionWrapper, F, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower, Sqrt

from community.organisations.enums import Part, PlaceKind
from community.organisations.wanted import Here, Wanted
from portal.accounts.enums import Role
from portal.relationships.queries import active_at

if TYPE_CHECKING:
    from community.organisations.models import DirectoryRules, Organisation, Place
    from portal.accounts.models import User

# A degree on the surface of the earth, whose mean radius is 6,371 km, in miles.
MILES_A_DEGREE = 69.0934
LANGUAGE = "english"
# Long, and in no line of the list.
UNLISTED = ("search", "description", "found_by", "eligibility_description", "application_process", "accessibility")
_FULL_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_LETTERS = re.compile(r"[A-Z]+")
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")


class OrganisationQuerySet(QuerySet[Any]):
    """Entries of the directory."""

    def listed(self) -> Self:
        """What everybody may see: what an editor has approved."""
        return self.filter(live=True)

    def coordinated_by(self, user: "User", *, at: datetime) -> Self:
        """The organisations whose coordinator somebody is now."""
        own = apps.get_model("community", "Membership").objects.filter(active_at(at), organisation=OuterRef("pk"))
        return self.filter(Exists(own.filter(user=user, part=Part.COORDINATOR)))

    def on_portal(self, *, at: datetime) -> Self:
        """Those that people can ask for help here: listed, on the portal, and looked after by somebody now."""
        looked_after = apps.get_model("community", "Membership").objects.filter(
            active_at(at), organisation=OuterRef("pk"), part=Part.COORDINATOR, user__is_active=True
        )
        return self.listed().filter(Exists(looked_after), on_portal=True)

    def fitting(self, wanted: Wanted) -> Self:
        """Those that fit everything that was asked for."""
        found = self
        if wanted.words:
            found = found.filter(search=_query(wanted.words))
        for field in ("kind", "language", "audience"):
            if term := getattr(wanted, field):
                found = found.filter(**{f"{field}s": term})
        for term in wanted.access:
            found = found.filter(access=term)
        if wanted.here and wanted.within:
            found = found.alias(away=_miles(wanted.here))
            found = found.filter(Q(everywhere=True) | _within(wanted.here, wanted.within))
        return found

    def nearest_first(self, wanted: Wanted) -> Self:
        """With how many `miles` away each is, None where that cannot be told: the nearest first. Without a place the
        best match comes first, else the alphabet. Nobody can pay for a better place."""
        # In capitals or not matters less among equals than to work it out for every row.
        last = ("name", "pk")
        miles: Any = Value(None, output_field=FloatField())
        if wanted.here:
            found = self.annotate(miles=_miles(wanted.here))
            return found.order_by(F("miles").asc(nulls_last=True), *last)
        if wanted.words:
            rank = SearchRank(F("search"), _query(wanted.words))
            return self.annotate(miles=miles).order_by(rank.desc(), *last)
        return self.annotate(miles=miles).order_by(Lower("name"), "pk")

    def for_list(self) -> Self:
        """With what a line of the list says."""
        return self.select_related("availability").prefetch_related("kinds", "cost_options").defer(*UNLISTED)

    def for_page(self) -> Self:
        """With everything that an entry says."""
        lists = ("kinds", "audiences", "languages", "access", "cost_options")
        return self.select_related("availability").prefetch_related(*lists).defer("search")


def _query(words: str) -> SearchQuery:
    return SearchQuery(words, config=LANGUAGE, search_type="websearch")


def _longitudes(here: Here) -> float:
    """How much shorter a degree of longitude is here."""
    return max(cos(radians(here.latitude)), 0.01)


def _miles(here: Here) -> Any:
    """As the crow flies. Over the width of England the earth may be taken as flat: the error is under 1 in 100."""
    north: Any = (F("latitude") - Value(here.latitude)) * Value(MILES_A_DEGREE)
    east: Any = (F("longitude") - Value(here.longitude)) * Value(MILES_A_DEGREE * _longitudes(here))
    return ExpressionWrapper(Sqrt(north * north + east * east), output_field=FloatField())


def _within(here: Here, miles: int) -> Q:
    """What is inside the circle: `away` are the miles. The square around it lets an index leave out the rest."""
    north, east = miles / MILES_A_DEGREE, miles / (MILES_A_DEGREE * _longitudes(here))
    square = Q(latitude__range=(here.latitude - north, here.latitude + north))
    return square & Q(longitude__range=(here.longitude - east, here.longitude + east)) & Q(away__lte=miles)


def district_of(typed: str) -> str:
    """The postcode district of what was typed: "NM1" of "nm1 4ab"; "" where it is no postcode."""
    signs = "".join(typed.split()).upper()
    if _FULL_POSTCODE.fullmatch(signs):
        return signs[:-3]
    return signs if _DISTRICT.fullmatch(signs) else ""


def whereabouts(postal_code: str, city: str) -> str:
    """What tells where an address is: its postcode district, else its town."""
    return district_of(postal_code) or " ".join(city.split()).lower()


def find_place(typed: str, *, roughly: bool = True) -> "Place | None":
    """The town or postcode district that somebody typed, in one query; None where nobody knows it.

    roughly: whether the whole postcode area will do where its district is not known.
    """
    if not typed.strip():
        return None
    called = Q(kind=PlaceKind.TOWN, key=" ".join(typed.split()).lower())
    if district := district_of(typed):
        called = Q(kind=PlaceKind.DISTRICT, key=district.lower())
        if roughly:
            called |= Q(kind=PlaceKind.AREA, key=_LETTERS.match(district).group().lower())  # type: ignore[union-attr]
    # A district is known better than its area.
    found: Place | None = apps.get_model("community", "Place").objects.filter(called).order_by("-kind").first()
    return found


def coordinators_of(organisation: "Organisation", *, at: datetime) -> "QuerySet[User]":
    """Who looks after an organisation now: whom notices about it go to."""
    parts = apps.get_model("community", "Membership").objects.filter(active_at(at), part=Part.COORDINATOR)
    own = parts.filter(organisation=organisation, user=OuterRef("pk"))
    users: QuerySet[User] = apps.get_model("portal", "User").objects.filter(Exists(own))
    return users.filter(is_active=True, role=Role.COORDINATOR)


def directory_rules() -> "DirectoryRules":
    """The council's rules about entries; the usual ones, unsaved, until an editor has changed them."""
    model = apps.get_model("community", "DirectoryRules")
    found: DirectoryRules = model.objects.order_by("pk").first() or model()
    return found
