"""What a search shows: the page of entries, what was asked for and how to take it out, and what would help."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Window
from django.http import QueryDict

from community.organisations.forms import FindForm
from community.organisations.models import Organisation
from community.organisations.wanted import Wanted

ENTRIES_A_PAGE = 20
# Nobody turns to a page with a longer number.
LONGEST_NUMBER = 7
# Under which name of the address, and called what, each thing is asked for.
ASKED = {
    "words": ("q", "words"),
    "here": ("place", "place"),
    "within": ("within", "distance"),
    "kind": ("kind", "kind of help"),
    "language": ("language", "language"),
    "audience": ("audience", "who it is for"),
    "access": ("access", "what you need there"),
}


@dataclass(frozen=True)
class Filter:
    """One thing that was asked for. without: the query of the address that leaves it out; count: how many entries
    there are then, where it is worth saying."""

    called: str
    value: str
    without: str
    count: int | None = None


@dataclass(frozen=True)
class Found:
    """What a search found."""

    entries: Page[Any]
    lines: list[Organisation]
    filters: list[Filter]
    wanted: Wanted

    @property
    def would_help(self) -> list[Filter]:
        """Where nothing fits: what to leave out so that something does."""
        return [each for each in self.filters if each.count]


def find(form: FindForm, page: str | None) -> Found:
    """Look for what a form asks for. Where nothing fits, each filter says how many there are without it."""
    wanted = form.wanted()
    listed = Organisation.objects.listed()
    # The order is worked out with next to nothing in hand; what a line says is fetched for one page alone.
    ordered = listed.fitting(wanted).nearest_first(wanted).values_list("pk", "miles")
    here = _page_of(ordered, page, with_count=bool(wanted.words or wanted.here))
    nothing = here.paginator.count == 0
    filters = []
    for name in wanted.given():
        count = listed.fitting(wanted.without(name)).count() if nothing else None
        filters.append(Filter(ASKED[name][1], _shown(form, name), _query_without(form, name), count))
    return Found(here, _lines(dict(here.object_list)), filters, wanted)


def _page_of(ordered: Any, number: str | None, *, with_count: bool) -> Page[Any]:
    """One page of the rows (which, how far), and how many there are.

    with_count: whether to ask for both at once, where telling which rows fit is most of the work. Where everything
    fits it is cheaper to ask twice: an index knows the order.
    """
    entries = Paginator(ordered, ENTRIES_A_PAGE)
    number = number or "1"
    wished = int(number) if number.isascii() and number.isdigit() and len(number) < LONGEST_NUMBER else 0
    if not with_count or not wished:
        return entries.get_page(number)
    first = (wished - 1) * ENTRIES_A_PAGE
    counted = ordered.annotate(all=Window(Count("pk"))).values_list("pk", "miles", "all")
    rows = list(counted[first : first + ENTRIES_A_PAGE])
    if not rows:
        return entries.get_page(number)
    entries.count = rows[0][2]
    return Page([(pk, miles) for pk, miles, _ in rows], wished, entries)


def _lines(miles: dict[int, float | None]) -> list[Organisation]:
    """The entries of a page in its order, each with its `miles`."""
    found = {entry.pk: entry for entry in Organisation.objects.filter(pk__in=miles).for_list()}
    for pk, entry in found.items():
        entry.miles = miles[pk]
    return [found[pk] for pk in miles if pk in found]


def _shown(form: FindForm, name: str) -> str:
    field = ASKED[name][0]
    value = form.cleaned_data[field]
    if name == "words":
        return f"“{value}”"
    if name == "here":
        return f"near {form.found}"
    if name == "within":
        return f"within {value} miles"
    names = dict(form.fields[field].choices)  # type: ignore[attr-defined]
    return " and ".join(names[code] for code in (value if isinstance(value, list) else [value]))


def _query_without(form: FindForm, name: str) -> str:
    kept = QueryDict(mutable=True)
    gone = {ASKED[name][0]} | ({"within"} if name == "here" else set())
    for field, values in form.sensible.lists():
        if field not in gone and (said := [value for value in values if value]):
            kept.setlist(field, said)
    return kept.urlencode()
