"""Whom a person could ask: what the directory holds, put before the ranking."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from community.help_requests.enums import Action
from community.help_requests.models import HelpRequest
from community.help_requests.ranking import Candidate, Names, rank, reasons
from community.help_requests.wishes import Wishes, chosen_codes, place_named, wishes_of
from community.known_sources.queries import known_to
from community.organisations.enums import PlaceKind, Taxonomy
from community.organisations.models import Organisation, TaxonomyTerm
from community.organisations.queries import find_place
from community.organisations.wanted import Here, Wanted
from portal.components.lists import in_a_row

# Whoever looks further changes what they ask for, or looks in the directory.
MOST = 10


@dataclass(frozen=True)
class Offered:
    """An organisation that could be asked, and why it is shown."""

    organisation: Organisation
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """Whom to ask. unknown_place: what was typed as a place where nobody knows it; roughly: where only the letters of
    a postcode were known; more: whether others suit, too."""

    offered: list[Offered]
    unknown_place: str = ""
    roughly: str = ""
    more: bool = False


def choice_for(request: HelpRequest, *, at: datetime, but: Organisation | None = None) -> Choice:
    """Who suits, the best first: those on the portal that take people on, without those that said no to this.

    but: one that is shown elsewhere. A constant number of queries.
    """
    wishes, names, typed, roughly = _read(request)
    open_ones = Organisation.objects.on_portal(at=at).exclude(availability__intake_paused=True)
    open_ones = open_ones.exclude(pk=but.pk) if but else open_ones
    said_no = request.turns.filter(action=Action.DECLINE).values("organisation")
    found = open_ones.exclude(pk__in=said_no).nearest_first(Wanted(here=wishes.here))
    rows = found.select_related("availability").prefetch_related("kinds", "languages", "access").defer("search")
    entries = {entry.pk: entry for entry in rows}
    suited = rank(wishes, [_candidate(request, entry) for entry in entries.values()], names)
    shown = suited[:MOST]
    known = _known_by(request, [entries[each.key] for each in shown], at)
    return Choice(
        offered=[Offered(entries[each.key], (*each.reasons, *known.get(each.key, ()))) for each in shown],
        unknown_place=typed if typed and wishes.here is None else "",
        roughly=roughly,
        more=len(suited) > MOST,
    )


def reasons_for(request: HelpRequest, organisation: Organisation, *, at: datetime) -> tuple[str, ...]:
    """Why this organisation suits, or where it does not, as sentences: for one that the person chose themselves."""
    wishes, names, _, _ = _read(request)
    entry = Organisation.objects.filter(pk=organisation.pk).nearest_first(Wanted(here=wishes.here)).get()
    known = _known_by(request, [entry], at)
    return (*reasons(wishes, _candidate(request, entry), names), *known.get(entry.pk, ()))


def _known_by(request: HelpRequest, entries: Collection[Organisation], at: datetime) -> dict[int, tuple[str, ...]]:
    """Which of these the person's named social worker knows, as one more reason. It moves nobody up: whom a worker
    happens to have met says nothing of who suits best."""
    known = known_to(request.person, entries, at=at)
    return {key: (f"{worker.known_as}, your social worker, knows them.",) for key, worker in known.items()}


def codes_wanted(request: HelpRequest) -> set[str]:
    """The short names of everything that was ticked."""
    answers = {question: kept.get("value") for question, kept in request.answers.items()}
    return chosen_codes(request.question_set_version.as_definition(), answers)


def kinds_of_help() -> dict[str, str]:
    """What each kind of help is called, by its short name."""
    return dict(TaxonomyTerm.objects.filter(taxonomy=Taxonomy.HELP).values_list("code", "name"))


def kinds_asked(request: HelpRequest, called: Mapping[str, str]) -> str:
    """Which kinds of help were ticked, and none of the person's own words: for who has not opened the request, which is
    written down for them. called: see `kinds_of_help`."""
    wanted = codes_wanted(request)
    names = [name for code, name in called.items() if code in wanted] or ["Something else"]
    return in_a_row([names[0], *(_within_a_sentence(name) for name in names[1:])])


def _within_a_sentence(name: str) -> str:
    """ "Making a plan" as it reads in the middle; "PA job" stays."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


def _read(request: HelpRequest) -> tuple[Wishes, Names, str, str]:
    """What is asked for, what its words are called, the place as typed, and how roughly it is known."""
    definition = request.question_set_version.as_definition()
    answers = {question: kept.get("value") for question, kept in request.answers.items()}
    terms = list(TaxonomyTerm.objects.all())
    words: dict[str, set[str]] = {}
    for term in terms:
        words.setdefault(term.taxonomy, set()).add(term.code)
    typed = place_named(definition, answers)
    place = find_place(typed)
    here = Here(place.name, place.latitude, place.longitude) if place else None
    names = {(term.taxonomy, term.code): term.name for term in terms}
    roughly = place.name if place and place.kind == PlaceKind.AREA else ""
    return wishes_of(chosen_codes(definition, answers), words, here), names, typed, roughly


def _candidate(request: HelpRequest, entry: Organisation) -> Candidate:
    now = entry.now
    return Candidate(
        key=entry.pk,
        lot=hashlib.sha256(f"{request.uuid} {entry.uuid}".encode()).hexdigest(),
        kinds=_codes(entry.kinds.all()),
        languages=_codes(entry.languages.all()),
        access=_codes(entry.access.all()),
        room=now.room,
        wait_weeks=now.wait_weeks,
        miles=entry.miles,
        everywhere=entry.everywhere,
    )


def _codes(terms: Collection[TaxonomyTerm]) -> frozenset[str]:
    return frozenset(term.code for term in terms)
