"""Who can see a document and each of its parts, in words for its owner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from planning.documents.enums import Audience
from planning.documents.models import Document, Grant
from planning.documents.queries import openings
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.components.lists import in_a_row
from portal.relationships.models import CircleMembership, Cover, Match
from portal.relationships.queries import named_social_worker

YOU = "you"
WORKER_TO_COME = "your social worker, once you have one"


@dataclass(frozen=True)
class Reader:
    """One share, as its owner meets it.

    name, role: who; why: what the share hangs on; may: what they may do, as short sentences;
    waiting: whether the invitation is not taken up yet.
    """

    grant: Grant
    name: str
    role: str
    why: str
    may: tuple[str, ...]
    waiting: bool = False
    photo: str = ""

    @property
    def in_a_line(self) -> str:
        """How the quiet line below an answer names them."""
        return self.name if self.name != WORKER_TO_COME else "your social worker"


@dataclass(frozen=True)
class Look:
    """One opening of the document by somebody else."""

    name: str
    role: str
    at: datetime


@dataclass(frozen=True)
class Readers:
    """Everybody with whom a document is shared at one moment."""

    all: tuple[Reader, ...]
    left_out: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def names(self, question_id: str = "", audience: str = Audience.EVERYONE) -> list[str]:
        """Who sees one answer: "you" first. People who have not taken up their invitation see nothing yet."""
        names = [YOU]
        for reader in self.all:
            for_worker = reader.grant.to_named_worker
            if audience == Audience.ONLY_ME or (audience == Audience.WORKER_ONLY and not for_worker):
                continue
            if not reader.waiting and question_id not in self.left_out.get(reader.grant.pk, frozenset()):
                names.append(reader.in_a_line)
        return names

    def line(self, question_id: str, audience: str) -> str:
        """The words of "Who can see this: …" on the owner's own page."""
        names = self.names(question_id, audience)
        return "only you" if len(names) == 1 else in_a_row(names)


def readers_of(document: Document, *, at: datetime, said_to: User | None = None) -> Readers:
    """The open shares of a document, the social worker's first, in a constant number of queries.

    said_to: who reads about them; its owner, or whoever acts in the owner's place: then nothing is said to be theirs.
    """
    owner = document.owner.known_as if said_to and said_to.pk != document.owner_id else ""
    grants = document.grants.filter(ends_at=None).select_related(
        "circle_membership__supporter", "authority__recorded_by", "match__helper"
    )
    current = sorted((grant for grant in grants if not _ended(grant, at)), key=_place)
    with_worker = any(grant.to_named_worker for grant in current)
    worker = named_social_worker(document.owner, at=at) if with_worker else None
    found = [_reader(grant, worker, at, owner) for grant in current]
    left_out = {g.pk: frozenset(str(question) for question in g.left_out) for g in current}
    return Readers(tuple(found), left_out)


def looks_at(document: Document) -> list[Look]:
    """Who opened the document, newest first: who, as what, when."""
    events = openings(document)
    users = {u.pk: u for u in User.objects.filter(pk__in={event["actor_id"] for event in events})}
    circle = CircleMembership.objects.filter(person_id=document.owner_id, supporter__in=users)
    relations = {membership.supporter_id: membership.relation for membership in circle}
    helped = Match.objects.filter(person_id=document.owner_id, helper__in=users).order_by("starts_at")
    relations |= {match.helper_id: match.relation for match in helped}
    return [
        Look(users[e["actor_id"]].known_as, _role(users[e["actor_id"]], relations), e["at"])
        for e in events
        if e["actor_id"] in users
    ]


def _place(grant: Grant) -> tuple[bool, datetime, int]:
    return (not grant.to_named_worker, grant.starts_at, grant.pk)


def _ended(grant: Grant, at: datetime) -> bool:
    hangs_on = (grant.circle_membership, grant.authority, grant.match)
    return any(one and one.ends_at and one.ends_at <= at for one in hangs_on)


def standing_in(document: Document, *, at: datetime) -> list[str]:
    """The names of those who cover for the owner's named social worker now, and so see what the worker sees."""
    worker = named_social_worker(document.owner, at=at)
    covers = Cover.objects.active(at=at).filter(worker=worker).select_related("cover")
    return [row.cover.known_as for row in covers] if worker else []


def _reader(grant: Grant, worker: User | None, at: datetime, owner: str) -> Reader:
    if grant.to_named_worker:
        return _worker(grant, worker, owner)
    return _helper(grant, grant.match, owner) if grant.match else _supporter(grant, at, owner)


def _worker(grant: Grant, worker: User | None, owner: str) -> Reader:
    """owner: the owner's name where somebody else reads this; their worker's face is not theirs to see."""
    whose = f"{owner}’s" if owner else "your"
    to_come = f"{whose} social worker, once {owner} has one" if owner else WORKER_TO_COME
    why = f"Because this is {whose} named social worker. If that changes, it follows to the new one."
    photo = worker.portrait_url if worker and not owner else ""
    may = ("Read it", f"Write comments beside {whose} words", "Suggest other words")
    name, role = (worker.known_as, f"{whose} social worker") if worker else (to_come, "")
    return Reader(grant, name, role, why, may, photo=photo)


def _supporter(grant: Grant, at: datetime, owner: str) -> Reader:
    whose, with_whom, who = (f"{owner}’s", owner, owner) if owner else ("your", "you", "You")
    membership = grant.circle_membership
    assert membership is not None  # noqa: S101 - a grant without one is the worker's
    ticks: Iterable[tuple[bool, str]] = (
        (True, "Read it"),
        (grant.can_comment, f"Write comments beside {whose} words"),
        (grant.can_suggest, "Suggest other words"),
        (grant.can_edit, f"Write in it with {with_whom}"),
        (grant.can_see_budget, f"See {whose} budget"),
    )
    waiting = membership.starts_at is None or membership.starts_at > at
    why = f"{who} invited them" + (". They have not said yes yet." if waiting else f" into {whose} circle.")
    may = tuple(words for ticked, words in ticks if ticked)
    if authority := grant.authority:
        waiting = waiting or authority.starts_at > at
        until = f"until {authority.last_day:%-d %B %Y}" if authority.last_day else "with no end date"
        why = (
            f"They act in {whose} place as {authority.get_kind_display()}, {until}. "
            f"{authority.recorded_by.known_as} recorded it."
        )
        may = (*may, "Share it with others, and stop sharing")
    name = membership.supporter.known_as if membership.supporter else membership.name
    photo = membership.supporter.portrait_url if membership.supporter and not owner else ""
    return Reader(grant, name, membership.relation, why, may, waiting=waiting, photo=photo)


def _helper(grant: Grant, match: Match, owner: str) -> Reader:
    whose, who = (f"{owner}’s", owner) if owner else ("your", "You")
    why = f"{who} said yes to their help. It ends by itself after {match.last_day:%-d %B %Y}."
    ticks: Iterable[tuple[bool, str]] = (
        (True, "Read it"),
        (grant.can_comment, f"Write comments beside {whose} words"),
        (grant.can_suggest, "Suggest other words"),
    )
    may = tuple(words for ticked, words in ticks if ticked)
    photo = "" if owner else match.helper.portrait_url
    return Reader(grant, match.helper.known_as, match.relation, why, may, photo=photo)


def _role(user: User, relations: Mapping[int | None, str]) -> str:
    if user.role == Role.PERSON or relations.get(user.pk):
        return relations.get(user.pk, "") or "in your circle"
    return str(user.get_role_display()).lower()
